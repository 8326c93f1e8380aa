package ascent.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Comparator.comparingInt;
import static java.util.Comparator.comparingLong;

import ascent.config.Check;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Named tensors in the safetensors format, which most machine-learning programs read.
///
/// | bytes | content |
/// |---|---|
/// | 8 | h, the length of the header, unsigned little-endian |
/// | h | JSON: per tensor `dtype`, `shape` and `data_offsets`; strings under `__metadata__`; spaces up to a multiple of 8 |
/// | rest | the tensors' elements, little-endian, row-major, without gaps |
///
/// Tensors are sorted by element size, largest first, then by name, so equal content has equal
/// bytes and every element is aligned. Reading checks everything: any violation of the format is a
/// [DamagedFileException].
///
/// @param tensors by name
/// @param metadata additional texts by key
/// @see <a href="https://huggingface.co/docs/safetensors">The format</a>
public record Safetensors(Map<String, Tensor> tensors, Map<String, String> metadata) {

  private static final String METADATA = "__metadata__";
  private static final int ALIGNMENT = 8;
  private static final List<String> TYPES =
      Arrays.stream(Tensor.Type.values()).map(Enum::name).toList();
  private static final Comparator<Entry<String, Tensor>> LAYOUT =
      comparingInt((Entry<String, Tensor> e) -> -e.getValue().type().bytes())
          .thenComparing(Entry::getKey);

  public Safetensors {
    if (tensors.containsKey(METADATA)) {
      throw new IllegalArgumentException("A tensor cannot be named " + METADATA + ".");
    }
    tensors = Map.copyOf(tensors);
    metadata = Map.copyOf(metadata);
  }

  /// The file's bytes.
  public byte[] toBytes() {
    List<Entry<String, Tensor>> layout = tensors.entrySet().stream().sorted(LAYOUT).toList();
    byte[] header = header(layout);
    int size = layout.stream().mapToInt(e -> e.getValue().bytes().length).reduce(0, Math::addExact);
    ByteBuffer out = ByteBuffer.allocate(Math.addExact(Long.BYTES + header.length, size));
    out.order(ByteOrder.LITTLE_ENDIAN).putLong(header.length).put(header);
    layout.forEach(e -> out.put(e.getValue().bytes()));
    return out.array();
  }

  private byte[] header(List<Entry<String, Tensor>> layout) {
    Map<String, Object> header = new LinkedHashMap<>();
    if (!metadata.isEmpty()) {
      header.put(METADATA, new TreeMap<>(metadata));
    }
    long begin = 0;
    for (Entry<String, Tensor> entry : layout) {
      Tensor tensor = entry.getValue();
      long end = begin + tensor.bytes().length;
      header.put(
          entry.getKey(),
          new TensorInfo(tensor.type().name(), tensor.shape(), List.of(begin, end)));
      begin = end;
    }
    byte[] json = Json.compact(header).getBytes(UTF_8);
    byte[] padded = Arrays.copyOf(json, Math.ceilDiv(json.length, ALIGNMENT) * ALIGNMENT);
    Arrays.fill(padded, json.length, padded.length, (byte) ' ');
    return padded;
  }

  /// Reads a file's bytes.
  ///
  /// @throws DamagedFileException if they are not safetensors, or hold other types than
  ///   [Tensor.Type]'s
  public static Safetensors parse(byte[] file) throws DamagedFileException {
    check(file.length >= Long.BYTES, () -> "the file has only " + file.length + " bytes.");
    long length = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
    check(
        length >= 0 && length <= file.length - Long.BYTES,
        () -> "the header would have " + Long.toUnsignedString(length) + " bytes.");
    int dataStart = Long.BYTES + (int) length;
    byte[] header = Arrays.copyOfRange(file, Long.BYTES, dataStart);
    Map<String, String> metadata = new LinkedHashMap<>();
    Map<String, TensorInfo> infos = new LinkedHashMap<>();
    for (Entry<String, @Nullable Object> property : header(header).entrySet()) {
      if (property.getKey().equals(METADATA)) {
        metadata.putAll(metadata(property.getValue()));
      } else {
        infos.put(property.getKey(), TensorInfo.of(property.getKey(), property.getValue()));
      }
    }
    checkLayout(infos, file.length - dataStart);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    infos.forEach((name, info) -> tensors.put(name, info.cut(file, dataStart)));
    return new Safetensors(tensors, metadata);
  }

  private static Map<String, @Nullable Object> header(byte[] json) throws DamagedFileException {
    try {
      Object header = Json.parse(json);
      check(json[0] == '{', () -> "the header is not a JSON object.");
      return Json.object(header);
    } catch (DamagedFileException e) {
      throw damaged("the header is wrong: " + e.getMessage(), e);
    }
  }

  private static Map<String, String> metadata(@Nullable Object tree) throws DamagedFileException {
    check(tree instanceof Map, () -> "the metadata is not an object.");
    Map<String, String> metadata = new LinkedHashMap<>();
    for (Entry<String, @Nullable Object> property : Json.object(tree).entrySet()) {
      if (!(property.getValue() instanceof String text)) {
        throw damaged("the metadata holds more than strings.", null);
      }
      metadata.put(property.getKey(), text);
    }
    return metadata;
  }

  /// The tensors must cover the data from its start to its end, without gaps or overlaps.
  private static void checkLayout(Map<String, TensorInfo> infos, long size)
      throws DamagedFileException {
    List<Entry<String, TensorInfo>> order = new ArrayList<>(infos.entrySet());
    order.sort(
        comparingLong((Entry<String, TensorInfo> e) -> e.getValue().begin())
            .thenComparingLong(e -> e.getValue().end()));
    long position = 0;
    for (Entry<String, TensorInfo> entry : order) {
      boolean fits = entry.getValue().begin() == position && entry.getValue().end() <= size;
      check(
          fits,
          () -> "tensor " + entry.getKey() + " overlaps another, leaves a gap or is cut off.");
      position = entry.getValue().end();
    }
    check(position == size, () -> "the tensors end before the end of the file.");
  }

  /// The header entry of a tensor, with the format's field names.
  private record TensorInfo(String dtype, List<Integer> shape, List<Long> data_offsets) {

    TensorInfo {
      Check.that(TYPES.contains(dtype), "dtype", dtype, "one of " + TYPES);
      Check.that(data_offsets.size() == 2, "data_offsets", data_offsets, "two numbers");
      long begin = data_offsets.get(0);
      long end = data_offsets.get(1);
      Check.that(
          0 <= begin && begin <= end,
          "data_offsets",
          data_offsets,
          "a start of at least 0 and an end not before it");
      long needed = bytes(Tensor.Type.valueOf(dtype), shape);
      Check.that(
          end - begin == needed, "shape", shape, "a shape of %d bytes".formatted(end - begin));
    }

    static TensorInfo of(String name, @Nullable Object tree) throws DamagedFileException {
      try {
        return Json.read(tree, TensorInfo.class);
      } catch (DamagedFileException e) {
        throw damaged("tensor %s is described wrongly: %s".formatted(name, e.getMessage()), e);
      }
    }

    long begin() {
      return data_offsets.get(0);
    }

    long end() {
      return data_offsets.get(1);
    }

    Tensor cut(byte[] file, int dataStart) {
      byte[] bytes = Arrays.copyOfRange(file, dataStart + (int) begin(), dataStart + (int) end());
      return Tensor.ofBytes(Tensor.Type.valueOf(dtype), shape, bytes);
    }

    /// The size of a tensor, or −1 if the shape is impossible.
    private static long bytes(Tensor.Type type, List<Integer> shape) {
      long bytes = type.bytes();
      for (int dimension : shape) {
        if (dimension < 0 || bytes > Integer.MAX_VALUE) {
          return -1;
        }
        bytes *= dimension;
      }
      return bytes;
    }
  }

  private static void check(boolean ok, Supplier<String> problem) throws DamagedFileException {
    if (!ok) {
      throw damaged(problem.get(), null);
    }
  }

  private static DamagedFileException damaged(String problem, @Nullable Throwable cause) {
    return new DamagedFileException("These are not safetensors: " + problem, cause);
  }
}

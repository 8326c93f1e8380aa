package ascent.sb3;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads a dictionary of tensors as `torch.save` writes it since PyTorch 1.6: a zip of one folder,
/// of any name, with
///
/// | entry | content |
/// |---|---|
/// | `data.pkl` | the pickled dictionary; a tensor is `_rebuild_tensor_v2(storage, offset, size, stride, …)` |
/// | `data/KEY` | the elements of a storage |
/// | `byteorder` | `little` or `big`; little where there is none |
/// | `version` | of the format |
final class TorchFile {
  private static final int MOST_DIMENSIONS = 8;

  private final Archive archive;
  private final String folder;
  private final ByteOrder order;
  private final Map<String, float[]> storages = new LinkedHashMap<>();

  private TorchFile(Archive archive, String folder) throws IOException {
    this.archive = archive;
    this.folder = folder;
    boolean big =
        archive.names().contains(folder + "byteorder")
            && new String(archive.entry(folder + "byteorder"), StandardCharsets.US_ASCII)
                .equals("big");
    order = big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }

  /// The tensors by name, in order.
  ///
  /// @param name of the file, for messages
  /// @throws Sb3FormatException if it is damaged, or holds anything but tensors of floats
  static Map<String, TorchTensor> read(byte[] content, String name) throws IOException {
    return Archive.inside(
        content,
        name,
        archive -> {
          String data =
              archive.names().stream()
                  .filter(entry -> entry.endsWith("/data.pkl"))
                  .findFirst()
                  .orElseThrow(
                      () -> new Sb3FormatException(name + " was not written by torch.save."));
          String folder = data.substring(0, data.length() - "data.pkl".length());
          return new TorchFile(archive, folder).tensors(archive.entry(data), name);
        });
  }

  private Map<String, TorchTensor> tensors(byte[] pickle, String name) throws IOException {
    Map<String, TorchTensor> tensors = new LinkedHashMap<>();
    for (var entry : Pickles.dict(Pickles.read(pickle, name), name).entrySet()) {
      Object value = entry.getValue();
      if (value instanceof PyObject o && o.type().equals("torch._utils._rebuild_parameter")) {
        value = o.arg(0);
      }
      if (!(value instanceof PyObject tensor)
          || !tensor.type().equals("torch._utils._rebuild_tensor_v2")
          || !(tensor.arg(0) instanceof Pickles.Storage storage)) {
        throw new Sb3FormatException("%s in %s is not a tensor.".formatted(entry.getKey(), name));
      }
      tensors.put(entry.getKey(), tensor(tensor, storage, entry.getKey()));
    }
    return tensors;
  }

  private TorchTensor tensor(PyObject tensor, Pickles.Storage storage, String name)
      throws IOException {
    List<Integer> size = numbers(tensor.arg(2));
    List<Integer> stride = numbers(tensor.arg(3));
    if (!(tensor.arg(1) instanceof Integer offset)
        || offset < 0
        || size.size() > MOST_DIMENSIONS
        || size.size() != stride.size()) {
      throw damaged(name);
    }
    float[] elements = elements(storage);
    long count = 1;
    long last = offset;
    for (int d = 0; d < size.size(); d++) {
      if (size.get(d) < 1 || stride.get(d) < 0) {
        throw damaged(name);
      }
      count = Math.min(count * size.get(d), Integer.MAX_VALUE);
      last += (size.get(d) - 1L) * stride.get(d);
    }
    if (last >= elements.length || count > elements.length) {
      throw damaged(name);
    }
    float[] data = new float[(int) count];
    for (int i = 0; i < count; i++) {
      int rest = i;
      int at = offset;
      for (int d = size.size() - 1; d >= 0; d--) {
        at += rest % size.get(d) * stride.get(d);
        rest /= size.get(d);
      }
      data[i] = elements[at];
      if (!Float.isFinite(data[i])) {
        throw new Sb3FormatException(
            "element %d of %s is %s; it must be finite.".formatted(i, name, data[i]));
      }
    }
    return new TorchTensor(size, data);
  }

  private float[] elements(Pickles.Storage storage) throws IOException {
    float[] known = storages.get(storage.key());
    if (known != null) {
      return known;
    }
    ByteBuffer bytes = ByteBuffer.wrap(archive.entry(folder + "data/" + storage.key()));
    bytes.order(order);
    float[] elements;
    if (storage.type().equals("torch.DoubleStorage")) {
      elements = new float[bytes.remaining() / Double.BYTES];
      for (int i = 0; i < elements.length; i++) {
        elements[i] = (float) bytes.getDouble();
      }
    } else {
      elements = new float[bytes.remaining() / Float.BYTES];
      bytes.asFloatBuffer().get(elements);
    }
    storages.put(storage.key(), elements);
    return elements;
  }

  private static List<Integer> numbers(@Nullable Object tuple) throws Sb3FormatException {
    List<Integer> numbers = new ArrayList<>();
    if (!(tuple instanceof Object[] values)) {
      throw damaged("a tensor");
    }
    for (Object value : values) {
      if (!(value instanceof Integer number)) {
        throw damaged("a tensor");
      }
      numbers.add(number);
    }
    return numbers;
  }

  private static Sb3FormatException damaged(String name) {
    return new Sb3FormatException("the shape of %s is damaged.".formatted(name));
  }
}

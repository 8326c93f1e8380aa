package ascent.sb3;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Writes files as `torch.save` does; the layout is that of [TorchFile].
final class TorchWriter {
  private static final String FOLDER = "archive/";
  private static final int ALIGNMENT = 64;
  private static final int PROTOCOL = 2;

  private TorchWriter() {}

  /// A file of a dictionary of tensors.
  static byte[] tensors(Map<String, TorchTensor> tensors) {
    Map<String, Object> pickled = new LinkedHashMap<>();
    List<float[]> storages = new ArrayList<>();
    tensors.forEach((name, tensor) -> {
      Object[] id = {
        "storage",
        new PyClass("torch.FloatStorage"),
        Integer.toString(storages.size()),
        "cpu",
        tensor.data().length
      };
      storages.add(tensor.data());
      pickled.put(
          name,
          PyObject.call(
              "torch._utils._rebuild_tensor_v2",
              new PickleWriter.PersistentId(id),
              0,
              tensor.shape().toArray(),
              strides(tensor.shape()),
              false,
              new PickleWriter.Ordered(Map.of())));
    });
    return file(new PickleWriter.Ordered(pickled), storages);
  }

  /// A file of anything that needs no storages.
  static byte[] plain(Object value) {
    return file(value, List.of());
  }

  private static byte[] file(Object value, List<float[]> storages) {
    ZipWriter zip = new ZipWriter(ALIGNMENT);
    zip.add(FOLDER + "data.pkl", PickleWriter.write(value, PROTOCOL));
    zip.add(FOLDER + "byteorder", "little".getBytes(US_ASCII));
    for (int key = 0; key < storages.size(); key++) {
      float[] data = storages.get(key);
      ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * data.length);
      bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(data);
      zip.add(FOLDER + "data/" + key, bytes.array());
    }
    return zip.add(FOLDER + "version", "3\n".getBytes(US_ASCII)).toBytes();
  }

  /// The distances between neighbours along each dimension, in row-major order.
  private static Object[] strides(List<Integer> shape) {
    Object[] strides = new Object[shape.size()];
    int stride = 1;
    for (int d = strides.length - 1; d >= 0; d--) {
      strides[d] = stride;
      stride *= shape.get(d);
    }
    return strides;
  }
}

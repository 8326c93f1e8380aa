package ascent.io;

import ascent.config.Size;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/// Numbers with a shape, in row-major order; immutable.
public final class Tensor {

  /// The type of a tensor's elements.
  public enum Type {
    /// 32-bit floats.
    F32(Float.BYTES),
    /// 64-bit floats.
    F64(Double.BYTES),
    /// 64-bit integers.
    I64(Long.BYTES);

    private final int bytes;

    Type(int bytes) {
      this.bytes = bytes;
    }

    /// The size of one element.
    public int bytes() {
      return bytes;
    }
  }

  private final Type type;
  private final List<Integer> shape;
  private final byte[] bytes; // little-endian

  private Tensor(Type type, List<Integer> shape, byte[] bytes) {
    this.type = type;
    this.shape = shape;
    this.bytes = bytes;
  }

  /// A tensor of floats.
  ///
  /// @param data copied; as many as the shape has elements
  /// @param shape the length of each dimension; none for a scalar
  public static Tensor of(float[] data, int... shape) {
    byte[] bytes = allocate(Type.F32, data.length, shape);
    buffer(bytes).asFloatBuffer().put(data);
    return new Tensor(Type.F32, boxed(shape), bytes);
  }

  /// A tensor of doubles; see [#of(float\[\], int...)].
  public static Tensor of(double[] data, int... shape) {
    byte[] bytes = allocate(Type.F64, data.length, shape);
    buffer(bytes).asDoubleBuffer().put(data);
    return new Tensor(Type.F64, boxed(shape), bytes);
  }

  /// A tensor of longs; see [#of(float\[\], int...)].
  public static Tensor of(long[] data, int... shape) {
    byte[] bytes = allocate(Type.I64, data.length, shape);
    buffer(bytes).asLongBuffer().put(data);
    return new Tensor(Type.I64, boxed(shape), bytes);
  }

  /// A tensor over bytes that have been checked against its shape.
  static Tensor ofBytes(Type type, List<Integer> shape, byte[] bytes) {
    return new Tensor(type, List.copyOf(shape), bytes);
  }

  /// The type of the elements.
  public Type type() {
    return type;
  }

  /// The length of each dimension.
  public List<Integer> shape() {
    return shape;
  }

  /// The number of elements.
  public int size() {
    return bytes.length / type.bytes();
  }

  /// A copy of the elements of a tensor of floats.
  ///
  /// @throws IllegalStateException if the elements are of another type
  public float[] floats() {
    require(Type.F32);
    float[] data = new float[size()];
    buffer(bytes).asFloatBuffer().get(data);
    return data;
  }

  /// A copy of the elements of a tensor of doubles.
  ///
  /// @throws IllegalStateException if the elements are of another type
  public double[] doubles() {
    require(Type.F64);
    double[] data = new double[size()];
    buffer(bytes).asDoubleBuffer().get(data);
    return data;
  }

  /// A copy of the elements of a tensor of longs.
  ///
  /// @throws IllegalStateException if the elements are of another type
  public long[] longs() {
    require(Type.I64);
    long[] data = new long[size()];
    buffer(bytes).asLongBuffer().get(data);
    return data;
  }

  /// Checks that every element of a tensor of floats is finite.
  ///
  /// @param name of the tensor in its file
  /// @throws DamagedFileException naming the first element that is not
  public void requireFinite(String name) throws DamagedFileException {
    float[] data = floats();
    for (int i = 0; i < data.length; i++) {
      if (!Float.isFinite(data[i])) {
        throw new DamagedFileException(
            "Element %d of the tensor %s is %s; it must be finite.".formatted(i, name, data[i]));
      }
    }
  }

  /// The elements' little-endian bytes; not a copy.
  byte[] bytes() {
    return bytes;
  }

  /// Equal type, shape and bits.
  @Override
  public boolean equals(Object other) {
    return other instanceof Tensor that
        && type == that.type
        && shape.equals(that.shape)
        && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return 31 * shape.hashCode() + Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return type + shape.toString();
  }

  private void require(Type wanted) {
    if (type != wanted) {
      throw new IllegalStateException(
          "The tensor's elements are %s, not %s.".formatted(type, wanted));
    }
  }

  private static byte[] allocate(Type type, int length, int... shape) {
    long size = 1;
    for (int dimension : shape) {
      size = Math.multiplyExact(size, dimension);
    }
    if (size != length || Arrays.stream(shape).anyMatch(d -> d < 0)) {
      throw new IllegalArgumentException(
          "A shape of %s does not hold %d elements.".formatted(Arrays.toString(shape), length));
    }
    return new byte[Size.of("elements", length).times("bytes of each", type.bytes()).array(1)];
  }

  private static List<Integer> boxed(int... shape) {
    return Arrays.stream(shape).boxed().toList();
  }

  private static ByteBuffer buffer(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}

package ascent.io;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// A message in the encoding of Protocol Buffers, built field by field. Fields with default values
/// are written too.
///
/// Source: Protocol Buffers, "Encoding".
public final class Proto {
  private static final int VARINT = 0;
  private static final int FIXED_64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED_32 = 5;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /// Adds an integer, a boolean (0 or 1) or an enum.
  public Proto integer(int field, long value) {
    key(field, VARINT);
    varint(value);
    return this;
  }

  /// Adds a double.
  public Proto real(int field, double value) {
    key(field, FIXED_64);
    fixed(Double.BYTES, Double.doubleToRawLongBits(value));
    return this;
  }

  /// Adds a float.
  public Proto real32(int field, float value) {
    key(field, FIXED_32);
    fixed(Float.BYTES, Float.floatToRawIntBits(value));
    return this;
  }

  /// Adds a packed list of doubles.
  public Proto reals(int field, double[] values) {
    key(field, BYTES);
    varint((long) Double.BYTES * values.length);
    for (double value : values) {
      fixed(Double.BYTES, Double.doubleToRawLongBits(value));
    }
    return this;
  }

  public Proto text(int field, String value) {
    return bytes(field, value.getBytes(UTF_8));
  }

  public Proto message(int field, Proto value) {
    return bytes(field, value.toBytes());
  }

  public Proto bytes(int field, byte[] value) {
    key(field, BYTES);
    varint(value.length);
    out.writeBytes(value);
    return this;
  }

  public byte[] toBytes() {
    return out.toByteArray();
  }

  private void key(int field, int type) {
    varint(((long) field << 3) | type);
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      out.write((int) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  /// Writes the lower bytes of some bits, the lowest first.
  private void fixed(int bytes, long bits) {
    for (int i = 0; i < bytes; i++) {
      out.write((int) (bits >>> (Byte.SIZE * i)));
    }
  }

  /// Reads the integer of a field at the top level of a message.
  ///
  /// @return its last value; `otherwise` where the message has no such field
  /// @throws java.nio.BufferUnderflowException if it is no message
  public static long integerOf(byte[] message, int field, long otherwise) {
    ByteBuffer in = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
    long found = otherwise;
    while (in.hasRemaining()) {
      long key = varint(in);
      switch ((int) (key & 7)) {
        case VARINT -> {
          long value = varint(in);
          found = key >>> 3 == field ? value : found;
        }
        case FIXED_64 -> in.getDouble();
        case FIXED_32 -> in.getFloat();
        default -> in.get(new byte[Math.clamp(varint(in), 0, in.remaining())]);
      }
    }
    return found;
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; true; shift += 7) {
      byte b = in.get();
      value |= (b & 0x7fL) << shift;
      if (b >= 0) {
        return value;
      }
    }
  }
}

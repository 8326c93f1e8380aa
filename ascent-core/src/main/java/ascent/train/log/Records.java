package ascent.train.log;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// The framing of TensorFlow's record files. A record is its length as 8 bytes, a checksum of them,
/// the content, and a checksum of that; numbers are little-endian.
///
/// Source: TensorFlow, `lib/io/record_writer.h` and `lib/hash/crc32c.h`.
final class Records {
  /// Bytes of a record in addition to its content.
  static final int FRAME = 16;

  private static final int HEADER = 12; // length and its checksum
  private static final int MASK = 0xa282ead8;
  private static final int MASK_ROTATION = 15;

  private Records() {}

  static void write(OutputStream out, byte[] content) throws IOException {
    byte[] header = new byte[HEADER];
    ByteBuffer fields = littleEndian(header).putLong(content.length);
    fields.putInt(checksum(header, Long.BYTES));
    out.write(header);
    out.write(content);
    byte[] footer = new byte[Integer.BYTES];
    littleEndian(footer).putInt(checksum(content, content.length));
    out.write(footer);
  }

  /// Reads the next record; null at the end of the file, or where it is cut short or damaged.
  ///
  /// @param most its bytes at most: those that remain in the file
  static byte @Nullable [] read(InputStream in, long most) throws IOException {
    DataInputStream data = new DataInputStream(in);
    try {
      byte[] header = new byte[HEADER];
      data.readFully(header);
      ByteBuffer fields = littleEndian(header);
      long length = fields.getLong();
      if (fields.getInt() != checksum(header, Long.BYTES)
          || length < 0
          || length > Math.min(most, Integer.MAX_VALUE) - FRAME) {
        return null;
      }
      byte[] content = new byte[(int) length];
      data.readFully(content);
      byte[] footer = new byte[Integer.BYTES];
      data.readFully(footer);
      boolean intact = littleEndian(footer).getInt() == checksum(content, content.length);
      return intact ? content : null;
    } catch (EOFException e) {
      return null;
    }
  }

  /// The masked CRC-32C: a plain one of data that holds checksums itself is a weak one.
  private static int checksum(byte[] bytes, int count) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, count);
    return Integer.rotateRight((int) crc.getValue(), MASK_ROTATION) + MASK;
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}

package ascent.io;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;

/// Writes a zip of stored entries, with the same bytes on every JDK (which the JDK's writer does
/// not guarantee). Layout and names are those of PKWARE's APPNOTE, sections 4.3.7, 4.3.12 and
/// 4.3.16.
final class ZipBytes {

  /// Where the name of the first entry begins.
  static final int NAME = 30;

  private static final short VERSION_NEEDED = 10; // 1.0: stored entries
  private static final short NO_TIME = 0;
  private static final short FIRST_DAY = 0x21; // 1 January 1980

  private final ByteArrayOutputStream entries = new ByteArrayOutputStream();
  private final ByteArrayOutputStream directory = new ByteArrayOutputStream();
  private short count;

  /// Adds an entry; a name of ASCII letters.
  void add(String name, byte[] content) {
    byte[] asciiName = name.getBytes(US_ASCII);
    byte[] common = common(asciiName, content);
    int offset = entries.size();
    entries.writeBytes(littleEndian(4).putInt(0x04034b50).array()); // local file header
    entries.writeBytes(common);
    entries.writeBytes(asciiName);
    entries.writeBytes(content);
    directory.writeBytes(littleEndian(6).putInt(0x02014b50).putShort(VERSION_NEEDED).array());
    directory.writeBytes(common);
    directory.writeBytes(littleEndian(14).putInt(10, offset).array()); // no comment, no attributes
    directory.writeBytes(asciiName);
    count++;
  }

  /// The fields that an entry's local header and its directory record share.
  private static byte[] common(byte[] name, byte[] content) {
    CRC32 crc = new CRC32();
    crc.update(content);
    return littleEndian(26)
        .putShort(VERSION_NEEDED)
        .putShort((short) 0) // flags
        .putShort((short) 0) // method: stored
        .putShort(NO_TIME)
        .putShort(FIRST_DAY)
        .putInt((int) crc.getValue())
        .putInt(content.length) // compressed
        .putInt(content.length)
        .putShort((short) name.length)
        .putShort((short) 0) // no extra field
        .array();
  }

  /// The whole file.
  byte[] toBytes() {
    int start = entries.size();
    ByteBuffer end =
        littleEndian(22)
            .putInt(0x06054b50) // end of central directory
            .putInt(0) // one disk
            .putShort(count)
            .putShort(count)
            .putInt(directory.size())
            .putInt(start)
            .putShort((short) 0); // no comment
    ByteBuffer file = ByteBuffer.allocate(Math.addExact(start + directory.size(), end.capacity()));
    return file.put(entries.toByteArray()).put(directory.toByteArray()).put(end.flip()).array();
  }

  private static ByteBuffer littleEndian(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}

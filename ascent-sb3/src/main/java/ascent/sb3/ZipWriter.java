package ascent.sb3;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDateTime;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Makes a zip of stored entries without times. May align their content, as PyTorch does so that
/// storages can be mapped into memory.
final class ZipWriter {
  private static final int HEADER = 30; // bytes of a local header before the name
  private static final int EXTRA_HEADER = 4;
  private static final byte[] PADDING = {'F', 'B'}; // PyTorch's kind of extra field
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final ZipOutputStream zip = new ZipOutputStream(bytes);
  private final int alignment;

  /// @param alignment content begins at multiples of this; 1 for anywhere
  ZipWriter(int alignment) {
    this.alignment = alignment;
    zip.setMethod(ZipOutputStream.STORED);
  }

  ZipWriter add(String name, byte[] content) {
    ZipEntry entry = new ZipEntry(name);
    CRC32 crc = new CRC32();
    crc.update(content);
    entry.setSize(content.length);
    entry.setCrc(crc.getValue());
    entry.setTimeLocal(NO_TIME);
    try {
      zip.flush();
      if (alignment > 1) {
        int start = bytes.size() + HEADER + name.getBytes(UTF_8).length + EXTRA_HEADER;
        entry.setExtra(padding(Math.floorMod(-start, alignment)));
      }
      zip.putNextEntry(entry);
      zip.write(content);
      zip.closeEntry();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // in memory
    }
    return this;
  }

  private static byte[] padding(int size) {
    byte[] extra = new byte[EXTRA_HEADER + size];
    extra[0] = PADDING[0];
    extra[1] = PADDING[1];
    extra[2] = (byte) size;
    return extra;
  }

  byte[] toBytes() {
    try {
      zip.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}

package ascent.sb3;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/// An open zip file whose entries are checked when they are read.
final class Archive implements AutoCloseable {
  private static final long LARGEST = 1L << 30; // bytes of an entry

  private final ZipFile zip;
  private final String what;

  private Archive(ZipFile zip, String what) {
    this.zip = zip;
    this.what = what;
  }

  /// @param what the file is, for messages
  /// @throws Sb3FormatException if it is not a zip file, or not a whole one
  static Archive open(Path file, String what) throws IOException {
    try {
      return new Archive(new ZipFile(file.toFile()), what);
    } catch (ZipException e) {
      throw new Sb3FormatException(what + " is not a zip file, or is cut off.", e);
    }
  }

  /// Does something with a zip file that is inside of another. It is laid down as a temporary file,
  /// since the JDK reads the directory of a zip from files only.
  static <T> T inside(byte[] content, String what, Work<T> work) throws IOException {
    Path file = Files.createTempFile("ascent-sb3-", ".zip");
    try {
      Files.write(file, content);
      try (Archive archive = open(file, what)) {
        return work.apply(archive);
      }
    } finally {
      Files.delete(file);
    }
  }

  /// What is done with an open archive.
  @FunctionalInterface
  interface Work<T> {
    T apply(Archive archive) throws IOException;
  }

  List<String> names() {
    return zip.stream().map(ZipEntry::getName).toList();
  }

  /// The content of an entry.
  ///
  /// @throws Sb3FormatException if there is none, or it is damaged
  byte[] entry(String name) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw new Sb3FormatException("%s has no entry %s, or is cut off.".formatted(what, name));
    }
    long size = entry.getSize();
    if (size < 0 || size > LARGEST) {
      throw new Sb3FormatException(
          "the entry %s of %s has %d bytes; it must have at most %d."
              .formatted(name, what, size, LARGEST));
    }
    CRC32 crc = new CRC32();
    byte[] content;
    try (InputStream in = zip.getInputStream(entry)) {
      content = in.readNBytes((int) size + 1);
      crc.update(content);
    } catch (IOException e) {
      throw damaged(name, e);
    }
    if (content.length != size || crc.getValue() != entry.getCrc()) {
      throw damaged(name, null);
    }
    return content;
  }

  private Sb3FormatException damaged(String name, @Nullable IOException cause) {
    return new Sb3FormatException("the entry %s of %s is damaged.".formatted(name, what), cause);
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}

package ascent.io;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/// Reads files that users name. They must be regular files of a limited size: a pipe would be
/// waited for, and a device can be read without end. Every message has the file's name.
public final class InputFiles {
  /// The maximum number of bytes where no other is given: 1 GiB.
  private static final long LARGEST = 1L << 30;

  private InputFiles() {}

  /// The same file, which must be a regular one.
  ///
  /// @throws NoSuchFileException if there is none
  /// @throws FileSystemException if it is a directory, a pipe or a device
  public static Path regular(Path file) throws IOException {
    attributes(file);
    return file;
  }

  /// The content of a file of at most 1 GiB.
  ///
  /// @throws IOException if it is not a regular file, or longer
  public static byte[] bytes(Path file) throws IOException {
    return bytes(file, LARGEST);
  }

  /// The content of a file.
  ///
  /// @param most the maximum number of bytes
  /// @throws IOException if it is not a regular file, or longer
  public static byte[] bytes(Path file, long most) throws IOException {
    long size = attributes(file).size();
    if (size > most) {
      throw new DamagedFileException(
          "%s has %d bytes; it must have at most %d.".formatted(file, size, most));
    }
    return Files.readAllBytes(file);
  }

  /// The content of a text file in UTF-8, of at most 1 GiB.
  ///
  /// @throws IOException if it is not a regular file, longer, or not UTF-8
  public static String text(Path file) throws IOException {
    return text(file, LARGEST);
  }

  /// The content of a text file in UTF-8.
  ///
  /// @param most the maximum number of bytes
  /// @throws IOException if it is not a regular file, longer, or not UTF-8
  public static String text(Path file, long most) throws IOException {
    byte[] bytes = bytes(file, most);
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new DamagedFileException(file + " is not a text in UTF-8.", e);
    }
  }

  private static BasicFileAttributes attributes(Path file) throws IOException {
    BasicFileAttributes attributes;
    try {
      attributes = Files.readAttributes(file, BasicFileAttributes.class);
    } catch (NoSuchFileException e) {
      throw new NoSuchFileException(file.toString(), null, "there is no such file");
    }
    if (!attributes.isRegularFile()) {
      throw new FileSystemException(
          file.toString(),
          null,
          attributes.isDirectory() ? "it is a directory, not a file" : "it is not a regular file");
    }
    return attributes;
  }
}

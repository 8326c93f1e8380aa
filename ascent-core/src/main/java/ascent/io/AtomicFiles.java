package ascent.io;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/// Replaces files atomically: after a crash the file has either the old or the new content. The
/// content is written to a new file in the same folder (`name.tmp`, or `name.1.tmp` if that
/// exists), forced to disk and renamed. A symbolic link is kept and its target replaced.
public final class AtomicFiles {
  private static final int MOST_LINKS = 40; // one after another, as in Linux

  private AtomicFiles() {}

  /// Writes the content of a file.
  @FunctionalInterface
  public interface Content {

    /// Writes everything; the stream is buffered, and closed by the caller.
    void writeTo(OutputStream out) throws IOException;
  }

  /// Writes a file.
  @FunctionalInterface
  public interface Writer<T> {

    /// Writes everything to `part`, an existing empty file.
    T write(Path part) throws IOException;
  }

  /// Replaces the file by these bytes, creating missing folders.
  public static void write(Path file, byte[] bytes) throws IOException {
    write(file, out -> out.write(bytes));
  }

  /// Replaces the file by what `content` writes, creating missing folders. If it throws, the old
  /// file stays.
  public static void write(Path file, Content content) throws IOException {
    replace(
        file,
        part -> {
          writeForced(part, content);
          return part;
        });
  }

  /// Replaces a file that is written repeatedly, in a folder that belongs to the program. An
  /// existing `name.tmp`, left by a killed writer, is overwritten.
  public static void rewrite(Path file, byte[] bytes) throws IOException {
    Path target = target(file);
    Path part = target.resolveSibling(target.getFileName() + ".tmp");
    finish(
        part,
        target,
        () -> {
          writeForced(part, out -> out.write(bytes));
          return part;
        });
  }

  /// Replaces the file by what `writer` writes, creating missing folders. If it throws, the old
  /// file stays.
  public static <T> T replace(Path file, Writer<T> writer) throws IOException {
    Path target = target(file);
    Path part = newFileBeside(target);
    return finish(part, target, () -> writer.write(part));
  }

  /// The file's path, in an existing folder.
  private static Path target(Path file) throws IOException {
    Path target = file.toAbsolutePath();
    for (int i = 0; i < MOST_LINKS && Files.isSymbolicLink(target); i++) {
      target = target.resolveSibling(Files.readSymbolicLink(target));
    }
    Files.createDirectories(Objects.requireNonNull(target.getParent(), "a file has a folder"));
    return target;
  }

  private static Path newFileBeside(Path target) throws IOException {
    for (int n = 0; true; n++) {
      Path part = target.resolveSibling(target.getFileName() + (n == 0 ? "" : "." + n) + ".tmp");
      try {
        FileChannel.open(part, CREATE_NEW, WRITE).close();
        return part;
      } catch (FileAlreadyExistsException e) {
        // the name is taken: try the next one
      } catch (FileSystemException e) {
        throw about(target, e);
      }
    }
  }

  @FunctionalInterface
  private interface Work<T> {
    T run() throws IOException;
  }

  private static <T> T finish(Path part, Path target, Work<T> work) throws IOException {
    try {
      T result = work.run();
      move(part, target);
      return result;
    } catch (IOException | RuntimeException | Error e) {
      deleteQuietly(part, e);
      throw e;
    }
  }

  private static void move(Path part, Path target) throws IOException {
    try {
      Files.move(part, target, ATOMIC_MOVE, REPLACE_EXISTING);
    } catch (FileSystemException e) {
      throw about(target, e);
    }
    force(Objects.requireNonNull(target.getParent(), "a file has a folder"));
  }

  /// The same problem, reported for the target file instead of the temporary one.
  private static IOException about(Path target, FileSystemException e) {
    String file = target.toString();
    if (e instanceof AccessDeniedException) {
      return new AccessDeniedException(file);
    }
    String reason = e.getReason();
    return new FileSystemException(file, null, reason == null ? "it cannot be written" : reason);
  }

  private static void writeForced(Path file, Content content) throws IOException {
    try (FileChannel channel = FileChannel.open(file, CREATE, WRITE, TRUNCATE_EXISTING)) {
      OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
      content.writeTo(out);
      out.flush();
      channel.force(true);
    }
  }

  /// Makes the rename itself durable; skipped on systems that cannot force a folder.
  private static void force(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, READ)) {
      channel.force(true);
    } catch (IOException unsupported) {
      // The rename is done; only its durability after a power failure is less certain.
    }
  }

  private static void deleteQuietly(Path file, Throwable reason) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
  }
}

package ascent.io;

import static java.nio.file.StandardOpenOption.READ;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;

/// Replaces files atomically: after a crash the file has either the old or the new content. The
/// content is written to a [TemporaryFile] in the same folder, forced to disk and renamed. What
/// killed writers of the file left is deleted first.
///
/// The file must be missing or a regular one: a device, for example, is not replaced. A symbolic
/// link counts as what it leads to; it is kept and its target replaced.
public final class AtomicFiles {
  private static final int MOST_LINKS = 40; // one after another, as in Linux

  private AtomicFiles() {}

  /// Writes the content of a file.
  @FunctionalInterface
  public interface Content {

    /// Writes everything; the stream is buffered, and closed by the caller.
    void writeTo(OutputStream out) throws IOException;
  }

  /// A file that is being written.
  ///
  /// @param file where it is until it is complete
  /// @param channel to write to, closed by the caller
  public record Part(Path file, FileChannel channel) {}

  /// Writes a file.
  @FunctionalInterface
  public interface Writer<T> {

    /// Writes everything to an empty file.
    T write(Part part) throws IOException;
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
          OutputStream out =
              new BufferedOutputStream(Channels.newOutputStream(part.channel), 1 << 16);
          content.writeTo(out);
          out.flush();
          return part;
        });
  }

  /// Replaces the file by these bytes.
  ///
  /// @throws IOException where its folder does not exist, too
  public static void writeInExistingFolder(Path file, byte[] bytes) throws IOException {
    Path target = target(file);
    replaceInFolder(
        target,
        part -> {
          OutputStream out = Channels.newOutputStream(part.channel);
          out.write(bytes);
          return part;
        });
  }

  /// Replaces the file by what `writer` writes, creating missing folders. If it throws, the old
  /// file stays.
  public static <T> T replace(Path file, Writer<T> writer) throws IOException {
    Path target = target(file);
    Files.createDirectories(folder(target));
    return replaceInFolder(target, writer);
  }

  /// The file to be replaced: that at the end of any symbolic links.
  ///
  /// @throws FileSystemException if it is neither missing nor a regular file
  public static Path target(Path file) throws IOException {
    Path target = file.toAbsolutePath();
    for (int i = 0; i < MOST_LINKS && Files.isSymbolicLink(target); i++) {
      target = target.resolveSibling(Files.readSymbolicLink(target));
    }
    boolean exists = Files.exists(target, LinkOption.NOFOLLOW_LINKS);
    if (exists && !Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileSystemException(
          file.toString(), null, "it is " + kind(target) + ", not a regular file");
    }
    return target;
  }

  private static String kind(Path file) {
    if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
      return "a directory";
    }
    return Files.isSymbolicLink(file)
        ? "a symbolic link that leads to itself"
        : "a device, pipe or socket";
  }

  /// Deletes what killed writers left of any file in a folder.
  public static void sweep(Path folder) {
    TemporaryFile.sweep(folder, "");
  }

  private static Path folder(Path target) {
    return Objects.requireNonNull(target.getParent(), "a file has a folder");
  }

  private static <T> T replaceInFolder(Path target, Writer<T> writer) throws IOException {
    TemporaryFile.sweep(folder(target), String.valueOf(target.getFileName()));
    try (TemporaryFile part = TemporaryFile.beside(target)) {
      T result = writer.write(new Part(part.path(), part.channel()));
      part.replace(target);
      force(folder(target));
      return result;
    } catch (IOException e) {
      throw about(target, e);
    }
  }

  /// The same problem with the name of the target file, and the reason where it first arose.
  static IOException about(Path target, IOException e) {
    String file = target.toString();
    if (e instanceof AccessDeniedException) {
      return new AccessDeniedException(file);
    }
    Throwable first = e;
    while (first.getCause() instanceof IOException cause) {
      first = cause;
    }
    var named = new FileSystemException(file, null, reason(target, first));
    named.initCause(e);
    return named;
  }

  private static String reason(Path target, Throwable e) {
    if (e instanceof NoSuchFileException) {
      return Files.isDirectory(folder(target)) // as in /proc
          ? "it cannot be created there"
          : "its folder does not exist";
    }
    String reason = e instanceof FileSystemException known ? known.getReason() : e.getMessage();
    return reason == null ? "it cannot be written: " + e.getClass().getSimpleName() : reason;
  }

  /// Makes the rename itself durable; skipped on systems that cannot force a folder.
  private static void force(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, READ)) {
      channel.force(true);
    } catch (IOException unsupported) {
      // The rename is done; only its durability after a power failure is less certain.
    }
  }
}

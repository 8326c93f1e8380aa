package ascent.io;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/// Replaces files so that, whatever happens, the old content or the new one is there, never a part:
/// the content goes to a file beside it (`name.tmp`), is forced to the disk and renamed.
///
/// A writer that was killed leaves its `name.tmp` behind; the next one overwrites it.
public final class AtomicFiles {

  private AtomicFiles() {}

  /// Writes the content of a file.
  @FunctionalInterface
  public interface Content {

    /// Writes all of it; the stream is buffered, and closed by the caller.
    void writeTo(OutputStream out) throws IOException;
  }

  /// Replaces the file by these bytes, creating missing folders.
  public static void write(Path file, byte[] bytes) throws IOException {
    write(file, out -> out.write(bytes));
  }

  /// Replaces the file by what `content` writes, creating missing folders. If it throws, the old
  /// file stays.
  public static void write(Path file, Content content) throws IOException {
    Path target = file.toAbsolutePath();
    Path folder = Objects.requireNonNull(target.getParent(), "a file has a folder");
    Path temporary = folder.resolve(target.getFileName() + ".tmp");
    Files.createDirectories(folder);
    try {
      writeForced(temporary, content);
      Files.move(temporary, target, ATOMIC_MOVE, REPLACE_EXISTING);
    } catch (IOException | RuntimeException | Error e) {
      deleteQuietly(temporary, e);
      throw e;
    }
    force(folder);
  }

  private static void writeForced(Path file, Content content) throws IOException {
    try (FileChannel channel = FileChannel.open(file, CREATE, WRITE, TRUNCATE_EXISTING)) {
      OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
      content.writeTo(out);
      out.flush();
      channel.force(true);
    }
  }

  /// Makes the rename itself durable; systems that cannot force a folder do without.
  private static void force(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, READ)) {
      channel.force(true);
    } catch (IOException unsupported) {
      // The rename is done; only its survival of a power cut is less certain.
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

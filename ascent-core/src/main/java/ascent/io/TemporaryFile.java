package ascent.io;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A file that is written beside the one it will replace. Its name is that of the other file, the
/// process id, a number and a suffix: `model.zip.4711-1f3a.ascent-tmp`.
///
/// It is locked until it has replaced the other file. So what a killed process left is recognised
/// by its name and by not being locked, and can be [deleted][#sweep].
final class TemporaryFile implements AutoCloseable {
  private static final Pattern NAME = Pattern.compile("(.+)\\.(\\d+)-[0-9a-f]+\\.ascent-tmp");
  private static final long LOCKED = Long.MAX_VALUE - 1; // the byte: others can read the content

  private final Path path;
  private final FileChannel channel;
  private boolean moved;

  private TemporaryFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /// A new empty file in the folder of another.
  static TemporaryFile beside(Path target) throws IOException {
    long pid = ProcessHandle.current().pid();
    for (long n = System.nanoTime(); true; n++) { // no name is used twice, see sweep
      String name = "%s.%d-%x.ascent-tmp".formatted(target.getFileName(), pid, n);
      TemporaryFile file = create(target.resolveSibling(name));
      if (file != null) {
        return file;
      }
    }
  }

  private static @Nullable TemporaryFile create(Path path) throws IOException {
    FileChannel channel;
    try {
      channel = FileChannel.open(path, CREATE_NEW, WRITE);
    } catch (FileAlreadyExistsException e) {
      return null;
    }
    // Another process may have found it before it was locked, and deleted it.
    if (mayUse(channel) && Files.exists(path)) {
      return new TemporaryFile(path, channel);
    }
    channel.close();
    return null;
  }

  private static boolean mayUse(FileChannel channel) {
    try {
      return channel.tryLock(LOCKED, 1, false) != null;
    } catch (IOException e) {
      return true; // a file system without locks: nothing is deleted there
    }
  }

  Path path() {
    return path;
  }

  FileChannel channel() {
    return channel;
  }

  /// Takes the place of another file, atomically.
  void replace(Path target) throws IOException {
    channel.force(true);
    Files.move(path, target, ATOMIC_MOVE, REPLACE_EXISTING);
    moved = true;
  }

  /// Deletes the file unless it was moved.
  @Override
  public void close() throws IOException {
    try (channel) {
      if (!moved) {
        Files.deleteIfExists(path);
      }
    }
  }

  /// Whether a file has the name of a temporary one.
  static boolean isNamed(Path file) {
    return NAME.matcher(String.valueOf(file.getFileName())).matches();
  }

  /// Deletes the temporary files that killed processes left in a folder.
  ///
  /// @param of the name of the file they were to replace; empty for any
  static void sweep(Path folder, String of) {
    List<Path> left;
    try (Stream<Path> files = Files.list(folder)) {
      left = files.filter(file -> isLeft(file, of)).toList();
    } catch (IOException unreadable) {
      return; // what is left does no harm
    }
    for (Path file : left) {
      deleteUnused(file);
    }
  }

  /// Whether another process wrote it. A process does not open its own files a second time: on
  /// POSIX, that would release their locks.
  private static boolean isLeft(Path file, String of) {
    Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
    return name.matches()
        && (of.isEmpty() || of.equals(name.group(1)))
        && !name.group(2).equals(Long.toString(ProcessHandle.current().pid()))
        && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
  }

  private static void deleteUnused(Path file) {
    try (FileChannel channel = FileChannel.open(file, WRITE, LinkOption.NOFOLLOW_LINKS)) {
      @Nullable FileLock lock = channel.tryLock(LOCKED, 1, false);
      if (lock != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | OverlappingFileLockException inUse) {
      // what is left does no harm
    }
  }
}

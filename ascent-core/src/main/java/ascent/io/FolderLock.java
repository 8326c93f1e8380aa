package ascent.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import ascent.config.Printable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The exclusive use of a folder by one writer among all processes of the machine. The operating
/// system locks `run.lock` in the folder and releases it when the process ends, however it ends, so
/// a file left by a killed process blocks nobody.
///
/// While locked, the file holds the process id of its user. It is never deleted: another process
/// may be about to lock it.
public final class FolderLock implements AutoCloseable {
  public static final String NAME = "run.lock";

  private static final System.Logger LOG = System.getLogger("ascent.io");
  private static final long LOCKED = Long.MAX_VALUE - 1; // the byte: others can read the content
  private static final int MOST_DIGITS = 20;

  /// What this process holds. On POSIX, closing any other channel to the file would release the
  /// lock, so the file must not be opened again; the set belongs to the process, as the lock does.
  private static final Set<Object> HELD = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final Object key;
  private final FileChannel channel;
  private final Object fileKey; // of the lock's file
  private final @Nullable FileChannel pin; // keeps the folder's key from being given to another

  private FolderLock(Path folder, Object key, FileChannel channel) throws IOException {
    this.folder = folder;
    this.key = key;
    this.channel = channel;
    fileKey = key(folder.resolve(NAME));
    pin = pin(folder);
  }

  private static @Nullable FileChannel pin(Path folder) {
    try {
      return FileChannel.open(folder, READ);
    } catch (IOException unsupported) {
      return null; // Windows, where a folder in use is neither removed nor moved
    }
  }

  /// The folder is in use.
  public static final class InUseException extends IOException {
    private static final long serialVersionUID = 1;

    InUseException(String message) {
      super(message);
    }
  }

  /// Locks an existing folder.
  ///
  /// @throws InUseException if it is locked, by another process or by this one
  public static FolderLock acquire(Path folder) throws IOException {
    Object key = key(folder);
    synchronized (HELD) {
      if (!HELD.add(key)) {
        throw new InUseException("This process is using " + folder + " already.");
      }
    }
    try {
      FileChannel channel = lock(folder);
      try {
        return new FolderLock(folder, key, channel);
      } catch (IOException | RuntimeException | Error e) {
        channel.close();
        throw e;
      }
    } catch (IOException | RuntimeException | Error e) {
      HELD.remove(key);
      throw e;
    }
  }

  /// The folder's path when it was locked.
  public Path folder() {
    return folder;
  }

  /// Whether the folder is still at its path, and no other lock is in it. It may have been removed,
  /// moved or replaced by another.
  public boolean isInPlace() {
    try {
      Path file = folder.resolve(NAME);
      return key(folder).equals(key) && (!Files.exists(file) || key(file).equals(fileKey));
    } catch (IOException gone) {
      return false;
    }
  }

  /// The process that is using a folder, if any. A process that was killed may be reported if its
  /// id was given to another one since.
  public static OptionalLong user(Path folder) throws IOException {
    synchronized (HELD) { // nobody acquires it while the file is open here: see HELD
      if (HELD.contains(key(folder))) {
        return OptionalLong.of(ProcessHandle.current().pid());
      }
      Path file = folder.resolve(NAME);
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        return OptionalLong.empty();
      }
      try (FileChannel channel = FileChannel.open(file, READ)) {
        String pid = content(channel);
        boolean alive =
            !pid.isEmpty()
                && ProcessHandle.of(Long.parseLong(pid)).map(ProcessHandle::isAlive).orElse(false);
        return alive ? OptionalLong.of(Long.parseLong(pid)) : OptionalLong.empty();
      }
    }
  }

  /// Whether an existing folder holds nothing but a lock and what killed writers left.
  public static boolean isVacant(Path folder) throws IOException {
    return isVacant(folder, NAME);
  }

  /// The same, where one more file does not count.
  ///
  /// @param other name of that file
  public static boolean isVacant(Path folder, String other) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.allMatch(
          file -> file.endsWith(NAME) || file.endsWith(other) || TemporaryFile.isNamed(file));
    }
  }

  private static Object key(Path folder) throws IOException {
    Object key = Files.readAttributes(folder, BasicFileAttributes.class).fileKey();
    return key == null ? folder.toRealPath() : key; // Windows has none
  }

  private static FileChannel lock(Path folder) throws IOException {
    Path file = folder.resolve(NAME);
    requireRegular(file);
    FileChannel channel = FileChannel.open(file, CREATE, READ, WRITE);
    try {
      if (!tryLock(channel, file)) {
        String pid = content(channel);
        throw new InUseException(
            "Another process%s is using the run in %s."
                .formatted(
                    pid.isEmpty() ? "" : " (pid " + pid + ")",
                    folder.toAbsolutePath().normalize()));
      }
      channel.truncate(0);
      channel.write(UTF_8.encode(Long.toString(ProcessHandle.current().pid())), 0);
      return channel;
    } catch (IOException | RuntimeException | Error e) {
      channel.close();
      throw e;
    }
  }

  private static void requireRegular(Path file) throws IOException {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(file + " is not a regular file.");
    }
  }

  private static boolean tryLock(FileChannel channel, Path file) throws IOException {
    @Nullable FileLock lock;
    try {
      lock = channel.tryLock(LOCKED, 1, false);
    } catch (IOException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "{0} cannot be locked ({1}). Do not let two processes use the folder at once.",
          Printable.line(file.toString()),
          Printable.excerpt(String.valueOf(e.getMessage())));
      return true; // such as a network file system without locks
    }
    return lock != null;
  }

  private static String content(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(MOST_DIGITS);
    channel.read(bytes, 0);
    String text = UTF_8.decode(bytes.flip()).toString();
    return text.matches("[0-9]{1,18}") ? text : "";
  }

  /// Releases the lock; does nothing the second time.
  @Override
  public void close() throws IOException {
    if (!channel.isOpen()) {
      return;
    }
    try (pin;
        channel) {
      channel.truncate(0);
    } finally {
      HELD.remove(key);
    }
  }
}

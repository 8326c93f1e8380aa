package ascent.box2d;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import com.badlogic.gdx.utils.SharedLibraryLoader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Loads the native libraries of the engine from its jars.
///
/// A library is written to a new folder that only this user can enter, read back, loaded by its
/// absolute path, and deleted. A file that existed before is never loaded: the binding's own loader
/// takes one from a predictable path in the shared temporary folder.
final class Natives {
  private Natives() {}

  /// Loads a library, unless it is loaded.
  ///
  /// @param name without prefix and suffix, such as `gdx-box2d`
  static void load(String name) throws IOException {
    if (SharedLibraryLoader.isLoaded(name)) {
      return;
    }
    byte[] content = content(new SharedLibraryLoader().mapLibraryName(name));
    List<Path> parents =
        List.of(
            Path.of(System.getProperty("java.io.tmpdir")),
            Path.of(System.getProperty("user.home"))); // where the former allows no programs
    Throwable failure = null;
    for (Path parent : parents) {
      try {
        loadFrom(parent, content);
        SharedLibraryLoader.setLoaded(name);
        return;
      } catch (IOException | UnsatisfiedLinkError e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    throw new IOException(
        "not from %s: %s"
            .formatted(
                String.join(" or ", parents.stream().map(Path::toString).toList()),
                reason(failure)),
        failure);
  }

  /// The end of the message, without the long path of the file.
  private static String reason(@Nullable Throwable failure) {
    String message = failure == null ? "" : String.valueOf(failure.getMessage());
    return message.substring(message.lastIndexOf(": ") + 1).strip();
  }

  /// The content of a library in a jar.
  static byte[] content(String file) throws IOException {
    try (InputStream in = Natives.class.getResourceAsStream("/" + file)) {
      if (in == null) {
        throw new IOException("there is no " + file + " on the class path");
      }
      return in.readAllBytes();
    }
  }

  @SuppressWarnings("restricted") // native access is what this class is for
  private static void loadFrom(Path parent, byte[] content) throws IOException {
    Path file = unpack(parent, content);
    try {
      System.load(file.toString());
    } finally {
      deleteWithFolder(file);
    }
  }

  /// Writes a library to a new private folder, named by the SHA-256 of its content.
  ///
  /// @return its absolute path
  /// @throws IOException if the folder is not private, or the file does not hold this content
  static Path unpack(Path parent, byte[] content) throws IOException {
    Path folder = Files.createTempDirectory(parent.toAbsolutePath(), "ascent-"); // 0700 on POSIX
    Path file = folder.resolve(sha256(content));
    try {
      requirePrivate(folder);
      Files.write(file, content, CREATE_NEW, WRITE);
      if (!Arrays.equals(Files.readAllBytes(file), content)) {
        throw new IOException(file + " was changed by another program");
      }
      return file;
    } catch (IOException e) {
      deleteWithFolder(file);
      throw e;
    }
  }

  /// Requires a folder, no link, that its owner alone may use. Its owner must be that of the files
  /// that this process creates.
  static void requirePrivate(Path folder) throws IOException {
    PosixFileAttributeView view =
        Files.getFileAttributeView(folder, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    if (view == null) {
      return; // Windows: the temporary folder is the user's own
    }
    var attributes = view.readAttributes();
    String permissions = PosixFilePermissions.toString(attributes.permissions());
    if (!attributes.isDirectory() || !permissions.equals("rwx------")) {
      throw new IOException(folder + " is not a folder of this user alone: " + permissions);
    }
    Path probe = Files.createFile(folder.resolve("owner"));
    try {
      if (!Files.getOwner(probe).equals(attributes.owner())) {
        throw new IOException(folder + " belongs to " + attributes.owner().getName());
      }
    } finally {
      Files.delete(probe);
    }
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }

  /// Deletes a file and its folder. Windows keeps a loaded library until the JVM ends.
  private static void deleteWithFolder(Path file) {
    Path folder = Objects.requireNonNull(file.getParent(), "a file has a folder");
    try {
      Files.deleteIfExists(file);
      Files.deleteIfExists(folder);
    } catch (IOException inUse) {
      folder.toFile().deleteOnExit(); // after the file: the last one registered goes first
      file.toFile().deleteOnExit();
    }
  }
}

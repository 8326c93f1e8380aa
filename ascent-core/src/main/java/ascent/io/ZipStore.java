package ascent.io;

import static java.nio.charset.StandardCharsets.UTF_8;

import ascent.config.Check;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/// Named entries in a zip file that detects every change.
///
/// The first entry, `manifest.json`, names the format and its version and holds the SHA-256 of
/// every other one. Entries are stored uncompressed, in the order of their names and without times.
/// So equal entries give equal bytes everywhere, and a file is intact exactly if packing its
/// entries gives the same bytes. Any zip program can read the file; a change by any of them is
/// detected.
///
/// @param format the name of the format, such as `ascent-model`
/// @param version of the format, at least 1; other versions are rejected
public record ZipStore(String format, int version) {

  /// The largest file that is written or read, in bytes: 1 GiB.
  public static final long LARGEST = 1L << 30;

  private static final long OVERHEAD = 1 << 16; // bytes of names, hashes and positions

  private static final String MANIFEST = "manifest.json";
  private static final String STABLE_BASELINES3 = "_stable_baselines3_version"; // an entry
  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]*";

  public ZipStore {
    Check.that(version >= 1, "version", version, "at least 1");
  }

  /// The content of `manifest.json`.
  private record Manifest(String format, int version, Map<String, String> sha256) {}

  /// Writes the entries to a file, atomically, creating missing folders.
  ///
  /// @param entries content by name: letters, digits, `.`, `_` and `-`
  /// @throws IOException if it cannot be written, or would be larger than [#LARGEST]
  public void write(Path file, Map<String, byte[]> entries) throws IOException {
    requireSize(file, entries);
    AtomicFiles.write(file, pack(entries));
  }

  /// The same in an existing folder.
  public void writeInExistingFolder(Path file, Map<String, byte[]> entries) throws IOException {
    requireSize(file, entries);
    AtomicFiles.writeInExistingFolder(file, pack(entries));
  }

  private static void requireSize(Path file, Map<String, byte[]> entries) throws IOException {
    long size = 0;
    for (byte[] content : entries.values()) {
      size += content.length;
    }
    if (size > LARGEST - OVERHEAD) {
      throw new FileSystemException(
          file.toString(),
          null,
          "its content has %d bytes; it must have at most %d".formatted(size, LARGEST - OVERHEAD));
    }
  }

  /// Whether a file begins as one of any format.
  public static boolean isStore(Path file) throws IOException {
    byte[] name = MANIFEST.getBytes(UTF_8);
    try (InputStream in = Files.newInputStream(file)) {
      byte[] start = in.readNBytes(ZipBytes.NAME + name.length);
      int end = start.length;
      return end == ZipBytes.NAME + name.length
          && start[0] == 'P'
          && start[1] == 'K'
          && Arrays.equals(start, ZipBytes.NAME, end, name, 0, name.length);
    }
  }

  /// Reads the entries of a file, in the order of their names.
  ///
  /// @throws DamagedFileException if the file was changed, or is of another format or version
  public SortedMap<String, byte[]> read(Path file) throws IOException {
    byte[] content = InputFiles.bytes(file, LARGEST);
    try {
      return unpack(content);
    } catch (DamagedFileException e) {
      throw new DamagedFileException("%s cannot be used: %s".formatted(file, e.getMessage()), e);
    }
  }

  /// The bytes of a file of these entries.
  public byte[] pack(Map<String, byte[]> entries) {
    SortedMap<String, byte[]> sorted = new TreeMap<>(entries);
    Map<String, String> hashes = new LinkedHashMap<>();
    sorted.forEach((name, content) -> {
      Check.that(name.matches(NAME) && !name.equals(MANIFEST), "entry", name, "a plain name");
      hashes.put(name, Hashes.sha256(content));
    });
    String manifest = Json.pretty(new Manifest(format, version, hashes));
    ZipBytes zip = new ZipBytes();
    zip.add(MANIFEST, manifest.getBytes(UTF_8));
    sorted.forEach(zip::add);
    return zip.toBytes();
  }

  /// The entries of a file's bytes, in the order of their names.
  ///
  /// @throws DamagedFileException as [#read] does
  public SortedMap<String, byte[]> unpack(byte[] file) throws DamagedFileException {
    SortedMap<String, byte[]> entries = inflate(file);
    byte[] manifest = entries.remove(MANIFEST);
    if (manifest == null) {
      throw new DamagedFileException(
          entries.containsKey(STABLE_BASELINES3)
              ? "it is a model of Stable-Baselines3. Maybe make it one of Ascent: ascent import."
              : "it has no %s. Maybe another program wrote it.".formatted(MANIFEST));
    }
    verify(manifest, entries);
    byte[] written = pack(entries);
    int difference = Arrays.mismatch(written, file);
    if (difference == file.length) {
      throw new DamagedFileException(
          "it is cut off after %d of %d bytes.".formatted(file.length, written.length));
    }
    if (difference >= 0) {
      throw new DamagedFileException(
          "its entries are intact, but the zip structure was changed at byte %d."
              .formatted(difference));
    }
    return entries;
  }

  private void verify(byte[] json, Map<String, byte[]> entries) throws DamagedFileException {
    Manifest manifest = manifest(json);
    for (var listed : manifest.sha256.entrySet()) {
      byte[] content = entries.get(listed.getKey());
      if (content == null) {
        throw new DamagedFileException("entry %s is missing.".formatted(listed.getKey()));
      }
      if (!Hashes.sha256(content).equals(listed.getValue())) {
        throw new DamagedFileException(
            "entry %s was changed: its SHA-256 is not the manifest's.".formatted(listed.getKey()));
      }
    }
    for (String name : entries.keySet()) {
      if (!manifest.sha256.containsKey(name)) {
        throw new DamagedFileException("entry %s is not in the manifest.".formatted(name));
      }
    }
  }

  private Manifest manifest(byte[] json) throws DamagedFileException {
    try {
      Object tree = Json.parse(json);
      checkFormat(
          Json.at(tree, "format") instanceof String name ? name : "unknown",
          Json.at(tree, "version"));
      return Json.read(tree, Manifest.class);
    } catch (DamagedFileException e) {
      throw new DamagedFileException("by its %s, %s".formatted(MANIFEST, e.getMessage()), e);
    }
  }

  private void checkFormat(String foundFormat, @Nullable Object foundVersion)
      throws DamagedFileException {
    if (!format.equals(foundFormat)) {
      throw new DamagedFileException("it is of format %s, not %s.".formatted(foundFormat, format));
    }
    if (!(foundVersion instanceof Integer found) || found != version) {
      boolean older = foundVersion instanceof Integer number && number < version;
      throw new DamagedFileException(
          "it is of version %s of %s, and only version %d is read. Maybe it comes from %s Ascent."
              .formatted(foundVersion, format, version, older ? "an older" : "a newer"));
    }
  }

  private static SortedMap<String, byte[]> inflate(byte[] file) throws DamagedFileException {
    SortedMap<String, byte[]> entries = new TreeMap<>();
    String last = "at the start";
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
      for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
        last = "at entry " + e.getName();
        if (e.getMethod() != ZipEntry.STORED) {
          throw new DamagedFileException(
              "entry %s is compressed. Maybe another program wrote the file."
                  .formatted(e.getName()));
        }
        if (entries.put(e.getName(), zip.readAllBytes()) != null) {
          throw new DamagedFileException("entry %s is there twice.".formatted(e.getName()));
        }
      }
    } catch (DamagedFileException e) {
      throw e;
    } catch (IOException | IllegalArgumentException e) {
      throw new DamagedFileException("it is damaged %s (%s).".formatted(last, e.getMessage()), e);
    }
    if (entries.isEmpty()) {
      throw new DamagedFileException(file.length == 0 ? "it is empty." : "it is not a zip file.");
    }
    return entries;
  }
}

package ascent.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZipStoreTest {

  private static final ZipStore STORE = new ZipStore("ascent-test", 3);
  private static final Map<String, byte[]> ENTRIES =
      Map.of(
          "config.json",
          "{}".getBytes(UTF_8),
          "weights",
          new byte[] {0, 1, 2, 3},
          "empty",
          new byte[0]);

  @TempDir Path folder;

  @Test
  void entries_come_back_in_the_order_of_their_names() throws IOException {
    Path file = folder.resolve("model.zip");
    STORE.write(file, ENTRIES);
    assertThat(STORE.read(file)).containsExactlyInAnyOrderEntriesOf(ENTRIES);
    assertThat(STORE.read(file).keySet()).containsExactly("config.json", "empty", "weights");
  }

  @Test
  void equal_entries_give_equal_bytes_in_any_order() {
    Map<String, byte[]> other = new LinkedHashMap<>();
    ENTRIES.keySet().stream()
        .sorted((a, b) -> b.compareTo(a))
        .forEach(k -> other.put(k, ENTRIES.get(k)));
    assertThat(STORE.pack(other)).isEqualTo(STORE.pack(ENTRIES));
    assertThat(Hashes.sha256(STORE.pack(ENTRIES))) // the same on every Java and machine
        .isEqualTo("7a6887cab6371a9195e12cbb4828e98e200e32cca86dec33d0e9e30e68236529");
  }

  @Test
  void any_zip_program_can_look_inside() throws IOException {
    Path file = folder.resolve("model.zip");
    STORE.write(file, ENTRIES);
    try (ZipFile zip = new ZipFile(file.toFile())) {
      assertThat(zip.stream().map(ZipEntry::getName))
          .containsExactly("manifest.json", "config.json", "empty", "weights");
      byte[] manifest = zip.getInputStream(zip.getEntry("manifest.json")).readAllBytes();
      assertThat(new String(manifest, UTF_8))
          .startsWith("{\n  \"format\": \"ascent-test\",\n  \"version\": 3,\n  \"sha256\": {\n")
          .contains("\"weights\": \"" + Hashes.sha256(new byte[] {0, 1, 2, 3}) + "\"");
    }
  }

  @Test
  void every_flipped_bit_is_refused() {
    byte[] whole = STORE.pack(ENTRIES);
    for (int i = 0; i < whole.length; i++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] flipped = whole.clone();
        flipped[i] ^= (byte) (1 << bit);
        assertRefused(flipped);
      }
      byte[] inverted = whole.clone();
      inverted[i] = (byte) ~inverted[i];
      assertRefused(inverted);
    }
  }

  @Test
  void a_file_cut_anywhere_or_continued_is_refused() {
    byte[] whole = STORE.pack(ENTRIES);
    for (int length = 0; length < whole.length; length++) {
      assertRefused(Arrays.copyOf(whole, length));
    }
    assertRefused(Arrays.copyOf(whole, whole.length + 1));
  }

  private static void assertRefused(byte[] file) {
    assertThatExceptionOfType(DamagedFileException.class).isThrownBy(() -> STORE.unpack(file));
  }

  private static void assertRefused(byte[] file, String reason) {
    assertThatExceptionOfType(DamagedFileException.class)
        .isThrownBy(() -> STORE.unpack(file))
        .withMessage(reason);
  }

  @Test
  void a_flipped_byte_is_refused_by_the_name_of_its_entry() throws IOException {
    byte[] whole = STORE.pack(ENTRIES);
    int weights = indexOf(whole, new byte[] {0, 1, 2, 3});
    whole[weights] ^= 1;
    assertThatExceptionOfType(DamagedFileException.class)
        .isThrownBy(() -> STORE.unpack(whole))
        .withMessageStartingWith("it is damaged at entry weights (invalid entry CRC");

    Path file = folder.resolve("model.zip");
    Files.write(file, whole);
    assertThatExceptionOfType(DamagedFileException.class)
        .isThrownBy(() -> STORE.read(file))
        .withMessageStartingWith(file + " cannot be used: it is damaged at entry weights");
  }

  @Test
  void an_entry_changed_together_with_its_checksum_is_refused() throws IOException {
    byte[] forged =
        rezip(STORE.pack(ENTRIES), (n, c) -> n.equals("weights") ? new byte[] {9} : c, "");
    assertRefused(forged, "entry weights was changed: its SHA-256 is not the manifest's.");
  }

  @Test
  void a_manifest_changed_together_with_its_checksum_is_refused() throws IOException {
    byte[] whole = STORE.pack(ENTRIES);
    assertRefused(
        edited(whole, "\"version\": 3", "\"version\": 4294967299"),
        "by its manifest.json, it is of version 4294967299 of ascent-test, and only version 3 is read."
            + " Maybe it comes from a newer Ascent.");
    assertRefused(
        edited(whole, "\"version\": 3", "\"version\": 4"),
        "by its manifest.json, it is of version 4 of ascent-test, and only version 3 is read."
            + " Maybe it comes from a newer Ascent.");
    assertRefused(
        edited(whole, "\"ascent-test\"", "\"ascent-best\""),
        "by its manifest.json, it is of format ascent-best, not ascent-test.");
    assertRefused(
        edited(whole, "\"version\": 3", "\"version\":  3"),
        "its entries are intact, but the zip structure was changed at byte 14."); // its CRC
    assertRefused(edited(whole, "\"weights\"", "\"heights\""), "entry heights is missing.");
    assertRefused(
        edited(whole, "\"sha256\"", "\"sha265\""),
        "by its manifest.json, sha265 is unknown. Did you mean sha256?");
    assertThatExceptionOfType(DamagedFileException.class)
        .isThrownBy(() -> STORE.unpack(edited(whole, "\"format\"", "\"format")))
        .withMessageStartingWith("by its manifest.json, This is not JSON: ");
  }

  @Test
  void entries_that_are_missing_added_or_doubled_are_refused() throws IOException {
    byte[] whole = STORE.pack(ENTRIES);
    assertRefused(rezip(whole, (n, c) -> c, "weights"), "entry weights is missing.");
    assertRefused(
        rezip(whole, (n, c) -> c, "manifest.json"),
        "it has no manifest.json. Maybe another program wrote it.");
    byte[] extra = STORE.pack(Map.of("other", new byte[1]));
    assertRefused(joined(whole, extra), "entry other is not in the manifest.");
    assertRefused(
        joined(whole, STORE.pack(Map.of("weights", new byte[1]))), "entry weights is there twice.");
  }

  @Test
  void other_files_are_refused() throws IOException {
    assertRefused(new byte[0], "it is empty.");
    assertRefused("{}".getBytes(UTF_8), "it is not a zip file.");
    assertRefused(
        foreign(new byte[10]), "entry data is compressed. Maybe another program wrote the file.");
  }

  @Test
  void a_zip_bomb_does_not_go_off() throws IOException {
    byte[] bomb = foreign(new byte[50_000_000]);
    assertThat(bomb.length).isLessThan(1_000_000);
    assertRefused(bomb, "entry data is compressed. Maybe another program wrote the file.");
  }

  @Test
  void a_file_larger_than_any_model_is_not_even_read() throws IOException {
    Path file = folder.resolve("large.zip");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength((1L << 30) + 1);
    }
    assertThatExceptionOfType(DamagedFileException.class)
        .isThrownBy(() -> STORE.read(file))
        .withMessage(file + " has 1073741825 bytes; it must have at most 1073741824.");
  }

  /// Nine entries share an array of 2^27 bytes: together they have 9 · 2^27.
  @Test
  void what_would_not_be_read_is_not_written() {
    byte[] shared = new byte[1 << 27];
    Map<String, byte[]> entries = new LinkedHashMap<>();
    for (int i = 0; i < 9; i++) {
      entries.put("part" + i, shared);
    }
    Path file = folder.resolve("model.zip");
    for (ThrowingCallable writing :
        List.<ThrowingCallable>of(
            () -> STORE.write(file, entries), () -> STORE.writeInExistingFolder(file, entries))) {
      assertThatIOException()
          .isThrownBy(writing)
          .withMessage(
              file + ": its content has 1207959552 bytes; it must have at most 1073676288");
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void names_are_plain() {
    for (String name : new String[] {"manifest.json", "a/b", "..", "", "ü", ".a"}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> STORE.pack(Map.of(name, new byte[1])))
          .withMessage("entry is %s; it must be a plain name.", name.isEmpty() ? "\"\"" : name);
    }
  }

  @FunctionalInterface
  private interface Change {
    byte[] of(String name, byte[] content);
  }

  private static byte[] edited(byte[] zip, String part, String other) throws IOException {
    Change change =
        (name, content) ->
            name.equals("manifest.json")
                ? new String(content, UTF_8).replace(part, other).getBytes(UTF_8)
                : content;
    return rezip(zip, change, "");
  }

  /// The same zip with changed entries, one left out, and right checksums.
  private static byte[] rezip(byte[] zip, Change change, String leftOut) throws IOException {
    ZipBytes out = new ZipBytes();
    copy(zip, change, leftOut, out);
    return out.toBytes();
  }

  /// All entries of one zip, then those of another but its manifest.
  private static byte[] joined(byte[] zip, byte[] other) throws IOException {
    ZipBytes out = new ZipBytes();
    copy(zip, (name, content) -> content, "", out);
    copy(other, (name, content) -> content, "manifest.json", out);
    return out.toBytes();
  }

  private static void copy(byte[] zip, Change change, String leftOut, ZipBytes out)
      throws IOException {
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry e = in.getNextEntry(); e != null; e = in.getNextEntry()) {
        if (!e.getName().equals(leftOut)) {
          out.add(e.getName(), change.of(e.getName(), in.readAllBytes()));
        }
      }
    }
  }

  private static byte[] foreign(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("data"));
      zip.write(content);
    }
    return bytes.toByteArray();
  }

  private static int indexOf(byte[] bytes, byte[] part) {
    for (int i = bytes.length - part.length; i >= 0; i--) {
      if (Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
        return i;
      }
    }
    throw new AssertionError("not found");
  }
}

package ascent.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class CsvLogTest {

  private static final List<String> COLUMNS = List.of("steps", "rollout/ep_rew_mean", "loss");

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void choose_a_file() {
    file = folder.resolve("metrics.csv");
  }

  @Test
  void rows_follow_the_header_and_are_on_disk_at_once() throws IOException {
    try (CsvLog log = CsvLog.open(file, COLUMNS)) {
      log.append(Map.of("steps", 2048L, "loss", 0.1f, "rollout/ep_rew_mean", 21.5));
      assertThat(file).hasContent("steps,rollout/ep_rew_mean,loss\n2048,21.5,0.1\n");
      log.append(Map.of("steps", 4096));
      assertThat(file).hasContent("steps,rollout/ep_rew_mean,loss\n2048,21.5,0.1\n4096,,\n");
    }
  }

  @Test
  void numbers_are_short_and_exact() throws IOException {
    try (CsvLog log = CsvLog.open(file, List.of("x"))) {
      for (double x : new double[] {1, -0.0, 1e-5, 0.1 + 0.2, 1e20, Double.NaN, 1 / 0.0}) {
        log.append(Map.of("x", x));
      }
    }
    assertThat(file).hasContent("x\n1\n-0\n1e-5\n0.30000000000000004\n1e20\n\ninf\n");
  }

  @Test
  void a_log_that_is_opened_again_goes_on() throws IOException {
    try (CsvLog log = CsvLog.open(file, COLUMNS)) {
      log.append(Map.of("steps", 1));
    }
    try (CsvLog log = CsvLog.open(file, COLUMNS)) {
      log.append(Map.of("steps", 2));
    }
    assertThat(file).hasContent("steps,rollout/ep_rew_mean,loss\n1,,\n2,,\n");
  }

  @Test
  void a_log_cut_back_and_written_again_is_the_same() throws IOException {
    try (CsvLog log = CsvLog.open(file, COLUMNS)) {
      log.append(Map.of("steps", 1));
      long checkpoint = log.force();
      assertThat(checkpoint).isEqualTo(log.length());
      log.append(Map.of("steps", 2));
      log.append(Map.of("steps", 3));
      byte[] whole = Files.readAllBytes(file);

      log.truncateTo(checkpoint);
      assertThat(file).hasContent("steps,rollout/ep_rew_mean,loss\n1,,\n");
      log.append(Map.of("steps", 2));
      log.append(Map.of("steps", 3));
      assertThat(file).hasBinaryContent(whole);
    }
  }

  @Test
  void a_row_that_a_killed_writer_left_half_written_is_cut_off() throws IOException {
    long checkpoint;
    try (CsvLog log = CsvLog.open(file, COLUMNS)) {
      log.append(Map.of("steps", 1));
      checkpoint = log.length();
    }
    Files.writeString(file, Files.readString(file) + "2,1");
    try (CsvLog log = CsvLog.open(file, COLUMNS)) {
      log.truncateTo(checkpoint);
      log.append(Map.of("steps", 2));
    }
    assertThat(file).hasContent("steps,rollout/ep_rew_mean,loss\n1,,\n2,,\n");
  }

  @Test
  void a_file_shorter_than_it_was_is_refused() throws IOException {
    try (CsvLog log = CsvLog.open(file, COLUMNS)) {
      assertThatExceptionOfType(DamagedFileException.class)
          .isThrownBy(() -> log.truncateTo(1_000))
          .withMessage(
              "%s has 31 bytes, fewer than the 1000 it once had. Maybe it was edited or replaced.",
              file);
    }
  }

  @Test
  void a_cut_within_a_row_or_the_header_is_refused() throws IOException {
    try (CsvLog log = CsvLog.open(file, COLUMNS)) {
      log.append(Map.of("steps", 1234));
      for (long bytes : new long[] {-1, 0, 10, log.length() - 1}) {
        assertThatExceptionOfType(DamagedFileException.class)
            .isThrownBy(() -> log.truncateTo(bytes))
            .withMessageStartingWith("No row of " + file + " ends at byte " + bytes + ".");
      }
      log.truncateTo(log.length());
    }
  }

  @Test
  void other_columns_are_refused() throws IOException {
    CsvLog.open(file, COLUMNS).close();
    for (List<String> others : List.of(List.of("steps"), List.of("x".repeat(100)))) {
      assertThatExceptionOfType(DamagedFileException.class)
          .isThrownBy(() -> CsvLog.open(file, others))
          .withMessageContaining("begins with other columns");
    }
    assertThat(file).hasContent("steps,rollout/ep_rew_mean,loss\n");
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void only_a_regular_file_can_be_a_log() throws IOException {
    Files.createSymbolicLink(file, Path.of("/dev/null"));
    assertThatIOException()
        .isThrownBy(() -> CsvLog.open(file, COLUMNS))
        .withMessage(file + ": it is a device, pipe or socket, not a regular file");
  }

  @Test
  void a_value_without_a_column_and_a_column_that_breaks_the_line_are_refused() throws IOException {
    try (CsvLog log = CsvLog.open(file, COLUMNS)) {
      assertThatIllegalArgumentException().isThrownBy(() -> log.append(Map.of("step", 1)));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> log.add(new double[] {1, 2}))
          .withMessage("A row has 2 cells; %s has 3 columns.".formatted(file));
    }
    for (String name : List.of("", "a\nb", "a\u001b")) {
      assertThatIllegalArgumentException().isThrownBy(() -> CsvLog.open(file, List.of(name)));
    }
  }

  @Test
  void columns_are_quoted_where_they_need_it() throws IOException {
    List<String> columns = List.of("a,b", "say \"hi\"", "c");
    try (CsvLog log = CsvLog.open(file, columns)) {
      log.add(new double[] {1, 2, 3});
    }
    CsvLog.open(file, columns).close();
    assertThat(file).hasContent("\"a,b\",\"say \"\"hi\"\"\",c\n1,2,3\n");
  }

  @Test
  void buffered_rows_are_counted_at_once_and_written_when_flushed_or_closed() throws IOException {
    String header = String.join(",", COLUMNS) + "\n";
    try (CsvLog log = CsvLog.open(file, COLUMNS)) {
      log.add(new double[] {1, 2, 3});
      assertThat(file).hasContent(header);
      assertThat(log.length()).isEqualTo(header.length() + 6); // 1,2,3 and a line feed
      log.flush();
      assertThat(file).hasContent(header + "1,2,3\n");
      log.add(new double[] {4, 5, 6});
      log.append(Map.of("steps", 7)); // keeps the order
      assertThat(file).hasContent(header + "1,2,3\n4,5,6\n7,,\n");
      log.add(new double[] {8, 9, 10});
    }
    assertThat(file).hasContent(header + "1,2,3\n4,5,6\n7,,\n8,9,10\n");
  }

  @Test
  void buffered_numbers_are_written_like_others() throws IOException {
    double[] numbers = {
      0,
      -0.0,
      7,
      -7,
      10,
      999,
      1e6,
      -123456789,
      999999999999999.0,
      1e15,
      1e16,
      9.3e18,
      1e300,
      0.5,
      -1e-5,
      0.1 + 0.2,
      1 / 0.0,
      -1 / 0.0,
      Double.NaN,
      Double.MIN_VALUE,
      -Double.MAX_VALUE
    };
    try (CsvLog log = CsvLog.open(file, List.of("x"))) {
      for (double x : numbers) {
        log.append(Map.of("x", x));
      }
    }
    Path buffered = folder.resolve("buffered.csv");
    try (CsvLog log = CsvLog.open(buffered, List.of("x"))) {
      for (double x : numbers) {
        log.add(new double[] {x});
      }
    }
    assertThat(buffered).hasSameTextualContentAs(file);
  }

  /// 4,000 rows of more than 30 bytes are many times the buffer.
  @Test
  void more_rows_than_the_buffer_holds_are_all_written() throws IOException {
    StringBuilder expected = new StringBuilder(String.join(",", COLUMNS)).append('\n');
    try (CsvLog log = CsvLog.open(file, COLUMNS)) {
      for (int i = 0; i < 4_000; i++) {
        log.add(new double[] {i, -0.1234567890123, 0.001234567890123});
        expected.append(i).append(",-0.1234567890123,0.001234567890123\n");
      }
      assertThat(log.length()).isEqualTo(expected.length());
    }
    assertThat(file).hasContent(expected.toString());
  }
}

package ascent.cli.dashboard;

import static java.nio.file.StandardOpenOption.APPEND;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsTailTest {
  @TempDir private Path folder;
  private Path file;
  private MetricsTail tail;

  @BeforeEach
  void prepare() {
    file = folder.resolve("metrics.csv");
    tail = new MetricsTail(file);
  }

  private void append(String text) throws IOException {
    Files.writeString(file, text, APPEND);
  }

  @Test
  void a_file_that_does_not_exist_yet_has_no_rows() throws IOException {
    assertThat(tail.read().rows()).isEmpty();

    Files.writeString(file, "step,return\n8,1\n");

    assertThat(tail.read().rows()).containsExactly(List.of(8.0, 1.0));
  }

  @Test
  void rows_are_given_once_and_only_when_complete() throws IOException {
    Files.writeString(file, "step,return\n8,1\n16,2");

    MetricsTail.News first = tail.read();
    assertThat(first.columns()).containsExactly("step", "return");
    assertThat(first.rows()).containsExactly(List.of(8.0, 1.0));
    assertThat(tail.read().rows()).isEmpty();

    append("5\n24,3\n");

    assertThat(tail.read().rows()).containsExactly(List.of(16.0, 25.0), List.of(24.0, 3.0));
  }

  @Test
  void cells_that_are_empty_infinite_or_broken_are_null() throws IOException {
    Files.writeString(file, "a,b,c,d\n,inf,x,1e-5\n");

    assertThat(tail.read().rows()).containsExactly(Arrays.asList(null, null, null, 1e-5));
  }

  @Test
  void a_row_of_another_width_is_left_out() throws IOException {
    Files.writeString(file, "a,b\n1\n1,2,3\n1,2\n");

    assertThat(tail.read().rows()).containsExactly(List.of(1.0, 2.0));
  }

  @Test
  void a_file_cut_back_is_read_again_from_the_top() throws IOException {
    Files.writeString(file, "step,return\n8,1\n16,2\n24,3\n");
    tail.read();

    Files.writeString(file, "step,return\n8,1\n");

    MetricsTail.News news = tail.read();
    assertThat(news.restarted()).isTrue();
    assertThat(news.rows()).containsExactly(List.of(8.0, 1.0));
  }

  @Test
  void a_file_in_which_no_row_ends_where_one_did_is_read_again_from_the_top() throws IOException {
    Files.writeString(file, "step,return\n8,1\n16,2\n");
    tail.read();

    Files.writeString(file, "step,return\n8,1\n16,2.25\n24,3\n"); // resumed, and further now

    MetricsTail.News news = tail.read();
    assertThat(news.restarted()).isTrue();
    assertThat(news.rows()).hasSize(3);
  }

  @Test
  void every_nth_row_of_n_megabytes_is_given_and_later_ones_all() throws IOException {
    // Rows of 16 bytes: 200,000 of them are 3.05 MiB, so every fourth one is given.
    var text = new StringBuilder("step,return\n");
    for (int i = 1; i <= 200_000; i++) {
      text.append(String.format("%013d,1%n", i));
    }
    Files.writeString(file, text);

    int rows = 0;
    MetricsTail.News news;
    do {
      news = tail.read();
      rows += news.rows().size();
    } while (news.more());

    assertThat(rows).isEqualTo(50_000);
    append("200001,1\n200002,1\n200003,1\n");
    assertThat(tail.read().rows()).hasSize(3);
  }

  @Test
  void the_last_row_is_found_in_a_long_file() throws IOException {
    Files.writeString(file, "step,return\n" + "8,1\n".repeat(5_000) + "16,2\n24");

    assertThat(MetricsTail.last(file)).containsEntry("step", 16.0).containsEntry("return", 2.0);
  }

  @Test
  void a_file_without_rows_has_no_last_one() throws IOException {
    Files.writeString(file, "");
    assertThat(MetricsTail.last(file)).isEmpty();
    Files.writeString(file, "step,return\n");
    assertThat(MetricsTail.last(file)).isEmpty();
    Files.writeString(file, "step,return\n8");
    assertThat(MetricsTail.last(file)).isEmpty();
  }
}

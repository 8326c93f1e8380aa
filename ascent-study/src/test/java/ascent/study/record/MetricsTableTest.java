package ascent.study.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ascent.io.DamagedFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsTableTest {
  @TempDir Path folder;

  private MetricsTable table(String text) throws IOException {
    return MetricsTable.read(Files.writeString(folder.resolve("metrics.csv"), text));
  }

  @Test
  void an_empty_cell_is_nan_and_infinity_is_read() throws IOException {
    MetricsTable table = table("steps,eval/mean\n512,\n1024,inf\n");

    assertThat(table.names()).containsExactly("steps", "eval/mean");
    assertThat(table.column("steps")).containsExactly(512, 1024);
    assertThat(table.column("eval/mean")).containsExactly(Double.NaN, Double.POSITIVE_INFINITY);
  }

  @Test
  void a_line_that_is_being_written_is_left_out() throws IOException {
    assertThat(table("a,b\n1,2\n3,").rows()).isEqualTo(1);
    assertThat(table("a,b\n1,2\n3,4").rows()).isEqualTo(1);
    assertThat(table("a,").rows()).isZero();
    assertThat(table("").rows()).isZero();
  }

  @Test
  void a_damaged_line_is_named() {
    assertThatThrownBy(() -> table("a,b\n1,2\n3\n"))
        .isInstanceOf(DamagedFileException.class)
        .hasMessageStartingWith("Line 3 of ")
        .hasMessageEndingWith(" has 1 cells; it must have 2, as the header has.");
    assertThatThrownBy(() -> table("a,b\n1,x\n"))
        .isInstanceOf(DamagedFileException.class)
        .hasMessageEndingWith(": \"x\" is not a number.");
  }

  @Test
  void an_unknown_metric_is_answered_with_the_nearest_ones() throws IOException {
    MetricsTable table = table("rollout/ep_rew_mean,train/approx_kl\n");

    assertThatThrownBy(() -> table.column("train/aprox_kl"))
        .hasMessage("There is no metric train/aprox_kl. Did you mean train/approx_kl?");
    assertThatThrownBy(() -> table.column("zzz"))
        .hasMessage("There is no metric zzz. There are rollout/ep_rew_mean, train/approx_kl.");
  }
}

package ascent.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgressTablesTest {

  @Test
  void a_table_has_a_section_for_each_prefix_and_what_was_measured() {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("time/fps", 264_123.4);
    metrics.put("time/iterations", 3.0);
    metrics.put("rollout/ep_rew_mean", 187.4449);
    metrics.put("eval/mean_reward", Double.NaN);
    metrics.put("train/approx_kl", 0.0123456);
    metrics.put("train/clip_range_vf", Double.POSITIVE_INFINITY);
    metrics.put("train/loss", -0.00001234);

    String table = ProgressTables.text(metrics.keySet().stream().toList(), metrics::get);

    assertThat(table)
        .isEqualTo(
            """
            -------------------------------
            | time/            |          |
            |    fps           | 264123   |
            |    iterations    | 3        |
            | rollout/         |          |
            |    ep_rew_mean   | 187      |
            | train/           |          |
            |    approx_kl     | 0.0123   |
            |    clip_range_vf | inf      |
            |    loss          | -1.23e-5 |
            -------------------------------
            """);
  }
}

package ascent.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ascent.algo.Algorithm;
import ascent.collect.Episode;
import ascent.env.Env;
import ascent.probe.Walk;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class MetricsTest {
  private static final List<String> NAMES =
      List.of(
          "time/total_timesteps",
          "rollout/ep_rew_mean",
          "rollout/ep_len_mean",
          "time/fps",
          "train/loss");

  private final Metrics metrics = new Metrics(NAMES);

  @Test
  void what_was_not_logged_is_nan() {
    assertThat(metrics.names()).isEqualTo(NAMES);
    for (String name : NAMES) {
      assertThat(metrics.get(name)).isNaN();
    }
    assertThat(metrics.meanReturn()).isNaN();
    assertThat(metrics.get("no/such")).isNaN();
  }

  @Test
  void what_was_logged_is_found_by_name_and_by_place_until_it_is_cleared() {
    metrics.log("train/loss", 0.25);
    metrics.log("train/loss", 0.5); // the later one counts
    assertThat(metrics.get("train/loss")).isEqualTo(0.5);
    assertThat(metrics.value(4)).isEqualTo(0.5);
    metrics.clear();
    assertThat(metrics.get("train/loss")).isNaN();
  }

  @Test
  void a_name_that_was_not_announced_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> metrics.log("train/lost", 1))
        .withMessage(
            "There is no metric train/lost. Maybe the algorithm's metrics() should name it.");
  }

  @Test
  void the_summary_is_one_line() {
    metrics.log("time/total_timesteps", 12_345);
    metrics.log("rollout/ep_rew_mean", -1.234);
    metrics.log("rollout/ep_len_mean", 200);
    metrics.log("time/fps", 98_765.4);
    assertThat(metrics.steps()).isEqualTo(12_345);
    assertThat(metrics.summary())
        .isEqualTo("    12,345 steps   return    -1.23   length   200.0      98,765 steps/s");
  }

  /// Every episode of a walk that reports success succeeds.
  @Test
  void a_success_rate_follows_the_length_where_the_environment_reports_it() {
    Supplier<Env> succeeding =
        () ->
            new Walk() {
              @Override
              public List<String> metricNames() {
                return List.of(Episode.IS_SUCCESS);
              }

              @Override
              public void metrics(double[] metrics) {
                metrics[0] = 1;
              }
            };
    for (Supplier<Env> env : List.of(succeeding, Walk::new)) {
      List<String> names = new ArrayList<>();
      List<Double> rates = new ArrayList<>();
      Trainer.of(env)
          .with(Walk.CONFIG)
          .onUpdate(m -> {
            names.clear();
            names.addAll(m.names());
            rates.add(m.get("rollout/success_rate"));
          })
          .train(48);
      if (env.get().metricNames().contains(Episode.IS_SUCCESS)) {
        assertThat(names)
            .containsSequence("rollout/ep_len_mean", "rollout/success_rate", "eval/mean_reward");
        assertThat(rates.getLast()).isEqualTo(1);
      } else {
        assertThat(names).containsSequence("rollout/ep_len_mean", "eval/mean_reward");
        assertThat(rates).containsOnly(Double.NaN);
      }
    }
  }

  /// Names that dashboards know from Stable-Baselines3, common ones first.
  @Test
  void a_run_reports_under_the_names_of_stable_baselines3() {
    List<String> names = new ArrayList<>();
    Trainer.of(Walk::new)
        .with(Walk.CONFIG)
        .onUpdate(m -> names.addAll(m.names()))
        .train(16)
        .agent();
    assertThat(names)
        .startsWith("time/total_timesteps", "time/iterations", "time/time_elapsed", "time/fps")
        .contains(
            "rollout/ep_rew_mean",
            "rollout/ep_len_mean",
            "eval/mean_reward",
            "eval/mean_ep_length",
            "train/approx_kl",
            "train/clip_fraction",
            "train/clip_range",
            "train/entropy_loss",
            "train/explained_variance",
            "train/learning_rate",
            "train/loss",
            "train/n_updates",
            "train/policy_gradient_loss",
            "train/value_loss")
        .doesNotHaveDuplicates();
    assertThat(Algorithm.Report.class).isAssignableFrom(Metrics.class);
  }
}

package ascent.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ascent.algo.AlgorithmConfig;
import ascent.algo.ReinforceConfig;
import ascent.config.Configs;
import ascent.env.Action;
import ascent.env.Env;
import ascent.env.EnvFailure;
import ascent.env.Step;
import ascent.probe.Walk;
import ascent.train.Trainer;
import ascent.train.TrainingResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Where a part is computed never shows: threads of this process and [ByteRollouts] lead to the
/// same parameters.
class RolloutSourceTest {
  private static final int ENVS = 5;
  private static final long STEPS = 480;

  @TempDir Path folder;

  /// A walk that may not turn away from 0 and reports how often it stood on the right.
  private static final class Reporting extends Walk {
    private int right;

    Reporting() {
      super(9);
    }

    @Override
    public boolean actionMask(boolean[] mask) {
      mask[0] = place >= 0;
      mask[1] = true;
      mask[2] = place < 0;
      return true;
    }

    @Override
    public Step step(Action action, float[] obs) {
      right = steps == 0 ? 0 : right;
      Step step = super.step(action, obs);
      right += place > 0 ? 1 : 0;
      return step;
    }

    @Override
    public List<String> metricNames() {
      return List.of(Episode.IS_SUCCESS, "right");
    }

    @Override
    public void metrics(double[] metrics) {
      metrics[0] = place > 0 ? 1 : 0;
      metrics[1] = right;
    }
  }

  record Case(
      String name,
      Supplier<? extends Env> env,
      AlgorithmConfig algorithm,
      Map<String, String> settings) {
    Trainer trainer(int threads) {
      var config = (AlgorithmConfig) Configs.with((Record) algorithm, settings);
      return Trainer.of(env).with(config).envs(ENVS).seed(3).threads(threads);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Case> cases() {
    return List.of(
        new Case("ppo", Walk::new, Walk.CONFIG, Map.of()),
        new Case("cut off", Walk.cutOff(), Walk.CONFIG, Map.of()),
        new Case(
            "normalised",
            Walk.pushed(7),
            Walk.CONFIG,
            Map.of("normalizeObservations", "true", "normalizeRewards", "true")),
        new Case(
            "gsde",
            Walk.pushed(7),
            Walk.CONFIG,
            Map.of("distribution", "gsde", "sdeSampleFreq", "3")),
        new Case("masked", Reporting::new, Walk.CONFIG, Map.of()),
        new Case(
            "whole episodes", Walk::new, ReinforceConfig.DEFAULT, Map.of("rolloutEpisodes", "2")));
  }

  private static RolloutSourceFactory bytes(int ranges) {
    return request -> new ByteRollouts(request, ranges);
  }

  private static List<Episode> train(Trainer trainer, List<String> hash) {
    List<Episode> episodes = new ArrayList<>();
    Trainer listening =
        trainer.listen(
            new ascent.train.Listener() {
              @Override
              public void episode(ascent.train.Run run, Episode episode) {
                episodes.add(episode);
              }
            });
    hash.add(listening.train(STEPS).agent().parametersSha256());
    return episodes;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void parts_that_go_through_bytes_lead_to_the_same_parameters_and_episodes(Case c) {
    List<String> hashes = new ArrayList<>();
    List<Episode> local = train(c.trainer(1), hashes);
    assertThat(train(c.trainer(3), hashes)).isEqualTo(local).isNotEmpty();
    for (int ranges : new int[] {1, 2, ENVS}) {
      assertThat(train(c.trainer(1).source(bytes(ranges)), hashes)).isEqualTo(local);
    }
    assertThat(hashes).hasSize(5).containsOnly(hashes.getFirst());
  }

  /// A checkpoint of one source is resumed by the other.
  @ParameterizedTest
  @MethodSource("cases")
  void a_run_goes_on_with_another_source(Case c) throws IOException {
    String whole = c.trainer(1).train(STEPS).agent().parametersSha256();
    Path run = folder.resolve("run");
    c.trainer(1).out(run).source(bytes(2)).listen(stopAt(160)).train(STEPS);
    TrainingResult result = Trainer.resume(run, c.env).train(2 * STEPS);
    assertThat(result.resumedAtStep().orElseThrow()).isBetween(160L, STEPS - 1);

    Path other = folder.resolve("other");
    c.trainer(1).out(other).listen(stopAt(160)).train(STEPS);
    assertThat(
            Trainer.resume(other, c.env)
                .source(bytes(3))
                .train(2 * STEPS)
                .agent()
                .parametersSha256())
        .isEqualTo(result.agent().parametersSha256())
        .isNotEqualTo(whole);
  }

  private static ascent.train.Listener stopAt(long step) {
    return new ascent.train.Listener() {
      @Override
      public void episode(ascent.train.Run run, Episode episode) {
        if (episode.step() >= step) {
          run.stop("far enough");
        }
      }
    };
  }

  /// Environment 4 fails in step 3 of its first episode, environment 1 in step 5: step 3 is first,
  /// whichever range finishes first.
  @Test
  void the_first_failure_is_the_first_by_step_and_then_by_environment() {
    double early = Walk.startOf(3, 4, 0);
    double late = Walk.startOf(3, 1, 0);
    Supplier<Env> broken =
        () ->
            new Walk() {
              @Override
              public Step outcome() {
                if ((start == early && steps == 3) || (start == late && steps == 5)) {
                  throw new IllegalStateException("out of cheese");
                }
                return super.outcome();
              }
            };
    Trainer trainer = Trainer.of(broken).with(Walk.CONFIG).envs(ENVS).seed(3);
    List<float[]> actions = new ArrayList<>();
    for (Trainer each :
        List.of(trainer.threads(1), trainer.threads(5), trainer.source(bytes(ENVS)))) {
      EnvFailure failure = catchThrowableOfType(EnvFailure.class, () -> each.train(STEPS));
      assertThat(failure).hasMessageStartingWith("env 4, episode 0, step 3: step threw ");
      actions.add(failure.actions());
    }
    assertThat(actions.getFirst()).hasSize(3);
    assertThat(actions).allSatisfy(a -> assertThat(a).containsExactly(actions.getFirst()));
  }

  @Test
  void a_carry_of_other_environments_is_refused() throws IOException {
    Path run = folder.resolve("run");
    Trainer.of(Walk::new).with(Walk.CONFIG).envs(2).out(run).train(32);
    var pushed = Trainer.resume(run, Walk.pushed(7));
    assertThat(catchThrowableOfType(IllegalArgumentException.class, pushed::train))
        .hasMessageStartingWith("The policy's action space is Discrete(3)");
  }
}

package ascent.study.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ascent.algo.AlgorithmConfig;
import ascent.algo.OneStepActorCriticConfig;
import ascent.algo.PPOConfig;
import ascent.env.Action;
import ascent.env.Env;
import ascent.env.Step;
import ascent.rng.Rng;
import ascent.space.Box;
import ascent.space.Discrete;
import ascent.space.MultiBinary;
import ascent.space.MultiDiscrete;
import ascent.space.Space;
import ascent.study.action.ActionHistory.Choice;
import ascent.study.action.ActionHistory.Part;
import ascent.study.action.ActionHistory.Quantiles;
import ascent.train.Listener;
import ascent.train.Replay;
import ascent.train.Run;
import ascent.train.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.statistics.descriptive.Quantile;
import org.apache.commons.statistics.descriptive.Quantile.EstimationMethod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is computed again is held against what a listener heard in the training itself.
class ActionHistoryTest {
  private static final int ROLLOUT = 128; // samples, of 2 environments
  private static final PPOConfig PPO =
      PPOConfig.DEFAULT.withRolloutSteps(ROLLOUT / 2).withBatchSize(32).withLearningRate(0.03f);

  @TempDir Path run;

  /// Rewards large first numbers; seven steps an episode.
  private record Choosing(Space actionSpace, int[] steps) implements Env {
    Choosing(Space actionSpace) {
      this(actionSpace, new int[1]);
    }

    @Override
    public Space observationSpace() {
      return new Box(new float[] {0}, new float[] {7});
    }

    @Override
    public void reset(Rng rng, float[] obs) {
      steps[0] = 0;
      obs[0] = 0;
    }

    @Override
    public Step step(Action action, float[] obs) {
      obs[0] = ++steps[0];
      int reward =
          switch (actionSpace) {
            case Box _ -> Math.round(action.values()[0]);
            case Discrete _ -> action.index();
            case MultiDiscrete _ -> action.indices()[0];
            case MultiBinary _ -> action.bits()[0] ? 1 : 0;
          };
      return Step.whole(reward, false, steps[0] == 7);
    }
  }

  /// The actions of a training by the step after them.
  private static final class Heard implements Listener {
    final Map<Long, float[]> actions = new TreeMap<>();
    final Map<Long, float[]> logProbs = new TreeMap<>();

    @Override
    public void iterated(Run run) {
      actions.put(run.steps(), run.actions());
      logProbs.put(run.steps(), run.logProbs());
    }
  }

  private Heard train(Space actions, AlgorithmConfig config, long steps) {
    Heard heard = new Heard();
    Trainer.of(() -> new Choosing(actions))
        .with(config)
        .envs(2)
        .seed(3)
        .out(run)
        .listen(heard)
        .train(steps);
    return heard;
  }

  private ActionHistory history(Space actions) throws IOException {
    return ActionHistory.of(Replay.of(run, () -> new Choosing(actions)));
  }

  private static double[] numbers(float[] actions, int k, int size) {
    return IntStream.range(0, actions.length / size)
        .mapToDouble(i -> actions[i * size + k])
        .toArray();
  }

  private static double[] quantiles(double[] values) {
    return Quantile.withDefaults()
        .with(EstimationMethod.HF7)
        .evaluate(values, 0.05, 0.25, 0.5, 0.75, 0.95);
  }

  private static void assertQuantiles(Part part, int point, double[] values) {
    double[] expected = quantiles(values);
    List<Double> drawn = ((Quantiles) part).values().get(point);
    for (int q = 0; q < expected.length; q++) {
      assertThat(drawn.get(q)).isCloseTo(expected[q], within(1e-12));
    }
  }

  @Test
  void shares_and_probabilities_are_those_of_the_actions_that_the_training_took()
      throws IOException {
    Space space = new Discrete(3);
    Heard heard = train(space, PPO, 10 * ROLLOUT);

    ActionHistory history = history(space);

    assertThat(history.steps()).containsExactlyElementsOf(heard.actions.keySet()).hasSize(10);
    assertThat(history.parts()).extracting(Part::name).containsExactly("action", "probability");
    Choice choice = (Choice) history.parts().getFirst();
    for (int i = 0; i < 10; i++) {
      long step = history.steps().get(i);
      double[] actions = numbers(heard.actions.get(step), 0, 1);
      assertThat(actions).hasSize(ROLLOUT);
      for (int option = 0; option < 3; option++) {
        double wanted = option;
        long count = Arrays.stream(actions).filter(a -> a == wanted).count();
        assertThat(choice.shares().get(i).get(option)).isEqualTo(count / (double) ROLLOUT);
      }
      float[] logProbs = heard.logProbs.get(step);
      double[] probabilities =
          IntStream.range(0, ROLLOUT)
              .mapToDouble(j -> (float) StrictMath.exp(logProbs[j]))
              .toArray();
      double[] expected = quantiles(probabilities);
      List<Double> drawn = ((Quantiles) history.parts().getLast()).values().get(i);
      for (int q = 0; q < expected.length; q++) {
        assertThat(drawn.get(q)).isCloseTo(expected[q], within(1e-6)); // our exp is of floats
      }
    }
    double first = choice.shares().getFirst().get(2);
    assertThat(choice.shares().getLast().get(2)).as("what is rewarded").isGreaterThan(first + 0.2);
  }

  @Test
  void numbers_have_quantiles_and_the_bounds_of_their_space() throws IOException {
    Space space = new Box(new float[] {-1, -2}, new float[] {1, 2});
    Heard heard = train(space, PPO, 4 * ROLLOUT);

    ActionHistory history = history(space);

    assertThat(history.parts()).extracting(Part::name).containsExactly("action[0]", "action[1]");
    assertThat(((Quantiles) history.parts().get(1)).low()).isEqualTo(-2);
    assertThat(((Quantiles) history.parts().get(1)).high()).isEqualTo(2);
    for (int i = 0; i < history.steps().size(); i++) {
      float[] actions = heard.actions.get(history.steps().get(i));
      assertQuantiles(history.parts().get(0), i, numbers(actions, 0, 2));
      assertQuantiles(history.parts().get(1), i, numbers(actions, 1, 2));
    }
  }

  @Test
  void several_choices_and_bits_have_a_part_each() throws IOException {
    Space choices = new MultiDiscrete(new int[] {2, 4});
    train(choices, PPO, ROLLOUT);

    ActionHistory history = history(choices);

    assertThat(history.parts())
        .extracting(Part::name)
        .containsExactly("action[0]", "action[1]", "probability");
    assertThat(((Choice) history.parts().get(1)).options()).isEqualTo(4);
    assertThat(((Choice) history.parts().get(1)).shares().getFirst())
        .satisfies(shares ->
            assertThat(shares.stream().mapToDouble(s -> s).sum()).isCloseTo(1, within(1e-12)));
  }

  @Test
  void short_iterations_are_gathered_in_a_hundred_points() throws IOException {
    Space space = new MultiBinary(2);
    Heard heard = train(space, OneStepActorCriticConfig.DEFAULT, 600);

    ActionHistory history = history(space);

    assertThat(heard.actions).hasSize(300); // of 2 steps each
    assertThat(history.steps()).hasSize(ActionHistory.POINTS).endsWith(600L);
    // The last point has the actions of the 6 steps since the point before.
    List<Long> last = history.steps().subList(98, 100);
    double ones = 0;
    double count = 0;
    for (Map.Entry<Long, float[]> rollout : heard.actions.entrySet()) {
      if (rollout.getKey() > last.getFirst()) {
        for (double bit : numbers(rollout.getValue(), 1, 2)) {
          ones += bit;
          count++;
        }
      }
    }
    assertThat(count).isEqualTo(6);
    assertThat(((Choice) history.parts().get(1)).shares().getLast())
        .containsExactly((count - ones) / count, ones / count);
  }

  @Test
  void the_run_stays_as_it_is_and_a_resumed_one_is_computed_from_its_start() throws IOException {
    Space space = new Discrete(2);
    train(space, PPO, 3 * ROLLOUT);
    Trainer.resume(run, () -> new Choosing(space)).train(5 * ROLLOUT);
    Map<String, String> before = contents();

    assertThat(history(space).steps()).hasSize(5).startsWith((long) ROLLOUT);
    assertThat(contents()).isEqualTo(before);
  }

  @Test
  void a_run_that_started_from_a_model_needs_a_checkpoint_that_it_kept() throws IOException {
    Space space = new Discrete(2);
    train(space, PPO, ROLLOUT);
    Path model = run.resolve("model.zip");
    Path plain = run.resolve("plain");
    Path kept = run.resolve("kept");
    Trainer tuning = Trainer.of(() -> new Choosing(space)).with(PPO).envs(2).from(model);
    tuning.out(plain).train(4 * ROLLOUT);
    tuning.out(kept).checkpointEvery(ROLLOUT).keepCheckpoints(3).train(4 * ROLLOUT);

    assertThatThrownBy(() -> ActionHistory.of(Replay.of(plain, () -> new Choosing(space))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("started from the model")
        .hasMessageEndingWith("Maybe train with --keep-checkpoints.");
    assertThat(ActionHistory.of(Replay.of(kept, () -> new Choosing(space))).steps()).hasSize(2);
  }

  private Map<String, String> contents() throws IOException {
    Map<String, String> contents = new TreeMap<>();
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.walk(run)) {
      all.filter(Files::isRegularFile).forEach(files::add);
    }
    for (Path file : files) {
      contents.put(
          file.toString(),
          Files.getLastModifiedTime(file) + " " + Arrays.hashCode(Files.readAllBytes(file)));
    }
    return contents;
  }
}

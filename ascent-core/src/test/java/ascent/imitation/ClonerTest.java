package ascent.imitation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ascent.agent.Agent;
import ascent.algo.BehaviorCloningConfig;
import ascent.collect.Evaluation;
import ascent.io.DamagedFileException;
import ascent.io.Safetensors;
import ascent.io.Tensor;
import ascent.probe.Walk;
import ascent.rng.Rng;
import ascent.space.Space;
import ascent.train.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Demonstrations, and the clones made of them.
class ClonerTest {
  private static final Space OBS = Space.box(-10, 10, 2);
  private static final Space ACTIONS = Space.discrete(3);

  private static final BehaviorCloningConfig CONFIG =
      BehaviorCloningConfig.DEFAULT.withNetwork(Walk.CONFIG.network()).withLearningRate(0.01f);

  @TempDir Path folder;

  /// Right of 1/2 action 2, left of −1/2 action 0, else 1.
  private static Demonstrations shown(int n) {
    Rng rng = Rng.stream(1, "shown");
    float[] observations = new float[2 * n];
    float[] actions = new float[n];
    for (int i = 0; i < n; i++) {
      observations[2 * i] = 4 * rng.nextFloat() - 2;
      observations[2 * i + 1] = rng.nextFloat();
      actions[i] = observations[2 * i] > 0.5 ? 2 : observations[2 * i] < -0.5 ? 0 : 1;
    }
    return Demonstrations.of(OBS, ACTIONS, observations, actions);
  }

  @Test
  void a_clone_does_what_it_was_shown() {
    List<CloningResult.Epoch> heard = new ArrayList<>();
    CloningResult result =
        Cloner.of(shown(4_000)).with(CONFIG).seed(3).env("X-v0").onEpoch(heard::add).fit();

    assertThat(result.heldOut()).isEqualTo(400);
    assertThat(result.samples()).isEqualTo(3_600);
    assertThat(result.epochs()).hasSize(10).isEqualTo(heard);
    assertThat(result.last().accuracy()).isGreaterThan(0.97);
    assertThat(result.last().heldOutNll()).isLessThan(0.15).isLessThan(Math.log(3));
    assertThat(result.last().nll()).isLessThan(result.epochs().getFirst().nll());
    Agent clone = result.agent();
    assertThat(clone.act(new float[] {-1.5f, 0.5f}).index()).isZero();
    assertThat(clone.act(new float[] {0, 0.5f}).index()).isEqualTo(1);
    assertThat(clone.act(new float[] {1.5f, 0.5f}).index()).isEqualTo(2);
    assertThat(clone.info().config()).isEqualTo(CONFIG);
    assertThat(clone.info().run().env()).isEqualTo("X-v0");
    assertThat(clone.info().run().seed()).isEqualTo(3);
  }

  @Test
  void cloning_is_a_function_of_its_seed_with_any_number_of_threads() throws IOException {
    Demonstrations shown = shown(2_000);
    Cloner wide = Cloner.of(shown).with(CONFIG.withBatchSize(600).withEpochs(2));
    String hash = wide.fit().agent().parametersSha256();
    assertThat(wide.threads(3).fit().agent().parametersSha256()).isEqualTo(hash);
    assertThat(wide.seed(2).fit().agent().parametersSha256()).isNotEqualTo(hash);

    Agent clone = wide.fit().agent();
    clone.save(folder.resolve("clone.zip"));
    Agent loaded = Agent.load(folder.resolve("clone.zip"));
    assertThat(loaded.parametersSha256()).isEqualTo(clone.parametersSha256());
    assertThat(loaded.info()).isEqualTo(clone.info());
  }

  @Test
  void returns_are_what_the_value_function_is_fitted_to() {
    Demonstrations shown = shown(2_000);
    float[] returns = new float[2_000];
    for (int i = 0; i < returns.length; i++) {
      returns[i] = 2 * shown.observations()[2 * i] + 1;
    }
    float[] obs = {1, 0.5f};

    Agent valued = Cloner.of(shown.withReturns(returns)).with(CONFIG).fit().agent();
    Agent plain = Cloner.of(shown).with(CONFIG).fit().agent();

    assertThat(valued.value(obs)).isEqualTo(3, within(0.3f));
    assertThat(plain.value(obs)).isNotCloseTo(3, within(0.3f)); // as it was initialised
  }

  @Test
  void without_held_out_pairs_there_is_nothing_to_judge_by() {
    CloningResult result = Cloner.of(shown(1)).with(CONFIG.withEpochs(1)).fit(); // ⌊0.1⌋ of one
    assertThat(result.heldOut()).isZero();
    assertThat(result.samples()).isEqualTo(1);
    assertThat(result.last().heldOutNll()).isNaN();
    assertThat(result.last().accuracy()).isNaN();
    assertThat(result.last().nll()).isPositive();
  }

  @Test
  void numbers_have_no_accuracy() {
    Agent box = Trainer.of(Walk.pushed(7)).with(Walk.CONFIG).train(96).agent();
    Demonstrations shown = Demonstrations.record(box, Walk.pushed(7), 20);
    CloningResult result = Cloner.of(shown).with(CONFIG).fit();
    assertThat(result.last().accuracy()).isNaN();
    assertThat(result.last().heldOutNll()).isFinite();
    assertThat(result.last().nll()).isLessThan(result.epochs().getFirst().nll());
  }

  /// Episodes of 7 steps whose reward is the place, observed in the next step.
  @Test
  void an_agent_demonstrates_the_episodes_that_it_is_evaluated_on() {
    Agent agent = Trainer.of(Walk::new).with(Walk.CONFIG.withGamma(0.5f)).train(96).agent();
    for (boolean deterministic : new boolean[] {true, false}) {
      Demonstrations shown = Demonstrations.record(agent, Walk::new, 3, 5, deterministic, 100);
      Evaluation evaluation = agent.evaluate(Walk::new, 3, 5, deterministic, 100);

      assertThat(shown.size()).isEqualTo(21);
      assertThat(evaluation.meanLength()).isEqualTo(7);
      float[] place = shown.observations();
      double sum = 0;
      float[] returns = shown.returns();
      for (int i = 0; i < 21; i++) {
        boolean last = i % 7 == 6; // terminated: no future
        double reward = last ? returns[i] : returns[i] - 0.5 * returns[i + 1];
        sum += reward;
        if (!last) {
          assertThat(reward).isEqualTo(place[2 * (i + 1)], within(1e-5));
        }
      }
      assertThat(sum / 3).isEqualTo(evaluation.meanReturn(), within(1e-4));
    }
  }

  @Test
  void an_episode_that_is_cut_bootstraps_from_the_value_of_what_followed() {
    Agent agent = Trainer.of(Walk::new).with(Walk.CONFIG.withGamma(0.5f)).train(96).agent();
    Demonstrations whole = Demonstrations.record(agent, Walk::new, 1, 5, true, 100);
    Demonstrations cut = Demonstrations.record(agent, Walk::new, 1, 5, true, 3);
    assertThat(cut.size()).isEqualTo(3);
    float[] next = {whole.observations()[6], whole.observations()[7]};
    double reward = whole.returns()[2] - 0.5 * whole.returns()[3];
    assertThat(cut.returns()[2])
        .isEqualTo((float) (reward + 0.5 * agent.value(next)), within(1e-5f));
  }

  @Test
  void demonstrations_are_kept_in_a_file() throws IOException {
    Path file = folder.resolve("shown.safetensors");
    Demonstrations shown = shown(50).withReturns(new float[50]);
    shown.save(file);
    Demonstrations again = Demonstrations.load(file, OBS, ACTIONS);
    assertThat(again.observations()).isEqualTo(shown.observations());
    assertThat(again.actions()).isEqualTo(shown.actions());
    assertThat(again.hasReturns()).isTrue();
    assertThat(again.returns()).isEqualTo(shown.returns());
  }

  @Test
  void other_programs_write_doubles_and_whole_numbers() throws IOException {
    Path file =
        write(
            Map.of(
                "observations", Tensor.of(new double[] {0.5, 1, 2, 3}, 2, 2),
                "actions", Tensor.of(new long[] {2, 0}, 2)));
    Demonstrations shown = Demonstrations.load(file, OBS, ACTIONS);
    assertThat(shown.observations()).containsExactly(0.5f, 1, 2, 3);
    assertThat(shown.actions()).containsExactly(2, 0);
    assertThat(shown.hasReturns()).isFalse();
  }

  private Path write(Map<String, Tensor> tensors) throws IOException {
    Path file = folder.resolve("written.safetensors");
    Files.write(file, new Safetensors(tensors, Map.of()).toBytes());
    return file;
  }

  private void refused(String why, Map<String, Tensor> tensors) throws IOException {
    Path file = write(tensors);
    assertThatExceptionOfType(DamagedFileException.class)
        .isThrownBy(() -> Demonstrations.load(file, OBS, ACTIONS))
        .withMessage(file + " cannot be used: " + why);
  }

  @Test
  void pairs_that_do_not_fit_are_refused() throws IOException {
    Tensor obs = Tensor.of(new float[] {1, 2, 3, 4}, 2, 2);
    Tensor actions = Tensor.of(new float[] {1, 2}, 2, 1);
    refused("It has no tensor actions.", Map.of("observations", obs));
    refused(
        "observations has the shape [1, 4]; it must be [n, 2].",
        Map.of("observations", Tensor.of(new float[4], 1, 4), "actions", actions));
    refused(
        "actions is 3 numbers; it must be 2 rows of 1.",
        Map.of("observations", obs, "actions", Tensor.of(new float[3], 3, 1)));
    refused(
        "actions[1] is not of Discrete(3): the value is 3.0, not a whole number within 0 .. 2.",
        Map.of("observations", obs, "actions", Tensor.of(new float[] {0, 3}, 2, 1)));
    refused(
        "observations[1][0] is nan; it must be finite.",
        Map.of(
            "observations", Tensor.of(new float[] {1, 2, Float.NaN, 4}, 2, 2), "actions", actions));
    refused(
        "returns is 1 numbers; it must be one for each of the 2 rows, or none.",
        Map.of("observations", obs, "actions", actions, "returns", Tensor.of(new float[1], 1)));
    refused(
        "observations is 0 rows; it must be at least one.",
        Map.of("observations", Tensor.of(new float[0], 0, 2), "actions", actions));
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> Demonstrations.load(folder.resolve("none"), OBS, ACTIONS));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Demonstrations.of(OBS, ACTIONS, new float[2], new float[2]))
        .withMessage("actions is 2 numbers; it must be 1 rows of 1.");
  }
}

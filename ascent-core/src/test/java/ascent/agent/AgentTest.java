package ascent.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ascent.collect.Normalizer;
import ascent.distribution.ActionDistribution;
import ascent.distribution.DistributionConfig;
import ascent.env.Action;
import ascent.io.Hashes;
import ascent.policy.ActorCritic;
import ascent.probe.Walk;
import ascent.rng.Rng;
import ascent.train.Listener;
import ascent.train.Run;
import ascent.train.Trainer;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentTest {
  private static final float[] OBS = {0.3f, 0.2f};

  private final Agent discrete = Trainer.of(Walk::new).with(Walk.CONFIG).envs(2).train(96).agent();
  private final Agent box =
      Trainer.of(Walk.pushed(7))
          .with(
              Walk.CONFIG.withDistribution(
                  DistributionConfig.Standard.DEFAULT.withLogStdInit(1.5f)))
          .envs(2)
          .train(96)
          .agent();

  @TempDir Path folder;

  /// With a standard deviation of e^1.5 ≈ 4.5, five of six samples miss [−1, 1].
  @Test
  void box_actions_stay_within_the_bounds() {
    Rng rng = Rng.stream(1, "test");
    int clipped = 0;
    for (int k = 0; k < 100; k++) {
      float[] values = box.sample(OBS, rng).values();
      assertThat(values).hasSize(2);
      for (float value : values) {
        assertThat(value).isBetween(-1f, 1f);
        clipped += Math.abs(value) == 1 ? 1 : 0;
      }
    }
    assertThat(clipped).isBetween(130, 195);
    float[] far = box.act(new float[] {1e30f, -1e30f}).values();
    assertThat(far[0]).isBetween(-1f, 1f);
  }

  @Test
  void sampling_depends_on_the_stream_alone() {
    int[] drawn = new int[3];
    for (int k = 0; k < 300; k++) {
      int index = discrete.sample(OBS, Rng.stream(1, "test", k)).index();
      assertThat(discrete.sample(OBS, Rng.stream(1, "test", k)).index()).isEqualTo(index);
      drawn[index]++;
    }
    assertThat(drawn).doesNotContain(0);
    int best = discrete.act(OBS).index();
    assertThat(drawn[best]).isGreaterThanOrEqualTo(100); // the most probable of three
  }

  private record Answers(List<String> actions, List<String> samples, List<Float> values) {
    static Answers of(Agent agent) {
      Answers answers = new Answers(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
      for (int k = 0; k < 2_000; k++) {
        float[] obs = {0.01f * (k % 200) - 1, 0.1f * (k % 7)};
        answers.actions.add(agent.act(obs).toString());
        answers.samples.add(agent.sample(obs, Rng.stream(2, "test", k)).toString());
        answers.values.add(agent.value(obs));
      }
      return answers;
    }
  }

  @Test
  void threads_share_an_agent() throws Exception {
    for (Agent agent : List.of(discrete, box)) {
      Answers alone = Answers.of(agent);
      Callable<Answers> asking = () -> Answers.of(agent);
      try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
        for (Future<Answers> answers : threads.invokeAll(List.of(asking, asking, asking, asking))) {
          assertThat(answers.get()).isEqualTo(alone);
        }
      }
    }
  }

  @Test
  void an_observation_of_the_wrong_size_is_refused() {
    for (float[] obs : List.of(new float[0], new float[] {1}, new float[] {1, 2, 3})) {
      String message = "obs has " + obs.length + " numbers; it must have 2.";
      assertThatIllegalArgumentException().isThrownBy(() -> discrete.act(obs)).withMessage(message);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> discrete.sample(obs, Rng.stream(1, "test")))
          .withMessage(message);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> discrete.value(obs))
          .withMessage(message);
    }
    assertThat(discrete.act(OBS).index()).isBetween(0, 2); // and works on afterwards
  }

  @Test
  void nobody_can_change_an_agent() {
    String hash = discrete.parametersSha256();
    Arrays.fill(discrete.parameters(), 7);
    assertThat(discrete.parametersSha256()).isEqualTo(hash);
    assertThat(Hashes.sha256(discrete.parameters())).isEqualTo(hash);

    float[] theta = discrete.parameters();
    ActorCritic policy =
        new ActorCritic(
            discrete.observationSpace(),
            discrete.actionSpace(),
            Walk.CONFIG.network(),
            Walk.CONFIG.distribution());
    Agent frozen =
        new Agent(
            policy, Normalizer.of(Walk.CONFIG, policy.observationSpace()), theta, discrete.info());
    Arrays.fill(theta, 7); // training goes on
    assertThat(frozen.parametersSha256()).isEqualTo(hash);
  }

  @Test
  void a_saved_agent_comes_back_with_the_same_bits() throws IOException {
    for (Agent agent : List.of(discrete, box)) {
      Path file = folder.resolve("new/folder/" + agent.actionSpace().size() + ".zip");
      agent.save(file);
      Agent again = Agent.load(file);
      assertThat(again.parameters()).containsExactly(agent.parameters());
      assertThat(again.parametersSha256()).isEqualTo(agent.parametersSha256());
      assertThat(again.info()).isEqualTo(agent.info());
      assertThat(again.observationSpace()).isEqualTo(agent.observationSpace());
      assertThat(again.actionSpace()).isEqualTo(agent.actionSpace());
      assertThat(Answers.of(again)).isEqualTo(Answers.of(agent));
      assertThat(agent.info().steps()).isEqualTo(96);
      assertThat(agent.info().config().algorithm()).isEqualTo("ppo");
      assertThat(agent.info().provenance().kernels()).isNotBlank();
    }
  }

  @Test
  void saving_again_replaces_the_file() throws IOException {
    Path file = folder.resolve("model.zip");
    box.save(file);
    discrete.save(file);
    assertThat(Agent.load(file).parametersSha256()).isEqualTo(discrete.parametersSha256());
  }

  /// The directory stands for its final model, or for its last checkpoint as long as there is none.
  @Test
  void an_agent_is_loaded_from_a_run_a_checkpoint_or_a_model() throws IOException {
    Path run = folder.resolve("run");
    List<Agent> halfway = new ArrayList<>();
    Agent agent =
        Trainer.of(Walk::new)
            .with(Walk.CONFIG)
            .evaluateEvery(32)
            .checkpointEvery(32)
            .out(run)
            .listen(
                new Listener() {
                  @Override
                  public void checkpointed(Run training, Path file) {
                    if (training.steps() == 32) {
                      halfway.add(load(run));
                      halfway.add(load(file));
                    }
                  }
                })
            .train(96)
            .agent();
    for (String path : List.of("", "model.zip", "checkpoint.zip")) {
      Agent loaded = Agent.load(run.resolve(path));
      assertThat(loaded.parametersSha256()).isEqualTo(agent.parametersSha256());
      assertThat(loaded.info().steps()).isEqualTo(96);
    }
    assertThat(halfway).hasSize(2);
    assertThat(halfway.get(0).info().steps()).isEqualTo(32);
    assertThat(halfway.get(0).parameters()).containsExactly(halfway.get(1).parameters());
    assertThat(Agent.load(run.resolve("best.zip")).info().steps()).isIn(32L, 64L, 96L);
  }

  private static Agent load(Path path) {
    try {
      return Agent.load(path);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void where_there_is_nothing_to_load_it_says_so() {
    Path missing = folder.resolve("missing.zip");
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> Agent.load(missing))
        .withMessage(missing + ": there is no such file");
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> Agent.load(folder))
        .withMessage(folder.resolve("checkpoint.zip") + ": there is no such file");
  }

  @Test
  void a_distribution_over_choices_is_their_probabilities() {
    var softmax = (ActionDistribution.Categorical) discrete.distribution(OBS);
    assertThat(softmax.probabilities()).hasSize(3);
    double sum = 0;
    for (int a = 0; a < 3; a++) {
      float p = softmax.probabilities().get(a);
      sum += p;
      assertThat(discrete.logProb(OBS, Action.of(a))).isEqualTo((float) Math.log(p), within(1e-5f));
    }
    assertThat(sum).isEqualTo(1, within(1e-6));
    int best = discrete.act(OBS).index();
    assertThat(softmax.probabilities().get(best))
        .isEqualTo(Collections.max(softmax.probabilities()));
  }

  @Test
  void a_distribution_over_numbers_is_their_means_and_deviations() {
    var gaussian = (ActionDistribution.Gaussian) box.distribution(OBS);
    assertThat(gaussian.mean()).hasSize(2);
    double logProb = 0;
    float[] action = {0.3f, -4};
    for (int d = 0; d < 2; d++) {
      double std = gaussian.std().get(d);
      assertThat(std).isEqualTo(Math.exp(1.5), within(0.5));
      double z = (action[d] - gaussian.mean().get(d)) / std;
      logProb -= 0.5 * z * z + Math.log(std) + 0.5 * Math.log(2 * Math.PI);
    }
    assertThat((double) box.logProb(OBS, action)).isEqualTo(logProb, within(1e-5));
    float[] within = {0.3f, -1};
    assertThat(box.logProb(OBS, Action.of(within))).isEqualTo(box.logProb(OBS, within));
  }

  @Test
  void an_action_that_is_none_has_no_probability() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> discrete.logProb(OBS, new float[] {3}))
        .withMessage(
            "action is not of Discrete(3): the value is 3.0, not a whole number within 0 .. 2.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> box.logProb(OBS, new float[] {1}))
        .withMessage("action has 1 numbers; it must have 2.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> box.logProb(OBS, new float[] {1, Float.NaN}))
        .withMessage("action[1] is nan; it must be finite.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> box.distribution(new float[3]))
        .withMessage("obs has 3 numbers; it must have 2.");
  }
}

package ascent.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ascent.algo.A2CConfig;
import ascent.algo.AlgorithmConfig;
import ascent.algo.Algorithms;
import ascent.algo.PPOConfig;
import ascent.algo.Schedule;
import ascent.env.Env;
import ascent.io.Hashes;
import ascent.probe.Walk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Runs that are computed again, to look into one of their updates or to branch off.
class UpdateReplayTest {
  /// Episodes of 37 steps, so that rollouts of 16 steps of 3 environments end within them.
  private static final Supplier<Env> WALK = Walk.pushed(37);

  private static final PPOConfig CONFIG =
      Walk.CONFIG.withLearningRate(Schedule.parse("linear:0.02"));
  private static final long ROLLOUT = 48; // steps
  private static final long TOTAL = 480;

  @TempDir Path folder;
  private Path run;
  private final Map<Long, String> hashes = new TreeMap<>(); // by step

  private Trainer trainer(AlgorithmConfig config) {
    return Trainer.of(WALK)
        .with(config)
        .envs(3)
        .threads(1)
        .logEvery(1)
        .evaluateEvery(96)
        .checkpointEvery(96)
        .listen(
            new Listener() {
              @Override
              public void iterated(Run run) {
                hashes.put(run.steps(), run.agent().parametersSha256());
              }
            });
  }

  @BeforeEach
  void train() {
    run = folder.resolve("run");
    trainer(CONFIG).keepCheckpoints(3).out(run).train(TOTAL);
  }

  private Replay replay() throws IOException {
    return Replay.of(run, WALK).threads(1);
  }

  /// Kept are the checkpoints of steps 288, 384 and 480.
  @ParameterizedTest
  @ValueSource(longs = {1, 48, 192, 193, 240, 300, 384, 480})
  void an_update_ends_in_the_parameters_that_it_ended_in(long step) throws IOException {
    Replay.Result result = replay().at(step);

    long end = (step + ROLLOUT - 1) / ROLLOUT * ROLLOUT;
    UpdateRecord update = result.update();
    assertThat(update.from()).isEqualTo(end - ROLLOUT);
    assertThat(update.to()).isEqualTo(end);
    assertThat(update.iteration()).isEqualTo(end / ROLLOUT - 1);
    assertThat(Hashes.sha256(update.thetaAfter())).isEqualTo(hashes.get(end));
    if (end > ROLLOUT) {
      assertThat(Hashes.sha256(update.thetaBefore())).isEqualTo(hashes.get(end - ROLLOUT));
    }
    assertThat(result.startedAt()).isEqualTo(step <= 288 ? 0 : step <= 384 ? 288 : 384);
    assertThat(result.rows()).isEqualTo((int) ((end - result.startedAt()) / ROLLOUT));
    assertThat(result.checkpoint())
        .isEqualTo(end == 480 ? "checkpoint.zip" : end == 384 ? "step-384.zip" : "");
  }

  /// Two epochs of two minibatches of 24.
  @Test
  void every_gradient_has_the_numbers_of_its_samples() throws IOException {
    UpdateRecord update = replay().at(240).update();

    assertThat(update.gradients())
        .extracting(UpdateRecord.Gradient::epoch)
        .containsExactly(1, 1, 2, 2);
    UpdateRecord.Samples first = update.gradients().getFirst().samples();
    assertThat(first.size()).isEqualTo(24);
    assertThat(first.ratio()).containsOnly(1); // the policy that acted
    assertThat(first.approxKl(update.rollout())).isZero();
    for (UpdateRecord.Gradient gradient : update.gradients()) {
      UpdateRecord.Samples s = gradient.samples();
      for (int i = 0; i < s.size(); i++) {
        boolean bound =
            s.advantage()[i] > 0 ? s.ratio()[i] > 1.2f : s.ratio()[i] < 0.8f; // PPO's clip
        assertThat(s.w()[i]).isEqualTo(bound ? 0 : -s.ratio()[i] * s.advantage()[i]);
        float error = s.value()[i] - update.rollout().returns[s.rows()[i]];
        assertThat(s.u()[i]).isEqualTo(2 * 0.5f * error);
      }
      double squares = 0;
      for (double norm : gradient.norms()) {
        squares += norm * norm;
      }
      assertThat(gradient.norm()).isCloseTo(Math.sqrt(squares), within(1e-12));
      double limit = Math.min(1, 0.5 / gradient.norm());
      assertThat((double) gradient.step().scale()).isCloseTo(limit, within(1e-5));
    }
    List<Integer> rows = new ArrayList<>();
    for (UpdateRecord.Gradient gradient : update.gradients().subList(0, 2)) {
      for (int row : gradient.samples().rows()) {
        rows.add(row);
      }
    }
    assertThat(rows).hasSize(48).doesNotHaveDuplicates(); // an epoch uses each row once
    assertThat(update.metrics().get("train/learning_rate"))
        .isEqualTo((double) update.gradients().getLast().step().learningRate());
  }

  static List<AlgorithmConfig> algorithms() {
    return List.of(
        Algorithms.find("reinforce"),
        Algorithms.find("actor-critic"),
        A2CConfig.DEFAULT,
        Algorithms.find("trpo"));
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void updates_of_every_algorithm_repeat(AlgorithmConfig config) throws IOException {
    run = folder.resolve("other");
    hashes.clear();
    trainer(config).out(run).train(150);
    long step = List.copyOf(hashes.keySet()).get(hashes.size() / 2);

    UpdateRecord update = replay().at(step).update();

    assertThat(Hashes.sha256(update.thetaAfter())).isEqualTo(hashes.get(step));
    assertThat(update.gradients()).isNotEmpty();
    assertThat(update.rollout().samples()).isEqualTo((int) (update.to() - update.from()));
  }

  @Test
  void a_replay_leaves_the_run_as_it_is() throws IOException {
    Map<String, String> before = files();

    replay().at(300);
    replay().visit(List.of(0L, 480L), (step, agent) -> {});

    assertThat(files()).isEqualTo(before);
  }

  private Map<String, String> files() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(run)) {
      for (Path file : all.toList()) {
        boolean plain = Files.isRegularFile(file);
        String content = plain ? Hashes.sha256(Files.readAllBytes(file)) : "";
        files.put(file.toString(), Files.getLastModifiedTime(file) + content);
      }
    }
    return files;
  }

  @Test
  void moments_are_visited_in_order_and_the_first_may_be_before_training() throws IOException {
    Map<Long, String> visited = new TreeMap<>();

    replay()
        .visit(
            List.of(0L, 100L, 288L, 480L),
            (step, agent) -> visited.put(step, agent.parametersSha256()));

    assertThat(visited.keySet()).containsExactly(0L, 144L, 288L, 480L);
    hashes.keySet().retainAll(visited.keySet());
    assertThat(visited).containsAllEntriesOf(hashes);
  }

  @Test
  void a_difference_from_what_is_on_record_is_found() throws IOException {
    Path metrics = run.resolve("metrics.csv");
    List<String> lines = new ArrayList<>(Files.readAllLines(metrics));
    lines.set(2, lines.get(2).replaceFirst("^96,2,", "96,3,"));
    Files.write(metrics, lines);

    assertThatExceptionOfType(ReplayDiffersException.class)
        .isThrownBy(() -> replay().at(240))
        .withMessage(
            "the replay differs from the run: at step 96 time/iterations is 2, and 3 in its metrics.csv.");
    assertThat(replay().at(300).rows()).isEqualTo(1); // from step 288 on, all is well
  }

  @Test
  void a_step_is_one_that_the_run_has_taken() throws IOException {
    Replay replay = replay();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> replay.at(481))
        .withMessage("step is 481; it must be in [1, 480].");
    assertThatIllegalArgumentException().isThrownBy(() -> replay.at(0));
  }

  @Test
  void a_run_that_started_from_a_model_repeats_after_a_checkpoint() throws IOException {
    Path tuned = folder.resolve("tuned");
    trainer(CONFIG).from(run).keepCheckpoints(4).out(tuned).train(TOTAL);

    Replay replay = Replay.of(tuned, WALK);

    assertThat(replay.at(240).startedAt()).isEqualTo(192);
    assertThatIOException()
        .isThrownBy(() -> replay.at(192))
        .withMessageContaining("started from the model run, which is not in its directory")
        .withMessageEndingWith("Maybe name a step after 192, its first kept checkpoint.");
  }

  /// The unchanged branch ends in the run's own parameters; a changed one does not.
  @Test
  void a_branch_goes_on_from_the_same_state() throws IOException {
    Path same = folder.resolve("same");
    Path other = folder.resolve("other");

    TrainingResult result = replay().branch(200, CONFIG, TOTAL, same, List.of());
    TrainingResult changed =
        replay().branch(200, CONFIG.withGamma(0.5f), 2 * TOTAL, other, List.of());

    assertThat(result.agent().parametersSha256()).isEqualTo(hashes.get(TOTAL));
    assertThat(changed.steps()).isEqualTo(2 * TOTAL);
    assertThat(changed.agent().parametersSha256()).isNotEqualTo(hashes.get(TOTAL));
    assertThat(result.settings().from()).isEqualTo("run");
    assertThat(result.settings().fromStep()).isEqualTo(240);
    assertThat(result.settings().fromSha256()).isEqualTo(hashes.get(240L));
    String config = Files.readString(other.resolve("config.json"));
    assertThat(config).contains("\"fromStep\": \"240\"").contains("\"gamma\": \"0.5\"");
    assertThat(Files.readAllLines(other.resolve("metrics.csv")).get(1)).startsWith("288,");
  }

  @Test
  void a_branch_can_be_replayed_and_resumed_like_any_run() throws IOException {
    Path branch = folder.resolve("branch");
    replay().branch(200, CONFIG.withGamma(0.5f), TOTAL, branch, List.of());

    Replay.Result again = Replay.of(branch, WALK).at(250);
    TrainingResult resumed = Trainer.resume(branch, WALK).train(TOTAL + ROLLOUT);

    assertThat(again.startedAt()).isEqualTo(240);
    assertThat(again.update().to()).isEqualTo(288);
    assertThat(again.rows()).isEqualTo(1);
    assertThat(resumed.settings().fromStep()).isEqualTo(240);
  }

  @Test
  void a_branch_keeps_what_its_parameters_depend_on() throws IOException {
    Replay replay = replay();
    Path out = folder.resolve("branch");
    PPOConfig wider = CONFIG.withNetwork(CONFIG.network().withPolicyLayers(List.of(8)));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> replay.branch(240, wider, TOTAL, out, List.of()))
        .withMessage("policyLayers is 8; it must be the run's, 6, in a branch of it.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> replay.branch(240, A2CConfig.DEFAULT, TOTAL, out, List.of()))
        .withMessage("algorithm is a2c; it must be the run's, ppo, in a branch of it.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> replay.branch(240, CONFIG, 240, out, List.of()))
        .withMessage("steps is 240; it must be more than the 240 of the branch.");
    assertThat(out).doesNotExist();
  }
}

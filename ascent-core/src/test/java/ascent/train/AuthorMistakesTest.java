package ascent.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import ascent.algo.Algorithm;
import ascent.algo.AlgorithmConfig;
import ascent.algo.Learner;
import ascent.algo.PPOConfig;
import ascent.algo.Schedule;
import ascent.distribution.Distribution;
import ascent.distribution.DistributionConfig;
import ascent.distribution.DistributionInput;
import ascent.distribution.DistributionPass;
import ascent.nn.OptimizerConfig;
import ascent.nn.OptimizerFactory;
import ascent.parallel.Workers;
import ascent.policy.NetworkConfig;
import ascent.probe.Walk;
import ascent.probe.Warnings;
import ascent.rollout.NormalizationConfig;
import ascent.rollout.Rollout;
import ascent.space.Space;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Mistakes in a user's algorithm, distribution or source, and null where something is required,
/// are answered with a sentence that names them.
class AuthorMistakesTest {
  @TempDir Path folder;

  /// PPO's settings with one thing of somebody's own.
  private record Own(
      BiFunction<Learner, Long, Algorithm> making,
      NetworkConfig network,
      DistributionConfig distribution,
      OptimizerFactory optimizer)
      implements AlgorithmConfig {
    static Own of(BiFunction<Learner, Long, Algorithm> making) {
      return new Own(
          making, Walk.CONFIG.network(), Walk.CONFIG.distribution(), OptimizerConfig.DEFAULT);
    }

    static Own ppo() {
      return of((learner, seed) -> Walk.CONFIG.create(learner, seed));
    }

    Own with(DistributionConfig value) {
      return new Own(making, network, value, optimizer);
    }

    Own with(OptimizerFactory value) {
      return new Own(making, network, distribution, value);
    }

    Own with(NetworkConfig value) {
      return new Own(making, value, distribution, optimizer);
    }

    @Override
    public String algorithm() {
      return "own";
    }

    @Override
    public String description() {
      return "of a test";
    }

    @Override
    public Schedule learningRate() {
      return Walk.CONFIG.learningRate();
    }

    @Override
    public int rolloutSteps() {
      return 16;
    }

    @Override
    public float gamma() {
      return 0.9f;
    }

    @Override
    public NormalizationConfig normalization() {
      return NormalizationConfig.DEFAULT;
    }

    @Override
    public Algorithm create(Learner learner, long seed) {
      return making.apply(learner, seed);
    }
  }

  private static final String OWN = Own.class.getName();

  private static Trainer trainer(AlgorithmConfig config) {
    return Trainer.of(Walk::new).with(config).envs(2);
  }

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
  }

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // as a caller without checks
  private static <T> T nothing() {
    return null;
  }

  @Test
  void an_algorithm_that_is_not_made_is_named() {
    assertRefused(
        () -> trainer(Own.of((learner, seed) -> nothing())).train(32),
        OWN + ".create gave null; it must give an Algorithm.");
  }

  /// Its steps would change parameters that nobody acts with.
  @Test
  void an_algorithm_with_a_learner_of_its_own_is_refused() {
    Own other =
        Own.of((learner, seed) -> {
          float[] theta = learner.parameters().clone();
          var own = new Learner(learner.policy(), theta, OptimizerConfig.DEFAULT, Workers.of(1));
          return Walk.CONFIG.create(own, seed);
        });
    assertRefused(
        () -> trainer(other).train(32),
        "ascent.algo.PPO.learner() gave another learner than "
            + OWN
            + ".create got; it must give that one.");
  }

  private record Logging(Learner learner, List<String> metrics, String logged)
      implements Algorithm {
    @Override
    public void update(Rollout rollout, long iteration, double progress, Report report) {
      report.log(logged, 1);
    }
  }

  private record Listening(Learner learner, List<Boolean> on) implements Algorithm {
    @Override
    public void update(Rollout rollout, long iteration, double progress, Report report) {
      on.add(report.isOn());
    }

    @Override
    public List<String> metrics() {
      return List.of();
    }
  }

  /// Rollouts of 32 steps, a log after each 64.
  @Test
  void an_update_is_told_whether_it_is_logged() {
    List<Boolean> on = new ArrayList<>();
    trainer(Own.of((learner, _) -> new Listening(learner, on))).logEvery(64).train(128);
    assertThat(on).containsExactly(false, true, false, true);
  }

  @Test
  void a_metric_that_was_not_announced_or_is_not_ones_own_is_named() {
    assertRefused(
        () ->
            trainer(Own.of((learner, _) -> new Logging(learner, List.of("train/a"), "train/b")))
                .train(32),
        "There is no metric train/b. Maybe the algorithm's metrics() should name it.");
    assertRefused(
        () ->
            trainer(Own.of((learner, _) -> new Logging(learner, List.of("time/fps"), "train/b")))
                .train(32),
        "The metric time/fps is named twice. Maybe the algorithm's metrics() names one that every run"
            + " has.");
    assertRefused(
        () -> trainer(Own.of((learner, _) -> new Logging(learner, nothing(), "train/b"))).train(32),
        Logging.class.getName() + ".metrics gave null; it must give a List.");
  }

  @Test
  void settings_that_leave_something_out_are_named_before_the_run() {
    assertRefused(
        () -> trainer(Own.ppo().with((NetworkConfig) nothing())),
        OWN + ".network gave null; it must give a NetworkConfig.");
    assertRefused(
        () -> trainer(Own.ppo().with((OptimizerFactory) nothing())),
        OWN + ".optimizer gave null; it must give an OptimizerFactory.");
    OptimizerFactory none = (span, n) -> nothing();
    assertRefused(
        () -> trainer(Own.ppo().with(none)).train(32),
        none.getClass().getName() + ".create gave null; it must give an Optimizer.");
  }

  private record Shaped(int outputs, int ownParameters, List<Integer> ownShape, int stateSize)
      implements Distribution {
    @Override
    public DistributionPass pass(DistributionInput input) {
      return nothing();
    }
  }

  private record Fixed(Distribution distribution) implements DistributionConfig {
    @Override
    public String name() {
      return "fixed";
    }

    @Override
    public Distribution create(Space actions, int features) {
      return distribution;
    }
  }

  private static ThrowingCallable training(Distribution distribution) {
    return () -> trainer(Own.ppo().with(new Fixed(distribution))).train(32);
  }

  @Test
  void a_distribution_that_is_none_is_named() {
    String shaped = Shaped.class.getName();
    assertRefused(
        training(nothing()),
        Fixed.class.getName() + ".create gave null; it must give a Distribution.");
    assertRefused(
        training(new Shaped(0, 0, List.of(0), 0)),
        shaped + ".outputs() is 0; it must be at least 1.");
    assertRefused(
        training(new Shaped(3, -1, List.of(0), 0)),
        shaped + ".ownParameters() is -1; it must be at least 0.");
    assertRefused(
        training(new Shaped(3, 4, List.of(2, 3), 0)),
        shaped + ".ownShape() is [2, 3]; it must be a shape of 4 numbers.");
    assertRefused(
        training(new Shaped(3, 0, List.of(0), -1)),
        shaped + ".stateSize() is -1; it must be at least 0.");
    assertRefused(
        training(new Shaped(3, 0, List.of(0), 0)),
        shaped + ".pass gave null; it must give a DistributionPass.");
  }

  @Test
  void a_source_that_is_not_made_is_named() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainer(Walk.CONFIG).source(request -> nothing()).train(32))
        .withMessageEndingWith(".create gave null; it must give a RolloutSource.");
  }

  @Test
  void null_is_named_where_it_is_given() {
    Trainer trainer = trainer(Walk.CONFIG);
    assertRequired(() -> Walk.CONFIG.withNetwork(nothing()), "network");
    assertRequired(() -> Walk.CONFIG.withClipRange((Schedule) nothing()), "clipRange");
    assertRequired(() -> Walk.CONFIG.withDistribution(nothing()), "distribution");
    assertRequired(() -> trainer.with((PPOConfig) nothing()), "config");
    assertRequired(() -> trainer.with((ascent.agent.RunSettings) nothing()), "settings");
    assertRequired(() -> trainer.source(nothing()), "source");
    assertRequired(() -> trainer.out(nothing()), "out");
    assertRequired(() -> trainer.stopAfter(nothing()), "stopAfter");
    assertRequired(() -> trainer.listen(nothing()), "listener");
    assertRequired(() -> trainer.onUpdate(nothing()), "consumer");
    assertRequired(() -> trainer.from((ascent.agent.Agent) nothing()), "model");
    assertRequired(() -> Trainer.ofVector(nothing()), "factory");
  }

  private static void assertRequired(ThrowingCallable call, String name) {
    assertThatNullPointerException().isThrownBy(call).withMessage(name + " is required");
  }

  /// Settings that nobody offers by name.
  private record Unoffered(
      int rolloutSteps,
      float gamma,
      Schedule learningRate,
      OptimizerConfig optimizer,
      NetworkConfig network,
      NormalizationConfig normalization)
      implements AlgorithmConfig {
    @Override
    public String algorithm() {
      return "own";
    }

    @Override
    public String description() {
      return "of a test";
    }

    @Override
    public Algorithm create(Learner learner, long seed) {
      return Walk.CONFIG.create(learner, seed);
    }
  }

  private record UnofferedChoice() implements DistributionConfig {
    @Override
    public String name() {
      return "own";
    }

    @Override
    public Distribution create(Space actions, int features) {
      return DistributionConfig.DEFAULT.create(actions, features);
    }
  }

  @Test
  void a_run_whose_models_could_not_be_read_again_says_so_once() {
    Unoffered unoffered =
        new Unoffered(
            16,
            0.9f,
            Walk.CONFIG.learningRate(),
            OptimizerConfig.DEFAULT,
            Walk.CONFIG.network(),
            NormalizationConfig.DEFAULT);
    try (Warnings warnings = Warnings.listen()) {
      trainer(unoffered).out(folder.resolve("run")).evaluateEvery(32).train(96);
      assertThat(warnings.messages)
          .containsExactly(
              "A model with the algorithm own of "
                  + Unoffered.class.getName()
                  + " cannot be read again: no AlgorithmProvider offers it. Maybe declare one in"
                  + " META-INF/services.");
    }
  }

  @Test
  void a_saved_model_that_could_not_be_read_again_says_so() throws java.io.IOException {
    try (Warnings warnings = Warnings.listen()) {
      trainer(Walk.CONFIG.withDistribution(new UnofferedChoice()))
          .train(32)
          .agent()
          .save(folder.resolve("model.zip"));
      assertThat(warnings.messages)
          .containsExactly(
              "A model with the distribution own of "
                  + UnofferedChoice.class.getName()
                  + " cannot be read again: no DistributionProvider offers it. Maybe declare one in"
                  + " META-INF/services.");
    }
  }
}

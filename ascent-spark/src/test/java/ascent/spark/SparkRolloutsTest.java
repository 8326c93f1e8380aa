package ascent.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ascent.algo.AlgorithmConfig;
import ascent.algo.PPOConfig;
import ascent.algo.ReinforceConfig;
import ascent.collect.SourceException;
import ascent.config.Configs;
import ascent.env.EnvFailure;
import ascent.train.Trainer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Runs on two executors, in processes of their own, have the parameters of runs in this process.
@Tag("cluster")
@Timeout(value = 100, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SparkRolloutsTest {
  private static LocalCluster cluster;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    cluster = LocalCluster.of(2);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  record Case(String env, AlgorithmConfig algorithm, long steps, Map<String, String> settings) {
    Trainer trainer() {
      var config = (AlgorithmConfig) Configs.with((Record) algorithm, settings);
      return Trainer.of(env).with(config).envs(5).seed(3).threads(1);
    }

    @Override
    public String toString() {
      return algorithm.algorithm() + " " + env;
    }
  }

  static List<Case> cases() {
    PPOConfig small = PPOConfig.DEFAULT.withRolloutSteps(64).withBatchSize(80).withEpochs(2);
    return List.of(
        new Case("CartPole-v1", small, 960, Map.of()),
        new Case(
            "Pendulum-v1",
            small,
            960,
            Map.of("normalizeObservations", "true", "normalizeRewards", "true")),
        new Case("CartPole-v1", ReinforceConfig.DEFAULT, 600, Map.of("rolloutEpisodes", "2")),
        new Case("LunarLander-v3", small, 640, Map.of()));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void two_executors_lead_to_the_parameters_of_one_process(Case c) {
    String local = c.trainer().train(c.steps).agent().parametersSha256();
    List<ClusterStatus> states = new ArrayList<>();
    SparkRollouts spark = SparkRollouts.on(cluster.context).onStatus(states::add);
    assertThat(c.trainer().source(spark).train(c.steps).agent().parametersSha256())
        .isEqualTo(local);
    assertThat(states)
        .isNotEmpty()
        .allSatisfy(state -> {
          assertThat(state.executors()).isEqualTo(2);
          assertThat(state.parts()).isBetween(2, 5);
          assertThat(state.notStepping()).isBetween(0.0, 1.0);
        });
  }

  /// An environment without a name, with a mask and a metric.
  @Test
  void a_factory_is_sent_to_the_executors() {
    PPOConfig small = PPOConfig.DEFAULT.withRolloutSteps(32).withBatchSize(40);
    Trainer trainer = Trainer.of(TestEnvs.Cells::new).with(small).envs(5);
    SparkRollouts spark = SparkRollouts.on(cluster.context).envs(TestEnvs.Cells::new).parts(4);
    assertThat(trainer.source(spark).train(640).agent().parametersSha256())
        .isEqualTo(trainer.train(640).agent().parametersSha256());
  }

  @Test
  void an_environment_without_a_name_needs_its_factory() {
    Trainer trainer = Trainer.of(TestEnvs.Cells::new).source(SparkRollouts.on(cluster.context));
    assertThat(catchThrowableOfType(IllegalArgumentException.class, () -> trainer.train(640)))
        .hasMessageStartingWith("The environment has no name that an executor could find it by.");
  }

  /// Begun here, continued by two executors, and the other way round.
  @Test
  void a_run_is_resumed_with_and_without_the_cluster() throws Exception {
    Case c = cases().getFirst();
    String whole = c.trainer().train(960).agent().parametersSha256();
    SparkRollouts spark = SparkRollouts.on(cluster.context);

    Path local = folder.resolve("local");
    c.trainer().out(local).stopAfter(java.time.Duration.ofNanos(1)).train(960);
    var onCluster = Trainer.resume(local).source(spark.parts(3)).train();
    assertThat(onCluster.resumedAtStep()).hasValue(320);
    assertThat(onCluster.agent().parametersSha256()).isEqualTo(whole);

    Path remote = folder.resolve("remote");
    c.trainer().out(remote).source(spark).stopAfter(java.time.Duration.ofNanos(1)).train(960);
    var here = Trainer.resume(remote).train();
    assertThat(here.resumedAtStep()).hasValue(320);
    assertThat(here.agent().parametersSha256()).isEqualTo(whole);
  }

  @Test
  void the_first_failure_of_an_environment_is_that_of_one_process() {
    Trainer trainer =
        Trainer.of(TestEnvs.Broken::new)
            .with(PPOConfig.DEFAULT.withRolloutSteps(32))
            .envs(5)
            .seed(7);
    EnvFailure here = catchThrowableOfType(EnvFailure.class, () -> trainer.train(640));
    SparkRollouts spark = SparkRollouts.on(cluster.context).envs(TestEnvs.Broken::new);
    EnvFailure there =
        catchThrowableOfType(EnvFailure.class, () -> trainer.source(spark).train(640));
    assertThat(here).hasMessageContaining("step 4: step threw").hasMessageContaining("is dead");
    assertThat(there).hasMessage(here.getMessage());
    assertThat(there.actions()).containsExactly(here.actions());
  }

  @Test
  void an_environment_that_an_executor_cannot_make_is_named() {
    EnvFactory here =
        () -> {
          if (org.apache.spark.TaskContext.get() != null) {
            throw new IllegalStateException("no licence");
          }
          return new TestEnvs.Cells();
        };
    Trainer trainer = Trainer.of(here).envs(2).source(SparkRollouts.on(cluster.context).envs(here));
    assertThat(catchThrowableOfType(EnvFailure.class, () -> trainer.train(640)))
        .hasMessageMatching(
            "on executor \\d at 127\\.0\\.0\\.1, the factory's environment: the factory threw .*: no licence at .*\\.");
  }

  @Test
  void randomness_of_its_own_is_found_by_computing_parts_twice() {
    SparkRollouts spark = SparkRollouts.on(cluster.context).parts(2).verifyParts();
    PPOConfig small = PPOConfig.DEFAULT.withRolloutSteps(32).withBatchSize(40);
    Trainer moody = Trainer.of(TestEnvs.Moody::new).with(small).envs(4);
    Trainer remote = moody.source(spark.envs(TestEnvs.Moody::new));
    assertThat(catchThrowableOfType(SourceException.class, () -> remote.train(640)))
        .hasMessage(
            "Two computations of the part of environments 0 to 1 in iteration 0 differ, first in reward of environment 0 at step 0. Maybe the environment draws random numbers of its own, or keeps something from one episode to the next.");

    Trainer calm = Trainer.of(TestEnvs.Cells::new).with(small).envs(4);
    assertThat(calm.source(spark.envs(TestEnvs.Cells::new)).train(640).agent().parametersSha256())
        .isEqualTo(calm.train(640).agent().parametersSha256());
  }

  /// Episodes of ten steps, in rollouts of fifteen: the second one is cut.
  @Test
  void a_rollout_without_room_for_its_episodes_is_warned_of_once() {
    List<LogRecord> records = new ArrayList<>();
    Logger logger = Logger.getLogger("ascent.train");
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord entry) {
            records.add(entry);
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    logger.addHandler(handler);
    try {
      var config = ReinforceConfig.DEFAULT.withRolloutEpisodes(2).withRolloutSteps(15);
      SparkRollouts spark = SparkRollouts.on(cluster.context).envs(TestEnvs.Cells::new);
      Trainer.of(TestEnvs.Cells::new).with(config).envs(2).source(spark).train(90);
    } finally {
      logger.removeHandler(handler);
    }
    assertThat(records)
        .singleElement()
        .satisfies(entry ->
            assertThat(entry.getMessage())
                .startsWith("The {0} steps of a rollout were not enough for {1} whole"));
  }
}

package ascent.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ascent.algo.PPOConfig;
import ascent.collect.SourceException;
import ascent.train.Listener;
import ascent.train.Run;
import ascent.train.Trainer;
import ascent.train.TrainingResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Executors that are lost, late or unfit. Each test has a cluster of its own.
@Tag("cluster")
@Timeout(value = 100, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ClusterFaultsTest {
  private static final PPOConfig SMALL =
      PPOConfig.DEFAULT.withRolloutSteps(64).withBatchSize(80).withEpochs(2);

  @TempDir Path folder;

  private static Trainer trainer(EnvFactory env) {
    return Trainer.of(env).with(SMALL).envs(4).seed(5).threads(1);
  }

  private static String hash(Trainer trainer, long steps) {
    return trainer.train(steps).agent().parametersSha256();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void any_number_of_executors_leads_to_the_same_parameters(int executors) {
    Trainer trainer = trainer(TestEnvs.Cells::new);
    try (LocalCluster cluster = LocalCluster.of(executors)) {
      SparkRollouts spark = SparkRollouts.on(cluster.context).envs(TestEnvs.Cells::new);
      assertThat(hash(trainer.source(spark), 1_280)).isEqualTo(hash(trainer, 1_280));
    }
  }

  /// One of two executors is killed every two seconds, or as soon as both are there again, from the
  /// first rollout to the last.
  @Test
  void executors_that_are_killed_all_the_time_do_not_show() throws InterruptedException {
    long steps = 256 * 30;
    Trainer trainer = trainer(TestEnvs.Slow::new);
    AtomicInteger killed = new AtomicInteger();
    List<ClusterStatus> states = new ArrayList<>();
    try (LocalCluster cluster = LocalCluster.of(2)) {
      Thread killer =
          Thread.ofPlatform()
              .start(() -> {
                try {
                  while (true) {
                    Thread.sleep(2_000);
                    while (cluster.knownExecutors() < 2) {
                      Thread.sleep(50);
                    }
                    List<ProcessHandle> executors = LocalCluster.executors();
                    if (!executors.isEmpty() && !states.isEmpty()) {
                      int which = killed.get() % executors.size();
                      executors.get(which).destroyForcibly(); // SIGKILL
                      killed.incrementAndGet();
                    }
                  }
                } catch (InterruptedException e) {
                  // the run is over
                }
              });
      SparkRollouts spark =
          SparkRollouts.on(cluster.context).envs(TestEnvs.Slow::new).onStatus(states::add);
      try {
        String survived = hash(trainer.source(spark), steps);
        assertThat(survived).isEqualTo(hash(trainer, steps));
      } finally {
        killer.interrupt();
        killer.join();
      }
    }
    assertThat(killed.get()).isGreaterThanOrEqualTo(3);
    assertThat(states.getLast().lost()).isPositive();
  }

  /// A second attempt wins, or the run waits; the parameters are the same.
  @Test
  void a_straggler_does_not_show_with_or_without_speculation() throws IOException {
    Trainer trainer = trainer(TestEnvs.Straggler::new);
    String here = hash(trainer, 512);
    try (Standalone cluster = new Standalone(folder, 2)) {
      List<ClusterStatus> waiting = new ArrayList<>();
      List<ClusterStatus> speculating = new ArrayList<>();
      SparkConf plain = LocalCluster.conf(cluster.master);
      try (LocalCluster connection = LocalCluster.of(plain)) {
        SparkRollouts spark = SparkRollouts.on(connection.context).envs(TestEnvs.Straggler::new);
        assertThat(hash(trainer.source(spark.parts(2).onStatus(waiting::add)), 512))
            .isEqualTo(here);
      }
      SparkConf eager =
          LocalCluster.conf(cluster.master)
              .set("spark.speculation", "true")
              .set("spark.speculation.interval", "50ms")
              .set("spark.speculation.minTaskRuntime", "300ms");
      try (LocalCluster connection = LocalCluster.of(eager)) {
        SparkRollouts spark = SparkRollouts.on(connection.context).envs(TestEnvs.Straggler::new);
        assertThat(hash(trainer.source(spark.parts(2).onStatus(speculating::add)), 512))
            .isEqualTo(here);
      }
      assertThat(waiting.getLast().speculated()).isZero();
      assertThat(speculating.getLast().speculated()).isPositive();
    }
  }

  @Test
  void a_cluster_that_grows_computes_more_parts() throws IOException {
    Trainer trainer = trainer(TestEnvs.Slow::new);
    try (Standalone cluster = new Standalone(folder, 1);
        LocalCluster connection = LocalCluster.of(LocalCluster.conf(cluster.master))) {
      List<ClusterStatus> states = new ArrayList<>();
      SparkRollouts spark =
          SparkRollouts.on(connection.context)
              .envs(TestEnvs.Slow::new)
              .onStatus(state -> {
                states.add(state);
                if (states.size() == 1) {
                  addWorker(cluster);
                }
              });
      Listener grown =
          new Listener() {
            @Override
            public void iterated(Run run) {
              if (states.getLast().parts() > 2) {
                run.stop("the cluster has grown");
              }
            }
          };
      TrainingResult result = trainer.source(spark).listen(grown).train(256 * 1_000);
      assertThat(result.agent().parametersSha256()).isEqualTo(hash(trainer, result.steps()));
      assertThat(states.getFirst().parts()).isEqualTo(2); // Spark's least parallelism
      assertThat(states.getLast().parts()).isEqualTo(3);
    }
  }

  private static void addWorker(Standalone cluster) {
    try {
      cluster.addWorker(2);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void a_master_says_which_version_it_is() throws IOException {
    try (Standalone cluster = new Standalone(folder, 0);
        LocalCluster connection = LocalCluster.of(LocalCluster.conf(cluster.master))) {
      InetSocketAddress address = Master.check(cluster.master).orElseThrow();
      assertThat(SparkVersion.ask(address, connection.context.getConf()))
          .hasValue(connection.context.version());
    }
  }

  @Test
  void a_cluster_without_workers_is_given_up() throws IOException {
    try (Standalone cluster = new Standalone(folder, 0);
        LocalCluster connection = LocalCluster.of(LocalCluster.conf(cluster.master))) {
      SparkRollouts spark =
          SparkRollouts.on(connection.context)
              .envs(TestEnvs.Cells::new)
              .patience(Duration.ofSeconds(2));
      Trainer trainer = trainer(TestEnvs.Cells::new).source(spark);
      assertThat(catchThrowableOfType(SourceException.class, () -> trainer.train(640)))
          .hasMessageStartingWith(cluster.master + " has had no executor for 2 s. Maybe ");
    }
  }

  @Test
  void an_executor_with_an_older_java_is_named() throws IOException {
    Optional<Path> older = olderJava();
    assumeTrue(older.isPresent(), "a JDK 17 or 21 in /usr/lib/jvm");
    SparkConf conf =
        LocalCluster.conf("local-cluster[1,1,512]")
            .set("spark.executorEnv.JAVA_HOME", older.orElseThrow().toString())
            .set("spark.executor.extraJavaOptions", "-XX:+UseSerialGC")
            .set("spark.task.maxFailures", "1");
    try (LocalCluster cluster = LocalCluster.of(conf)) {
      SparkRollouts spark = SparkRollouts.on(cluster.context).envs(TestEnvs.Cells::new);
      Trainer trainer = trainer(TestEnvs.Cells::new).source(spark);
      assertThat(catchThrowableOfType(SourceException.class, () -> trainer.train(640)))
          .hasMessageMatching(
              "An executor runs Java (17|21); it must run Java \\d+ or newer\\. Maybe .*");
    }
  }

  private static Optional<Path> olderJava() throws IOException {
    Path all = Path.of("/usr/lib/jvm");
    if (!Files.isDirectory(all)) {
      return Optional.empty();
    }
    try (Stream<Path> folders = Files.list(all)) {
      return folders
          .filter(f -> f.getFileName().toString().matches(".*\\b(17|21)\\b.*"))
          .filter(f -> Files.isExecutable(f.resolve("bin/java")))
          .findFirst();
    }
  }
}

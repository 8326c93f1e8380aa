package ascent.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ascent.algo.PPOConfig;
import ascent.collect.ClusterProvider;
import ascent.collect.RolloutCluster;
import ascent.train.Trainer;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What `--cluster` opens.
@Tag("cluster")
@Timeout(value = 100, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SparkClusterTest {
  private static final String MASTER = "local-cluster[2,1,512]";

  private static RolloutCluster connect(Map<String, String> properties, boolean verifies) {
    ClusterProvider provider = ServiceLoader.load(ClusterProvider.class).findFirst().orElseThrow();
    return provider.connect(new ClusterProvider.Request(MASTER, properties, List.of(), verifies));
  }

  /// The executors have Spark alone on their class path; our jars and folders are sent to them.
  @Test
  void the_class_path_is_sent_to_the_executors() {
    LocalCluster.linkJars();
    Trainer trainer =
        Trainer.of("CartPole-v1").with(PPOConfig.DEFAULT.withRolloutSteps(64)).envs(4);
    String here = trainer.train(512).agent().parametersSha256();
    try (RolloutCluster cluster = connect(Map.of("spark.executor.cores", "1"), true)) {
      assertThat(cluster.status()).isEmpty();
      assertThat(trainer.source(cluster).train(512).agent().parametersSha256()).isEqualTo(here);
      assertThat(cluster.status())
          .matches(
              "2 executors, 2 parts per rollout, 0 computed again, 0 won by a second attempt; \\d+% of the cores' time not stepping");
    }
  }

  @Test
  void a_property_is_one_of_spark() {
    assertThat(
            catchThrowableOfType(
                IllegalArgumentException.class, () -> connect(Map.of("memory", "2g"), false)))
        .hasMessage(
            "the property of the cluster is 'memory'; it must begin with spark., as in spark.executor.memory=2g.");
  }
}

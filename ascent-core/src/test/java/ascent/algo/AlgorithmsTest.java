package ascent.algo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ascent.nn.OptimizerConfig;
import ascent.policy.NetworkConfig;
import ascent.rollout.NormalizationConfig;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlgorithmsTest {
  /// Settings of an algorithm in nobody's package.
  record Named(String algorithm) implements LearnerConfig {
    @Override
    public String description() {
      return "An algorithm of a test.";
    }

    @Override
    public NetworkConfig network() {
      return NetworkConfig.DEFAULT;
    }

    @Override
    public Schedule learningRate() {
      return Schedule.constant(0.1f);
    }

    @Override
    public OptimizerConfig optimizer() {
      return OptimizerConfig.DEFAULT;
    }
  }

  /// Found through a services file.
  public static final class Listed implements AlgorithmProvider {
    @Override
    public List<LearnerConfig> algorithms() {
      return List.of(new Named("listed"), CalmPPOConfig.DEFAULT);
    }
  }

  /// PPO under another name.
  record CalmPPOConfig(PPOConfig ppo) implements AlgorithmConfig {
    static final CalmPPOConfig DEFAULT = new CalmPPOConfig(PPOConfig.DEFAULT.withClipRange(0.05f));

    @Override
    public String algorithm() {
      return "calm-ppo";
    }

    @Override
    public String description() {
      return "PPO with a small clip range.";
    }

    @Override
    public int rolloutSteps() {
      return ppo.rolloutSteps();
    }

    @Override
    public float gamma() {
      return ppo.gamma();
    }

    @Override
    public NormalizationConfig normalization() {
      return ppo.normalization();
    }

    @Override
    public NetworkConfig network() {
      return ppo.network();
    }

    @Override
    public Schedule learningRate() {
      return ppo.learningRate();
    }

    @Override
    public OptimizerConfig optimizer() {
      return ppo.optimizer();
    }

    @Override
    public Algorithm create(Learner learner, long seed) {
      return ppo.create(learner, seed);
    }
  }

  @TempDir Path folder;

  private URLClassLoader listing(String provider) throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(services.resolve(AlgorithmProvider.class.getName()), provider, UTF_8);
    return new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader());
  }

  @Test
  void ascents_own_are_listed_in_order() {
    assertThat(Algorithms.all().stream().map(LearnerConfig::algorithm))
        .startsWith("reinforce", "linear-softmax", "actor-critic", "a2c", "ppo", "trpo")
        .doesNotContain("behavior-cloning"); // which learns from demonstrations
    assertThat(Algorithms.find("ppo")).isSameAs(PPOConfig.DEFAULT);
    assertThat(Algorithms.learner("behavior-cloning")).contains(BehaviorCloningConfig.DEFAULT);
    assertThat(Algorithms.learner("behaviour")).isEmpty();
  }

  @Test
  void a_class_loader_that_sees_no_provider_still_finds_ascents_own() throws IOException {
    try (URLClassLoader empty = new URLClassLoader(new URL[0], null)) {
      assertThat(Algorithms.find("trpo", empty)).isSameAs(TRPOConfig.DEFAULT);
    }
  }

  @Test
  void a_providers_algorithms_come_after_ascents_own() throws IOException {
    try (URLClassLoader loader = listing(Listed.class.getName())) {
      assertThat(Algorithms.all(loader))
          .startsWith(Algorithms.all().toArray(AlgorithmConfig[]::new));
      assertThat(Algorithms.all(loader)).last().isEqualTo(CalmPPOConfig.DEFAULT);
      assertThat(Algorithms.find("calm-ppo", loader)).isEqualTo(CalmPPOConfig.DEFAULT);
    }
  }

  @Test
  void an_algorithm_that_is_not_there_is_answered_with_the_nearest_ones() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Algorithms.find("rienforce"))
        .withMessageStartingWith(
            "no algorithm is named 'rienforce'. Did you mean reinforce? Known: reinforce, ");
    assertThatIllegalArgumentException().isThrownBy(() -> Algorithms.find("behavior-cloning"));
  }

  @Test
  void a_name_given_twice_is_refused_with_both_providers() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Algorithms.byName(List.of(() -> List.of(new Named("ppo")))))
        .withMessageStartingWith(
            "two algorithms are named 'ppo': one is ascent.algo.PPOConfig by ascent.algo.Algorithms in ")
        .withMessageContaining(
            ", one is ascent.algo.AlgorithmsTest$Named by ascent.algo.AlgorithmsTest in ")
        .withMessageEndingWith(" Maybe one can be renamed.");
  }

  @Test
  void settings_that_are_no_record_are_refused() {
    LearnerConfig config =
        new LearnerConfig() {
          @Override
          public String algorithm() {
            return "odd";
          }

          @Override
          public String description() {
            return "";
          }

          @Override
          public NetworkConfig network() {
            return NetworkConfig.DEFAULT;
          }

          @Override
          public Schedule learningRate() {
            return Schedule.constant(0);
          }

          @Override
          public OptimizerConfig optimizer() {
            return OptimizerConfig.DEFAULT;
          }
        };
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Algorithms.byName(List.of(() -> List.of(config))))
        .withMessage(
            "the settings of the algorithm 'odd' are not a record: %s must be one.",
            config.getClass().getName());
  }

  @Test
  void a_name_that_texts_cannot_contain_is_refused() {
    for (String name : List.of("Ppo", "two words", "../ppo", "soft_max", "-x", "x-")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Algorithms.byName(List.of(() -> List.of(new Named(name)))))
          .withMessage(
              "ascent.algo.AlgorithmsTest$Named names the algorithm '%s'; a name must be lower-case"
                  + " letters, digits and hyphens.",
              name);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Algorithms.byName(List.of(() -> List.of(new Named(" ")))))
        .withMessageContaining(
            " is broken: the name of ascent.algo.AlgorithmsTest$Named is ' '; it must not be blank.");
  }

  @Test
  void null_in_a_list_is_refused_with_its_place() {
    AlgorithmProvider holey = () -> Arrays.asList(new Named("one"), null);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Algorithms.byName(List.of(holey)))
        .withMessageStartingWith("the provider ascent.algo.AlgorithmsTest")
        .withMessageEndingWith(" is broken: algorithms gave a list with null at 1.");
  }

  @Test
  void a_broken_provider_is_named_with_what_it_threw() {
    AlgorithmProvider broken =
        () -> {
          throw new UnsupportedOperationException("not today");
        };
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Algorithms.byName(List.of(broken)))
        .withMessageStartingWith("the provider ascent.algo.AlgorithmsTest")
        .withMessageContaining(
            "is broken: algorithms threw java.lang.UnsupportedOperationException: not today at"
                + " ascent.algo.AlgorithmsTest.")
        .withMessageContaining("(AlgorithmsTest.java:");
  }

  @Test
  void a_provider_that_is_listed_but_missing_is_named_with_the_file() throws IOException {
    try (URLClassLoader loader = listing("acme.Missing")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Algorithms.find("ppo", loader))
          .withMessage(
              "an AlgorithmProvider cannot be used: acme.Missing not found. It is listed in %s.",
              folder.resolve("META-INF/services/ascent.algo.AlgorithmProvider"));
    }
  }
}

package ascent.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ascent.agent.Agent;
import ascent.algo.A2CConfig;
import ascent.algo.AlgorithmConfig;
import ascent.algo.BehaviorCloningConfig;
import ascent.algo.Schedule;
import ascent.config.Configs;
import ascent.imitation.Cloner;
import ascent.imitation.Demonstrations;
import ascent.probe.Walk;
import ascent.probe.Warnings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Runs that start from a model.
class FineTuneTest {
  private final Agent model = Trainer.of(Walk::new).with(Walk.CONFIG).seed(9).train(96).agent();

  @TempDir Path folder;

  static List<AlgorithmConfig> algorithms() {
    return List.of(Walk.CONFIG, A2CConfig.DEFAULT);
  }

  private static AlgorithmConfig still(AlgorithmConfig config) {
    return (AlgorithmConfig) Configs.with((Record) config, "learningRate", "0");
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void a_run_starts_from_the_models_parameters(AlgorithmConfig config) {
    Agent same = Trainer.of(Walk::new).with(still(config)).from(model).train(16).agent();
    assertThat(same.parameters()).containsExactly(model.parameters());
    assertThat(same.info().config().network()).isEqualTo(Walk.CONFIG.network());
    assertThat(same.info().run().from()).isEmpty();
    assertThat(same.info().run().fromSha256()).isEqualTo(model.parametersSha256());

    Agent other = Trainer.of(Walk::new).with(config).from(model).train(96).agent();
    assertThat(other.parameters()).isNotEqualTo(model.parameters());
  }

  @Test
  void the_optimiser_starts_anew() {
    // As a run would that was handed the parameters from elsewhere: in a file, or by a clone.
    Agent a = Trainer.of(Walk::new).with(Walk.CONFIG).from(model).train(48).agent();
    Agent b = Trainer.of(Walk::new).with(Walk.CONFIG).from(model).threads(2).train(48).agent();
    assertThat(a.parametersSha256()).isEqualTo(b.parametersSha256());
    Agent further = Trainer.of(Walk::new).with(Walk.CONFIG).seed(9).train(144).agent();
    assertThat(a.parametersSha256()).isNotEqualTo(further.parametersSha256());
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void it_names_what_it_started_from_and_is_resumed_like_any_other(AlgorithmConfig config)
      throws IOException {
    Path file = folder.resolve("first.zip");
    model.save(file);
    Path run = folder.resolve("run");
    String hash =
        Trainer.of(Walk::new).with(config).from(file).train(160).agent().parametersSha256();

    Trainer.of(Walk::new).with(config).from(file).out(run).train(80);
    assertThat(Files.readString(run.resolve("config.json")))
        .contains("first.zip")
        .contains(model.parametersSha256())
        .doesNotContain(folder.toString());
    Files.delete(file);
    // Settings say 80 steps; there is no schedule, so a new total changes nothing of the way there.
    TrainingResult resumed = Trainer.resume(run, Walk::new).train(160);
    assertThat(resumed.agent().parametersSha256()).isEqualTo(hash);
    assertThat(resumed.settings().from()).isEqualTo("first.zip");
    assertThat(Agent.load(run).info().run().fromSha256()).isEqualTo(model.parametersSha256());
  }

  @Test
  void a_clone_is_where_a_run_may_start() {
    Demonstrations shown = Demonstrations.record(model, Walk::new, 5);
    Agent clone =
        Cloner.of(shown)
            .with(BehaviorCloningConfig.DEFAULT.withNetwork(Walk.CONFIG.network()))
            .fit()
            .agent();
    Agent same = Trainer.of(Walk::new).with(still(Walk.CONFIG)).from(clone).train(16).agent();
    assertThat(same.parameters()).containsExactly(clone.parameters());
  }

  @Test
  void another_network_than_the_models_is_refused() {
    A2CConfig config =
        A2CConfig.DEFAULT.withNetwork(Walk.CONFIG.network().withPolicyLayers(List.of(7)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Trainer.of(Walk::new).with(config).from(model).train(16))
        .withMessageStartingWith("network is NetworkConfig[")
        .withMessageContaining("it must be the model's, NetworkConfig[")
        .withMessageEndingWith("Maybe leave it at its default.");
  }

  @Test
  void another_environments_spaces_are_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Trainer.of(Walk.pushed(7)).with(Walk.CONFIG).from(model).train(16).agent())
        .withMessageStartingWith("The policy's action space is Discrete(3)");
  }

  @Test
  void where_there_is_no_model_it_says_so() {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> Trainer.of(Walk::new).from(folder.resolve("none.zip")));
  }

  @Test
  void a_run_of_a_single_rollout_at_rate_0_is_warned_of() {
    try (Warnings warnings = Warnings.listen()) {
      AlgorithmConfig falling = Walk.CONFIG.withLearningRate(Schedule.parse("linear:0.01"));
      Trainer.of(Walk::new).with(falling).train(16);
      assertThat(warnings.messages)
          .containsExactly(
              "The whole run is one rollout of 16 steps, for which learningRate linear:0.01 is 0, so nothing is learned. Maybe train for more steps, or use a constant rate.");
      Trainer.of(Walk::new).with(falling).train(17);
      Trainer.of(Walk::new).with(Walk.CONFIG).train(16);
      assertThat(warnings.messages).hasSize(1);
    }
  }
}

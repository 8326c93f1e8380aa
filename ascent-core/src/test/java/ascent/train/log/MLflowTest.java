package ascent.train.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ascent.probe.Walk;
import ascent.probe.Warnings;
import ascent.train.Listener;
import ascent.train.Run;
import ascent.train.Trainer;
import ascent.train.callback.Callbacks;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The protocol of MLflow, against a stub that checks each request.
class MLflowTest {
  /// Rollouts of 16 steps of 3 environments.
  private static final long ROLLOUT = 48;

  @TempDir Path folder;
  private MLflowStub server;

  @BeforeEach
  void start() throws IOException {
    server = new MLflowStub();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static Trainer trainer() {
    return Trainer.of(Walk::new).with(Walk.CONFIG).envs(3).seed(2).threads(1).logEvery(1);
  }

  private MLflow mlflow() throws IOException {
    return MLflow.connect(server.uri(), "cart poles", "first");
  }

  @Test
  void a_run_is_created_with_its_parameters_and_gets_its_metrics_and_its_end() throws IOException {
    trainer().listen(mlflow()).train(3 * ROLLOUT);
    assertThat(server.requests())
        .startsWith(
            "GET experiments/get-by-name",
            "POST experiments/create",
            "POST runs/create",
            "POST runs/log-batch")
        .endsWith("POST runs/update");
    assertThat(server.parameters())
        .containsEntry("algorithm", "ppo")
        .containsEntry("seed", "2")
        .containsEntry("batchSize", "24")
        .containsEntry("targetKl", "inf");
    assertThat(server.steps("train/approx_kl")).containsExactly(48L, 96L, 144L);
    assertThat(server.steps("eval/mean_reward")).as("not measured").isEmpty();
    assertThat(server.steps("train/clip_range_vf")).as("infinite").isEmpty();
    assertThat(server.statuses()).containsExactly("RUNNING", "FINISHED");
    assertThat(server.authorization()).isEmpty();
  }

  @Test
  void an_experiment_that_exists_is_used() throws IOException {
    trainer().listen(mlflow()).train(ROLLOUT);
    var _ = mlflow();
    assertThat(server.requests().stream().filter(r -> r.equals("POST experiments/create")))
        .hasSize(1);
  }

  private static Listener failingAt(long step, Throwable failure) {
    return new Listener() {
      @Override
      public void iterated(Run run) {
        if (run.steps() == step) {
          if (failure instanceof Error error) {
            throw error;
          }
          throw new IllegalStateException(failure);
        }
      }
    };
  }

  /// Killed after it had recorded step 144, resumed at 96.
  @Test
  void a_resumed_run_continues_its_entry_and_records_each_step_once() throws IOException {
    Path run = folder.resolve("run");
    Trainer killed = trainer().checkpointEvery(2 * ROLLOUT).out(run).listen(mlflow());
    assertThatThrownBy(
            () -> killed.listen(failingAt(3 * ROLLOUT, new AssertionError("killed"))).train(240))
        .hasMessage("killed");
    assertThat(server.statuses()).containsExactly("RUNNING", "FAILED");

    Trainer.resume(run, Walk::new).listen(mlflow()).train();
    assertThat(server.requests().stream().filter(r -> r.equals("POST runs/create"))).hasSize(1);
    assertThat(server.statuses()).containsExactly("RUNNING", "FAILED", "RUNNING", "FINISHED");
    assertThat(server.steps("train/loss")).containsExactly(48L, 96L, 144L, 192L, 240L);
  }

  @Test
  void a_run_that_pauses_is_killed_and_not_finished() throws IOException {
    trainer()
        .listen(mlflow())
        .listen(Callbacks.everySteps(ROLLOUT, r -> r.pause("a break")))
        .train(3 * ROLLOUT);
    assertThat(server.statuses()).containsExactly("RUNNING", "KILLED");
  }

  @Test
  void a_run_is_created_anew_where_the_server_has_forgotten_it() throws IOException {
    Path run = folder.resolve("run");
    trainer().out(run).listen(mlflow()).train(ROLLOUT);
    server.close();
    server = new MLflowStub();
    Trainer.resume(run, Walk::new).listen(mlflow()).train(2 * ROLLOUT);
    assertThat(server.steps("train/loss")).containsExactly(96L);
  }

  /// The server fails when rows are sent at the end, which is the first time in so short a run.
  @Test
  void a_server_that_is_lost_costs_warnings_and_nothing_else() throws IOException {
    String hash = trainer().train(3 * ROLLOUT).agent().parametersSha256();
    Trainer trainer =
        trainer()
            .listen(mlflow())
            .listen(Callbacks.everySteps(ROLLOUT, _ -> server.setBroken(true)));
    try (Warnings warnings = Warnings.listen()) {
      assertThat(trainer.train(3 * ROLLOUT).agent().parametersSha256()).isEqualTo(hash);
      assertThat(warnings.messages).hasSize(2);
      assertThat(warnings.messages.get(0))
          .contains("refused /api/2.0/mlflow/runs/log-batch (500): out of order. Training goes on");
      assertThat(warnings.messages.get(1)).contains("does not know how the run ended");
    }
  }

  @Test
  void a_server_that_is_down_is_said_before_training() {
    URI address = server.uri();
    server.close();
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> MLflow.connect(address, "cart poles", "first"))
        .withMessage(
            "The MLflow server at %s cannot be reached: the connection was refused.", address);
  }

  @Test
  void a_server_that_is_none_of_mlflow_is_said() {
    URI address = server.uri().resolve("/elsewhere");
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> MLflow.connect(address, "cart poles", "first"))
        .withMessage("The MLflow server at %s has no experiments/create.", address);
  }

  @Test
  void addresses_and_names_are_checked() {
    for (String wrong : List.of("ftp://a", "localhost:5000", "http:///x", "runs")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> MLflow.connect(URI.create(wrong), "cart poles", "first"))
          .withMessageContaining("such as http://127.0.0.1:5000");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MLflow.connect(server.uri(), " ", "first"))
        .withMessageContaining("experiment is ' '");
  }

  /// Base64 of "ada:secret".
  @Test
  void a_password_is_sent_and_never_shown() throws IOException {
    URI with = URI.create(server.uri().toString().replace("//", "//ada:secret@") + "/");
    var _ = MLflow.connect(with, "cart poles", "first");
    assertThat(server.authorization()).isEqualTo("Basic YWRhOnNlY3JldA==");
    server.close();
    assertThatThrownBy(() -> MLflow.connect(with, "cart poles", "first"))
        .message()
        .contains(server.uri().toString())
        .doesNotContain("secret");
  }
}

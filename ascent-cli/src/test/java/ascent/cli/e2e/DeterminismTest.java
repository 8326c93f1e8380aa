package ascent.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import ascent.agent.Agent;
import ascent.collect.Evaluation;
import ascent.train.Listener;
import ascent.train.Metrics;
import ascent.train.Run;
import ascent.train.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The same seed gives the same parameters, bit for bit, whoever watches.
class DeterminismTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void a_seed_leads_to_the_golden_parameters_with_any_number_of_threads(Golden golden) {
    for (int threads = 1; threads <= 3; threads++) {
      assertThat(golden.train(golden.trainer().threads(threads)))
          .as("%s with %d threads", golden, threads)
          .isEqualTo(golden.sha256);
    }
  }

  /// Asks the agent whatever it can think of.
  private static final class Curious implements Listener {
    private int seen;

    @Override
    public void updated(Run run, Metrics metrics) {
      seen += metrics.summary().length();
    }

    @Override
    public void evaluated(Run run, Evaluation evaluation) {
      seen += evaluation.toString().length();
    }

    @Override
    public void checkpointed(Run run, Path file) {
      try {
        Agent agent = Agent.load(file);
        seen += agent.parametersSha256().length();
        agent.act(new float[agent.observationSpace().size()]);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void evaluations_checkpoints_listeners_and_files_change_nothing(Golden golden)
      throws IOException {
    Curious curious = new Curious();
    Trainer trainer =
        golden
            .trainer()
            .threads(2)
            .out(folder.resolve("run"))
            .evaluateEvery(2_000)
            .checkpointEvery(1_000)
            .listen(curious);
    assertThat(golden.train(trainer)).isEqualTo(golden.sha256);
    assertThat(Agent.load(folder.resolve("run")).parametersSha256()).isEqualTo(golden.sha256);
    assertThat(curious.seen).isPositive();
  }

  @ParameterizedTest
  @EnumSource
  void another_seed_leads_elsewhere(Golden golden) {
    assertThat(golden.train(golden.trainer().seed(2))).isNotEqualTo(golden.sha256);
  }
}

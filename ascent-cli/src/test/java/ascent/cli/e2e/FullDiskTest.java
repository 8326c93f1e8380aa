package ascent.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import ascent.agent.Agent;
import ascent.algo.PPOConfig;
import ascent.cli.Main;
import ascent.env.registry.Envs;
import ascent.train.Trainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// What `ascent resume` says when it cannot write.
@EnabledOnOs(OS.LINUX)
class FullDiskTest {
  @TempDir Path folder;

  /// /dev/full takes no byte.
  @Test
  void a_full_disk_ends_the_command_with_one_line_and_spares_the_checkpoint() throws Exception {
    Path run = folder.resolve("run");
    Agent before =
        Trainer.of(Envs.find("CartPole-v1"))
            .with(PPOConfig.DEFAULT.withRolloutSteps(64).withEpochs(1))
            .out(run)
            .train(64)
            .agent();
    Files.delete(run.resolve("model.zip"));
    Files.createSymbolicLink(run.resolve("checkpoint.zip.tmp"), Path.of("/dev/full"));
    try (Jvm jvm =
        Jvm.start(
            folder,
            List.of(Jvm.VECTOR_MODULE, "-Dascent.kernels=scalar"),
            Main.class,
            "resume",
            run.toString())) {
      assertThat(jvm.exitCode()).isEqualTo(1);
      assertThat(jvm.out()).isEmpty();
      assertThat(jvm.err().lines().filter(line -> line.startsWith("ascent: ")))
          .containsExactly(
              "ascent: The run cannot be saved in " + run + ": No space left on device");
    }
    assertThat(Agent.load(run).parametersSha256()).isEqualTo(before.parametersSha256());
  }
}

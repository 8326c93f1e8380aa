package ascent.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import ascent.agent.Agent;
import ascent.algo.PPOConfig;
import ascent.cli.Main;
import ascent.env.registry.Envs;
import ascent.train.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// What commands say where the disk is full. Here, it is a limit on the size of a file.
@EnabledOnOs(OS.LINUX)
class FullDiskTest {
  @TempDir Path folder;

  /// A checkpoint has more than 100,000 bytes.
  @Test
  void a_full_disk_ends_the_command_with_one_line_and_spares_the_checkpoint() throws Exception {
    Path run = folder.resolve("run");
    Trainer trainer =
        Trainer.of(Envs.find("CartPole-v1"))
            .with(PPOConfig.DEFAULT.withRolloutSteps(64).withEpochs(1));
    Agent before = trainer.out(run).train(64).agent();
    String expected = Trainer.resume(copy(run)).train(128).agent().parametersSha256();
    try (Jvm jvm =
        Jvm.startWithoutSpace(
            folder,
            List.of(Jvm.VECTOR_MODULE, "-Dascent.kernels=scalar", "-XX:-UsePerfData"),
            Main.class,
            "resume",
            run.toString(),
            "--steps",
            "128",
            "--quiet")) {
      assertThat(jvm.exitCode()).as(jvm.err()).isEqualTo(1);
      assertThat(jvm.out()).isEmpty();
      assertThat(jvm.err().lines().filter(line -> line.startsWith("ascent: The run")))
          .containsExactly(
              "ascent: The run cannot be saved in %s: %s/checkpoint.zip: File too large"
                  .formatted(run, run));
    }
    assertThat(run.toFile().list()).allMatch(name -> !name.contains("tmp"));
    assertThat(Agent.load(run).parametersSha256()).isEqualTo(before.parametersSha256());
    assertThat(Trainer.resume(run).train(128).agent().parametersSha256()).isEqualTo(expected);
  }

  private Path copy(Path run) throws IOException {
    Path copy = Files.createDirectory(folder.resolve("copy"));
    Files.copy(run.resolve("checkpoint.zip"), copy.resolve("checkpoint.zip"));
    Files.copy(run.resolve("metrics.csv"), copy.resolve("metrics.csv"));
    return copy;
  }

  @Test
  void a_film_that_does_not_fit_is_named() throws Exception {
    Path films = Files.createDirectory(folder.resolve("films"));
    Path film = films.resolve("a.gif");
    try (Jvm jvm =
        Jvm.startWithoutSpace(
            folder,
            List.of("-XX:-UsePerfData"),
            Main.class,
            ("render Pendulum-v1 --max-frames 200 -o " + film).split(" "))) {
      assertThat(jvm.exitCode()).as(jvm.err()).isEqualTo(1);
      assertThat(jvm.err().lines().filter(line -> line.startsWith("ascent: ")))
          .containsExactly("ascent: " + film + ": File too large");
    }
    assertThat(films).isEmptyDirectory();
  }
}

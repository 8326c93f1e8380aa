package ascent.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import ascent.agent.Agent;
import ascent.cli.Main;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// One process at a time uses a run.
@Timeout(300)
class LockTest {
  @TempDir Path folder;

  private Jvm ascent(String line) throws Exception {
    return Jvm.start(folder, List.of(Jvm.VECTOR_MODULE), Main.class, line.split(" "));
  }

  @Test
  void a_run_in_use_is_left_to_its_process_until_that_is_killed() throws Exception {
    Path run = folder.resolve("run");
    String train = "train ppo CartPole-v1 --quiet --checkpoint-every 1 --steps 100_000_000 --out ";
    try (Jvm first = ascent(train + run)) {
      while (!Files.exists(run.resolve("checkpoint.zip"))) {
        assertThat(first.isAlive()).as(first.err()).isTrue();
        Thread.sleep(10);
      }
      try (Jvm second = ascent("resume " + run + " --quiet")) {
        assertThat(second.exitCode()).isEqualTo(1);
        assertThat(second.err())
            .contains(
                "ascent: Another process (pid %d) is using the run in %s."
                    .formatted(first.pid(), run));
      }
      first.kill();
    }
    long steps = Agent.load(run).info().steps();
    try (Jvm third = ascent("resume " + run + " --quiet --steps " + steps)) {
      third.exitCode();
      assertThat(third.err()).doesNotContain("is using");
    }
  }

  @Test
  void of_two_trainings_into_one_directory_one_is_made() throws Exception {
    Path run = folder.resolve("run");
    String train =
        "train ppo CartPole-v1 --quiet --json --steps 20000 --eval-episodes 1 --out " + run;
    try (Jvm first = ascent(train);
        Jvm second = ascent(train)) {
      List<Integer> codes = List.of(first.exitCode(), second.exitCode());

      // The later one is refused as usage where it saw the other's files, else as a failure.
      assertThat(codes).as(first.err() + second.err()).containsOnlyOnce(0);
      assertThat(first.out() + second.out()).containsOnlyOnce("parameters_sha256");
      assertThat(Agent.load(run).info().steps()).isGreaterThanOrEqualTo(20_000);
    }
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void a_run_whose_directory_is_moved_fails_and_is_saved_in_another() throws Exception {
    Path run = folder.resolve("run");
    String train = "train ppo CartPole-v1 --quiet --checkpoint-every 1 --steps 100_000_000 --out ";
    try (Jvm jvm = ascent(train + run)) {
      while (!Files.exists(run.resolve("checkpoint.zip"))) {
        assertThat(jvm.isAlive()).as(jvm.err()).isTrue();
        Thread.sleep(10);
      }
      Files.move(run, folder.resolve("moved"));

      assertThat(jvm.exitCode()).isEqualTo(1);
      assertThat(jvm.out()).isEmpty();
      assertThat(jvm.err())
          .contains(
              "ascent: The directory of the run, %1$s, was removed, moved or replaced during the run. The run was saved in %1$s-rescued and can be resumed there.\n"
                  .formatted(run));
    }
    assertThat(run).doesNotExist();
    Path rescued = folder.resolve("run-rescued");
    assertThat(Agent.load(rescued).info().steps())
        .isGreaterThanOrEqualTo(Agent.load(folder.resolve("moved")).info().steps());
  }
}

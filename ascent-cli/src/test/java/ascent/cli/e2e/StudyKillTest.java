package ascent.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import ascent.cli.Main;
import ascent.io.Json;
import ascent.rng.Rng;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9` of a study at three moments, and the same command again: the same numbers as if
/// nothing had happened.
@Timeout(600)
class StudyKillTest {
  private static final int KILLS = 3;

  @TempDir Path folder;
  private final List<Jvm> started = new ArrayList<>();

  @AfterEach
  void end_what_is_left() {
    started.forEach(Jvm::close);
  }

  private Jvm study(Path out) throws IOException {
    String line =
        "study ppo CartPole-v1 --preset default --grid clipRange=0.1,0.3 --seeds 2 --steps 8_192"
            + " --envs 4 --set rolloutSteps=64 --set epochs=2 --set policyLayers=16"
            + " --set valueLayers=16 --eval-episodes 2 --json --out "
            + out;
    Jvm jvm = Jvm.start(folder, List.of(Jvm.VECTOR_MODULE), Main.class, line.split(" "));
    started.add(jvm);
    return jvm;
  }

  private static Object json(Jvm jvm) throws Exception {
    return Json.parse(jvm.lines().getLast());
  }

  /// The rows without their seconds.
  private static List<String> rows(Path study) throws IOException {
    return Files.readAllLines(study.resolve("results.csv")).stream()
        .map(line -> {
          List<String> cells = new ArrayList<>(Arrays.asList(line.split(",", -1)));
          cells.remove(8);
          return String.join(",", cells);
        })
        .toList();
  }

  /// The files of a kind that the study has so far.
  private static long count(Path study, String name) throws IOException {
    if (!Files.exists(study)) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(study)) {
      return files.filter(file -> file.endsWith(name)).count();
    } catch (UncheckedIOException e) {
      return 0; // a file went while it was looked at
    }
  }

  /// Kills once some run has a checkpoint that it had not before, and a moment later.
  private static void killLater(Jvm jvm, Path study, Rng rng) throws Exception {
    long before = count(study, "checkpoint.zip") + count(study, "result.json");
    while (count(study, "checkpoint.zip") + count(study, "result.json") <= before
        && jvm.isAlive()) {
      Thread.sleep(1);
    }
    Thread.sleep(rng.nextInt(60));
    jvm.kill();
  }

  @Test
  void a_study_that_is_killed_three_times_comes_to_the_numbers_of_one_that_was_not()
      throws Exception {
    Path whole = folder.resolve("whole");
    assertThat(Json.at(json(study(whole)), "runs")).isEqualTo(4);
    Path killed = folder.resolve("killed");
    Rng rng = Rng.stream(1, "kills");
    for (int i = 0; i < KILLS; i++) {
      killLater(study(killed), killed, rng);
    }

    Object result = json(study(killed));

    assertThat(rows(killed)).isEqualTo(rows(whole)).hasSize(5);
    assertThat(Json.at(result, "runs")).isEqualTo(4);
    for (String name : List.of("clipRange=0.1/seed-1", "clipRange=0.3/seed-2")) {
      assertThat(MetricsFile.of(killed.resolve(name)))
          .isEqualTo(MetricsFile.of(whole.resolve(name)));
    }
  }
}

package ascent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ascent.io.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `ascent lab`.
class LabTest {
  @TempDir Path folder;

  private static Cli.Result estimators(String... more) {
    String few = "lab estimators --quiet --replicates 16 --episodes 2 --threads 2";
    return Cli.run(
        Stream.concat(Stream.of(few.split(" ")), Stream.of(more)).toArray(String[]::new));
  }

  @Test
  void lab_lists_its_commands() {
    assertThat(Cli.run("lab").succeeded()).contains("ascent lab estimators  Measure the library's");
  }

  @Test
  void estimators_prints_a_row_each() {
    String out = estimators("--estimators", "reinforce,trpo").succeeded();
    assertThat(out)
        .startsWith("ESTIMATOR")
        .containsPattern("(?m)^reinforce +\\d\\.\\d{3} \\[\\d\\.\\d{3}, \\d\\.\\d{3}] .* \\d+ %$")
        .containsPattern("(?m)^trpo +– +– +– +−?\\d\\.\\d{3} \\[.*] +–$");
  }

  @Test
  void a_sweep_has_a_point_per_value_and_is_drawn() throws Exception {
    Path png = folder.resolve("lambda.png");
    String[] sweep = {
      "--vary", "lambda", "--values", "0,1", "--estimators", "gae", "-o", png.toString(), "--json"
    };
    Map<String, Object> json = estimators(sweep).json();

    assertThat(json).containsEntry("vary", "lambda").containsEntry("file", png.toString());
    assertThat(Json.list(json, "points")).hasSize(2);
    assertThat(Json.at(json, "points", 0, "reports", 0, "estimator")).isEqualTo("gae");
    assertThat(Json.at(json, "settings", "task")).isEqualTo("random");
    assertThat(Cli.number(json, "points", 1, "value")).isEqualTo(1);
    assertThat(Cli.number(json, "points", 1, "reports", 0, "cosine", "value")).isBetween(-1.0, 1.0);
    assertThat(Files.readAllBytes(png)).startsWith(0x89, 'P', 'N', 'G');
  }

  @Test
  void wrong_use_is_answered_in_one_sentence() {
    assertThat(Cli.run("lab", "estimators", "--vary", "lamda", "--values", "1").failed(2))
        .startsWith("--vary is lamda; it must be one of episodes, horizon, reward-scale, lambda,")
        .endsWith("Did you mean lambda?");
    assertThat(Cli.run("lab", "estimators", "--vary", "lambda").failed(2))
        .isEqualTo("--vary and --values are given together, or neither is.");
    assertThat(
            Cli.run("lab", "estimators", "--vary", "lambda", "--values", "1,0", "-o", "x.png")
                .failed(2))
        .isEqualTo("values is [1.0, 0.0]; it must be ascending.");
    assertThat(Cli.run("lab", "estimators", "--task", "taxi").failed(2))
        .startsWith("There is no task taxi;")
        .endsWith("Did you mean Taxi-v3?");
    assertThat(Cli.run("lab", "estimators", "--estimators", "gea").failed(2))
        .startsWith("There is no estimator gea. Did you mean gae? Known: reinforce, ");
    assertThat(Cli.run("lab", "estimators", "--replicates", "4").failed(2))
        .isEqualTo("replicates is 4; it must be in [16, 1000000].");
    assertThat(Cli.run("lab", "estimators", "-o", "x.pdf").failed(2))
        .isEqualTo("-o is x.pdf; it must end in .png or .svg.");
    assertThat(Cli.run("lab", "estimator").failed(2)).contains("estimator");
  }

  @Test
  void generate_answers_questions() {
    String out = Cli.run("lab", "generate", "--steps", "100", "--quiet").succeeded();
    assertThat(out).startsWith("PROMPT").containsPattern("(?m)^\\d (plus|minus) \\d \\?.* is .*$");
    Map<String, Object> json =
        Cli.run("lab", "generate", "--steps", "100", "--prompts", "3", "--beliefs", "--json")
            .json();
    assertThat(Json.list(json, "answers")).hasSize(3);
    assertThat((String) Json.at(json, "answers", 0, "prompt")).contains("? i think ");
    assertThat(Cli.number(json, "perplexity"))
        .isGreaterThan(Cli.number(json, "grammar_perplexity"));
    assertThat(Cli.run("lab", "generate", "--prompts", "0").failed(2))
        .isEqualTo("prompts is 0; it must be in [1, 10000].");
    assertThat(Cli.run("lab", "generate", "--top-k", "65").failed(2))
        .isEqualTo("topK is 65; it must be in [1, 64].");
  }

  @Test
  void generate_learns_from_feedback_and_logs_what_trl_logs() throws Exception {
    String few = "lab generate --steps 60 --pairs 128 --updates 4 --prompts 2 --quiet --json";
    String more = " --algorithm ppo --tensorboard --target-kl 3 --out " + folder.resolve("run");
    Map<String, Object> json = Cli.run((few + more).split(" ")).json();

    assertThat((String) Json.at(json, "answers", 1, "after")).isNotBlank();
    assertThat(Cli.number(json, "before", "kl")).isZero();
    assertThat(Cli.number(json, "after", "kl")).isPositive();
    Path csv = folder.resolve("run/metrics.csv");
    assertThat(json).containsEntry("file", csv.toString());
    assertThat(Files.readAllLines(csv)).hasSize(5);
    assertThat(Files.readAllLines(csv).getFirst())
        .startsWith("update,episode,objective/kl,")
        .endsWith(",gold/score");
    try (Stream<Path> files = Files.list(folder.resolve("run"))) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .hasSize(2)
          .anyMatch(name -> name.contains("tfevents"));
    }
    String out = Cli.run((few.replace(" --json", "") + " --algorithm rloo").split(" ")).succeeded();
    assertThat(out).contains("reward model: ").containsPattern("(?m)^gold reward +.+ +.+$");
    assertThat(Cli.run("lab", "generate", "--algorithm", "rlo").failed(2))
        .endsWith("Did you mean rloo?");
    assertThat(Cli.run("lab", "generate", "--pairs", "9").failed(2))
        .isEqualTo("--pairs goes with --algorithm.");
  }
}

package ascent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ascent.algo.AlgorithmConfig;
import ascent.algo.Algorithms;
import ascent.env.registry.Envs;
import ascent.train.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `docs/metrics.md` explains the columns that runs write, and no others.
class MetricsDocsTest {
  @TempDir Path folder;

  @Test
  void every_column_of_every_algorithm_is_on_the_page_and_nothing_else_is() throws IOException {
    Set<String> metrics = new TreeSet<>();
    Set<String> episodes = new TreeSet<>();
    for (AlgorithmConfig config : Algorithms.all()) {
      Path run = folder.resolve(config.algorithm());
      Trainer.of(Envs.find("CartPole-v1")).with(config).out(run).train(1);
      metrics.addAll(columns(run.resolve("metrics.csv")));
      episodes.addAll(columns(run.resolve("episodes.csv")));
    }
    metrics.add("rollout/success_rate"); // where the environment reports is_success
    episodes.add("info/NAME"); // stands for the environment's own
    assertThat(metrics).hasSizeGreaterThan(20);
    assertThat(documented("metrics.csv")).containsExactlyInAnyOrderElementsOf(metrics);
    assertThat(documented("episodes.csv")).containsExactlyInAnyOrderElementsOf(episodes);
  }

  private static List<String> columns(Path csv) throws IOException {
    return List.of(Files.readAllLines(csv).getFirst().split(",", -1));
  }

  /// The first cells of the tables in a section of the page.
  private static List<String> documented(String file) throws IOException {
    String page = Files.readString(HelpTest.root().resolve("docs/metrics.md"), UTF_8);
    String section =
        Pattern.compile("\n## ")
            .splitAsStream(page)
            .filter(text -> text.startsWith("`" + file + "`"))
            .collect(Collectors.joining());
    return Pattern.compile("(?m)^\\| `([^`]+)` \\|")
        .matcher(section)
        .results()
        .map(match -> match.group(1))
        .toList();
  }
}

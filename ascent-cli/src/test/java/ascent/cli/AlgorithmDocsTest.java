package ascent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ascent.algo.Algorithms;
import ascent.algo.LearnerConfig;
import ascent.config.Configs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The pages of the algorithms have the settings that there are. `make cli` writes the tables anew.
class AlgorithmDocsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "reinforce",
        "linear-softmax",
        "actor-critic",
        "a2c",
        "ppo",
        "trpo",
        "behavior-cloning"
      })
  void the_table_of_hyperparameters_is_what_the_record_says(String algorithm) throws IOException {
    Path page = HelpTest.root().resolve("docs/algorithms/" + algorithm + ".md");
    String text = Files.readString(page, UTF_8);
    Pattern table =
        Pattern.compile("(?s)(<!-- hyperparameters " + algorithm + " -->\n).*?(<!-- end -->)");
    assertThat(text).containsPattern(table);
    String expected =
        table
            .matcher(text)
            .replaceFirst(
                m -> Matcher.quoteReplacement(m.group(1) + table(algorithm) + m.group(2)));

    if (Boolean.getBoolean("ascent.docs.write")) {
      Files.writeString(page, expected, UTF_8);
      text = expected;
    }

    assertThat(text).as("%s; to write it anew: make cli", page).isEqualTo(expected);
  }

  private static String table(String algorithm) {
    LearnerConfig config = Algorithms.learner(algorithm).orElseThrow();
    StringBuilder table = new StringBuilder("| name | default | meaning |\n|---|---|---|\n");
    for (Configs.Entry entry : Configs.describe((Record) config)) {
      String help = entry.help().replace("|", "\\|");
      table.append("| `%s` | %s | %s |\n".formatted(entry.name(), entry.defaultText(), help));
    }
    return table.toString();
  }
}

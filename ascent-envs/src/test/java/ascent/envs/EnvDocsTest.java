package ascent.envs;

import static org.assertj.core.api.Assertions.assertThat;

import ascent.config.Configs;
import ascent.config.Numbers;
import ascent.env.EnvSpec;
import ascent.env.Envs;
import ascent.space.Discrete;
import ascent.space.Space;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The pages of `docs/envs` against the envs they describe.
class EnvDocsTest {
  private static final Path PAGES = GymFixtures.find("docs/envs");

  static List<EnvSpec> specs() {
    return BuiltinEnvsTest.specs();
  }

  /// A variant that is registered under a name of its own is described with the plain one.
  private static String page(EnvSpec spec) throws IOException {
    return Files.readString(PAGES.resolve(plain(spec) + ".md"));
  }

  private static String plain(EnvSpec spec) {
    return spec.name().replace("8x8", "").replace("Contextual", "");
  }

  @ParameterizedTest
  @MethodSource("specs")
  void a_page_has_every_parameter_as_the_record_has_it(EnvSpec spec) throws IOException {
    String page = page(spec);
    for (Configs.Entry entry : Envs.find(plain(spec)).parameters()) {
      assertThat(page)
          .contains(
              "| %s | %s | %s | %s |\n"
                  .formatted(entry.name(), entry.type(), entry.defaultText(), entry.help()));
    }
  }

  @ParameterizedTest
  @MethodSource("specs")
  void a_page_has_the_limit_the_threshold_and_a_row_for_each_action(EnvSpec spec)
      throws IOException {
    String page = page(spec).replace('−', '-');
    if (spec.maxEpisodeSteps() > 0) {
      assertThat(page).contains(spec.maxEpisodeSteps() + " steps");
    }
    if (!Double.isNaN(spec.rewardThreshold())) {
      assertThat(page)
          .containsPattern(
              "solved at a mean return of .*"
                  + Pattern.quote(Numbers.text(spec.rewardThreshold())));
    }
    Space actions = spec.factory().get().actionSpace();
    if (actions instanceof Discrete discrete) {
      String section = page.substring(page.indexOf("## Actions"), page.indexOf("## Observations"));
      assertThat(section.lines().filter(line -> line.matches("\\| \\d+ \\| .+ \\|")))
          .hasSize(discrete.n());
    }
  }

  @Test
  void the_list_has_every_env() throws IOException {
    String list = Files.readString(PAGES.resolve("README.md"));
    for (EnvSpec spec : specs()) {
      assertThat(list).contains(spec.name());
    }
  }

  @Test
  void every_id_in_the_pages_is_found() throws IOException {
    Pattern quoted = Pattern.compile("'([A-Z][\\w/]+-v\\d\\?[^']+)'");
    int found = 0;
    for (EnvSpec spec : specs()) {
      for (MatchResult id : quoted.matcher(page(spec)).results().toList()) {
        assertThat(Envs.find(id.group(1)).id()).isEqualTo(id.group(1));
        found++;
      }
    }
    assertThat(found).isGreaterThanOrEqualTo(specs().size() - 1);
  }
}

package ascent.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The README says how much code PPO is; this is the measurement (decision 0013).
class ReadingPathTest {
  private static final Path SOURCES = Path.of("ascent-core/src/main/java");
  private static final JavaClasses CORE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> location.contains("ascent-core"))
          .importPackages("ascent");

  private static String section() throws IOException {
    String readme = Files.readString(Examples.root().resolve("README.md"), UTF_8);
    String rest = readme.substring(readme.indexOf("## The reading path"));
    return rest.substring(0, rest.indexOf("\n## ", 1));
  }

  /// The files that the table links.
  private static Set<Path> table() throws IOException {
    return Pattern.compile("\\[\\w+]\\((ascent-core/[^)]+\\.java)\\)")
        .matcher(section().lines().filter(l -> l.startsWith("|")).collect(Collectors.joining("\n")))
        .results()
        .map(r -> Path.of(r.group(1)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<Path> measured() {
    return ReadingPath.of(CORE).stream()
        .map(name -> SOURCES.resolve(name.replace('.', '/') + ".java"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static int lines(Collection<Path> files) throws IOException {
    int lines = 0;
    for (Path file : files) {
      lines += Files.readAllLines(Examples.root().resolve(file), UTF_8).size();
    }
    return lines;
  }

  /// "… 17 files, 2,300 lines …", in the order of the text: the table, then everything.
  private static MatchResult stated(int k) throws IOException {
    Matcher matcher = Pattern.compile("(\\d+) files, ([\\d,]+) lines").matcher(section());
    return matcher.results().toList().get(k);
  }

  private static void check(MatchResult stated, Set<Path> files) throws IOException {
    assertThat(files)
        .as("README.md should say %d files, %,d lines", files.size(), lines(files))
        .hasSize(Integer.parseInt(stated.group(1)));
    assertThat(lines(files))
        .as("README.md should say %d files, %,d lines: %s", files.size(), lines(files), files)
        .isCloseTo(Integer.parseInt(stated.group(2).replace(",", "")), withinPercentage(5));
  }

  @Test
  void the_table_is_as_long_as_the_readme_says() throws IOException {
    check(stated(0), table());
  }

  @Test
  void an_iteration_runs_as_much_code_as_the_readme_says() throws IOException {
    check(stated(1), measured());
  }

  /// The loop itself and the interface of the environments' vector stand above what is measured.
  @Test
  void the_table_shows_only_what_an_iteration_runs() throws IOException {
    Set<Path> others = table();
    others.removeAll(measured());
    assertThat(others).containsExactly(SOURCES.resolve("ascent/train/Run.java"));
  }

  /// Where the walk lost its way, there would be neither of its ends, nor the tasks of other
  /// threads.
  @Test
  void the_measurement_goes_from_the_environments_step_to_the_optimizers() {
    assertThat(ReadingPath.of(CORE))
        .contains(
            "ascent.env.SyncVectorEnv",
            "ascent.collect.PartCollector",
            "ascent.policy.PolicyGradient",
            "ascent.policy.PolicyPass",
            "ascent.distribution.DiagonalGaussian",
            "ascent.nn.LinearHeadPass",
            "ascent.nn.MlpPass",
            "ascent.rollout.Minibatches",
            "ascent.nn.Adam")
        .doesNotContain("ascent.train.RunDirectory", "ascent.kernel.Kernels");
  }
}

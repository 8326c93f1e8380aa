package ascent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ascent.cli.args.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Model.CommandSpec;

/// `--help`, `--version`, and the page made of them.
public class HelpTest {
  private static final Pattern OPTION = Pattern.compile("(?m)^ +(?:-[a-zA-Z], )?(--[a-z-]+)");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          train   | --cluster --cluster-conf --verify-parts --class-path --config --steps --episodes --log-every --envs --seed --seeds --threads --preset --set --wrap --curriculum --from --out --eval-every --eval-episodes \
          --stop-at --patience --stop-after --checkpoint-every --keep-checkpoints --max-episode-steps --tensorboard --mlflow --mlflow-experiment --mlflow-run --log --json --quiet --ui --port --dry-run --strict
          resume  | --cluster --cluster-conf --verify-parts --class-path --steps --stop-after --threads --tensorboard --mlflow --mlflow-experiment --mlflow-run --log --json --quiet
          eval    | --class-path --env --episodes --seed --stochastic --max-episode-steps --record --json
          replay  | --class-path --env --at --branch --out --film --threads --quiet --json
          clone   | --class-path --data --seed --threads --set --out --eval-episodes --json --quiet
          study   | --class-path --grid --seeds --seed --steps --episodes --envs --preset --set --eval-every --eval-episodes --threads --out --json --quiet
          tune    | --class-path --method --trials --seeds --score --space --finalists --final-seeds --steps --min-steps --envs --preset --set --eval-episodes --seed --threads --out --dry-run --json --quiet
          export  | --class-path --format --package --force --json
          plot    | --x --y --group-by --smooth --threshold --actions --theme --size --title --class-path --json
          check   | --class-path --strict --json
          import  | --class-path --force --env --vec-normalize --json
          render  | --class-path --env --episodes --seed --stochastic --max-frames --history --no-overlay --size --fps --json
          dashboard | --class-path --port
          envs    | --class-path --json
          compare | --env --set --set-a --set-b --steps --envs --eval-episodes --alpha --margin --max-seeds --seed --threads --out --class-path --json --quiet
          algos   | --class-path --json
          presets | --json
          config  | --class-path --json
          lesson  | --seed --seeds --out --threads --quiet --json
          lab     |
          lab estimators | --task --estimators --vary --values --measure --gamma --horizon --reward-scale --episodes --lambda --clip-range --critic-error --replicates --seed --threads --quiet --json
          bench   | --json
          info    | --class-path --json
          completion | --class-path
          """)
  void help_lists_exactly_the_options_there_are(String command, String options) {
    Set<String> expected = new TreeSet<>(List.of("--debug", "--help", "--version"));
    expected.addAll(options == null ? List.of() : Arrays.asList(options.split(" ")));

    String help = help(command);

    Set<String> listed =
        OPTION.matcher(help).results().map(m -> m.group(1)).collect(Collectors.toSet());
    assertThat(listed).containsExactlyInAnyOrderElementsOf(expected);
  }

  private static String help(String command) {
    return Cli.run((command + " --help").split(" ")).succeeded();
  }

  /// Help breaks lines at spaces, and no line of a footer at all: its examples can be copied.
  @Test
  void no_line_is_broken_within_a_word_or_an_example() {
    for (String name : Commands.NAMES) {
      assertUnbroken(name, Commands.named(name));
      for (Command below : Commands.named(name).commands()) {
        assertUnbroken(name + " " + below.syntax().spec().name(), below);
      }
    }
  }

  private static void assertUnbroken(String name, Command command) {
    String help = help(name);
    CommandSpec spec = command.syntax().spec();
    for (String line : spec.usageMessage().footer()) {
      assertThat(help.lines()).as(name).contains(line.replace("%%", "%"));
    }
    Stream<String> words =
        Stream.concat(spec.options().stream(), spec.positionalParameters().stream())
            .flatMap(argument -> Arrays.stream(argument.description()))
            .flatMap(text -> Arrays.stream(text.replace("%%", "%").split("\\s+")));
    Set<String> printed = new HashSet<>(List.of(help.split("\\s+")));
    assertThat(words.filter(word -> !printed.contains(word))).as(name).isEmpty();
  }

  @Test
  void help_of_ascent_lists_the_commands() {
    String help = Cli.run("--help").succeeded();

    assertThat(Commands.NAMES)
        .doesNotHaveDuplicates()
        .allSatisfy(name -> assertThat(help).containsPattern("(?m)^  " + name + " "));
  }

  @Test
  void without_a_command_the_help_goes_to_stderr_and_it_is_wrong_use() {
    Cli.Result result = Cli.run();

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("Usage: ascent").contains("train");
  }

  @Test
  void help_may_be_asked_for_as_a_command() {
    assertThat(Cli.run("help").succeeded()).isEqualTo(Cli.run("--help").succeeded());
    assertThat(Cli.run("help", "eval").succeeded()).isEqualTo(Cli.run("eval", "-h").succeeded());
    assertThat(Cli.run("help", "lab", "estimators").succeeded())
        .isEqualTo(Cli.run("lab", "estimators", "-h").succeeded())
        .startsWith("Usage: ascent lab estimators");
    assertThat(Cli.run("help", "evil").failed(2)).contains("Did you mean eval?");
  }

  @Test
  void every_command_knows_its_version() {
    for (String command : Commands.NAMES) {
      assertThat(Cli.run(command, "--version").succeeded()).startsWith("ascent ").contains("Java");
    }
    assertThat(Cli.run("-V").succeeded()).startsWith("ascent ");
  }

  /// `mvn test -Dtest=HelpTest -Dascent.docs.write=true` writes the page anew.
  @Test
  void the_page_docs_cli_is_what_help_says() throws IOException {
    Path page = root().resolve("docs/cli.md");
    String expected = page();

    if (Boolean.getBoolean("ascent.docs.write")) {
      Files.writeString(page, expected, UTF_8);
    }

    assertThat(page).exists();
    assertThat(Files.readString(page, UTF_8))
        .as("docs/cli.md; to write it anew: make cli")
        .isEqualTo(expected);
  }

  private static String page() {
    StringBuilder page = new StringBuilder("# The command line\n\n");
    page.append(
        "The output of `ascent --help` and `ascent COMMAND --help`; generated by `make cli`.\n\n");
    page.append("```text\n").append(Cli.run("--help").succeeded()).append("```\n");
    for (String command : Commands.NAMES) {
      append(page, command);
      for (Command below : Commands.named(command).commands()) {
        append(page, command + " " + below.syntax().spec().name());
      }
    }
    return page.toString();
  }

  private static void append(StringBuilder page, String command) {
    page.append("\n## ascent ").append(command).append("\n\n");
    page.append("```text\n").append(help(command)).append("```\n");
  }

  /// The project's folder, from wherever the tests run.
  public static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("ascent-cli/pom.xml"))) {
      folder = folder.getParent();
    }
    return folder;
  }
}

package ascent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ascent.env.wrap.Wrappers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Model.CommandSpec;

/// `ascent completion SHELL`.
class CompletionTest {
  private static final String BASH = Cli.run("completion", "bash").succeeded();

  /// Completes the last of the words given, as readline would.
  private static final String DRIVER =
      """
      try() {
        COMP_WORDS=("$@")
        COMP_CWORD=$(($# - 1))
        _ascent
        printf '%s\\n' "${COMPREPLY[*]}"
      }
      """;

  /// The answers of bash, one for each line of words.
  private static List<String> complete(Path folder, String... lines) throws Exception {
    List<String> script = new ArrayList<>();
    script.add(BASH);
    script.add(DRIVER);
    for (String line : lines) {
      script.add("try " + line);
    }
    return bash(folder, String.join("\n", script));
  }

  private static List<String> bash(Path folder, String script, String... flags) throws Exception {
    Path file = Files.writeString(folder.resolve("script"), script);
    List<String> command = new ArrayList<>(List.of("bash"));
    command.addAll(List.of(flags));
    command.add(file.toString());
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("LC_ALL", "C.UTF-8");
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    int code = builder.start().waitFor();
    assertThat(Files.readString(err, UTF_8)).isEmpty();
    assertThat(code).isZero();
    return Files.readAllLines(out, UTF_8);
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void bash_parses_its_script(@TempDir Path folder) throws Exception {
    assertThat(bash(folder, BASH, "-n")).isEmpty();
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void bash_completes_commands_options_and_what_their_values_can_be(@TempDir Path folder)
      throws Exception {
    List<String> answers =
        complete(
            folder,
            "ascent tra",
            "ascent train pp",
            "ascent train --steps 5 pp",
            "ascent train ppo CartP",
            "ascent train --quiet --seed = 1 ppo CartP",
            "ascent train ppo --patie",
            "ascent train ppo CartPole-v1 --set clipRange",
            "ascent train trpo CartPole-v1 --set clipRange",
            "ascent clone CartPole-v1 --set learningR",
            "ascent train ppo CartPole-v1 --preset tune",
            "ascent train ppo CartPole-v1 --preset = tune",
            "ascent train ppo CartPole-v1 --wrap fra",
            "ascent completion fi",
            "ascent help inf",
            "ascent train ppo CartPole-v1 ''",
            "ascent train ppo CartPole-v1 --steps ''");

    assertThat(answers)
        .containsExactly(
            "train",
            "ppo",
            "ppo",
            "CartPole-v1",
            "CartPole-v1",
            "--patience",
            "clipRange= clipRangeVf=",
            "",
            "learningRate=",
            "tuned",
            "tuned",
            "frame-stack:",
            "fish",
            "info",
            "",
            "");
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void bash_completes_commands_below_commands(@TempDir Path folder) throws Exception {
    List<String> answers =
        complete(
            folder,
            "ascent lab ''",
            "ascent lab -",
            "ascent help lab e",
            "ascent help train ''",
            "ascent lab estimators --horiz",
            "ascent lab generate --horiz",
            "ascent lab estimators --task Fro",
            "ascent lab estimators --seed 2 --measure = b",
            "ascent lab estimators --vary cl",
            "ascent lab generate --algorithm da");

    assertThat(answers)
        .containsExactly(
            "estimators generate",
            "--debug -h --help -V --version",
            "estimators",
            "",
            "--horizon",
            "",
            "FrozenLake-v1",
            "bias",
            "clip-range",
            "dapo");
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void bash_offers_each_option_its_own_values(@TempDir Path folder) throws Exception {
    List<String> answers =
        complete(
            folder,
            "ascent lesson ppo",
            "ascent train ppo CartPole-v1 --log ''",
            "ascent train ppo CartPole-v1 --mlflow-run ''",
            "ascent export runs/cp --format j",
            "ascent train --set clipRange = 0.1 --wrap frame-stack : 2 ppo CartP",
            "ascent compare ppo : default trp",
            "ascent compare ppo : default ppo : tuned --set-a clipRangeV");

    assertThat(answers)
        .containsExactly(
            "ppo ppo-clip-study",
            "bar table jsonl",
            "",
            "java",
            "CartPole-v1",
            "trpo",
            "clipRangeVf=");
  }

  /// A new label must be completed, or be added here because its values cannot be listed.
  @Test
  void what_is_not_completed_has_values_that_cannot_be_listed() {
    assertThat(labels(Commands.parserFor(new String[0]).getCommandSpec()))
        .filteredOn(label -> !BASH.contains("    '" + label + "') "))
        .containsExactlyInAnyOrder(
            ("E F G K KEY L LIST MASTER METRIC N N|Nep N|Ns NAME NAMES P REWARD S SHARE STEP T TEXT"
                    + " TIME URI WEIGHT WxH WxH|Nx X Y")
                .split(" "));
  }

  private static Set<String> labels(CommandSpec command) {
    Set<String> labels = new TreeSet<>();
    command.args().stream()
        .filter(arg -> arg.arity().max() > 0)
        .forEach(arg -> labels.add(arg.paramLabel()));
    command.subcommands().values().forEach(below -> labels.addAll(labels(below.getCommandSpec())));
    return labels;
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void bash_offers_files_beside_the_environments_that_a_film_can_be_of(@TempDir Path folder)
      throws Exception {
    Files.createFile(folder.resolve("Cart.zip"));

    assertThat(complete(folder, "ascent render Cart")).containsExactly("CartPole-v1 Cart.zip");
  }

  @Test
  void every_command_and_option_is_in_every_script() {
    for (String shell : List.of("bash", "zsh", "fish")) {
      String script = Cli.run("completion", shell).succeeded();

      assertThat(Commands.NAMES).allSatisfy(name -> assertThat(script).contains(name));
      assertThat(script)
          .contains(
              "checkpoint-every", "class-path", "CartPole-v1", "linear-softmax", "gaeLambda=");
    }
  }

  @Test
  void the_wrappers_that_are_offered_exist() {
    for (String wrapper :
        List.of(
            "frame-stack:2", "rescale-action", "reward-shaping:bonus:1:2", "sticky-actions:0.5")) {
      assertThat(Wrappers.parse(wrapper)).hasToString(wrapper);
      assertThat(Cli.run("completion", "zsh").succeeded())
          .contains(wrapper.replaceFirst(":.*", ""));
    }
  }

  @Test
  void an_unknown_shell_is_refused() {
    assertThat(Cli.run("completion", "pwsh").failed(2))
        .isEqualTo("SHELL is pwsh; it must be one of bash, zsh, fish.");
  }
}

package ascent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ascent.env.wrap.Wrappers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

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

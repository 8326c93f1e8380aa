package com.acme.rl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `ascent` in a process that knows of this module through `--class-path` alone.
class CommandLineTest {
  @TempDir Path folder;

  private static String own() throws Exception {
    return Path.of(AcmeAlgorithms.class.getProtectionDomain().getCodeSource().getLocation().toURI())
        .toString();
  }

  private String ascent(int code, String... args) throws Exception {
    String others =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.contains("examples-author"))
            .collect(Collectors.joining(File.pathSeparator));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", others, "ascent.cli.Main"));
    command.addAll(List.of(args));
    File errors = folder.resolve("stderr").toFile();
    Process process = new ProcessBuilder(command).redirectError(errors).start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    String err = Files.readString(errors.toPath());
    assertThat(process.waitFor()).as("exit code of %s: %s", command, err).isEqualTo(code);
    return code == 0 ? out : err;
  }

  @Test
  void it_is_listed_trained_evaluated_and_resumed_with_its_class_path() throws Exception {
    assertThat(ascent(0, "algos", "--class-path", own()))
        .contains("ppo ")
        .containsPattern("\nawr +Advantage-weighted regression");
    assertThat(ascent(0, "config", "awr", "--class-path", own())).contains("momentum", "0.9");

    String run = folder.resolve("run").toString();
    String[] train = {
      "train",
      "awr",
      "CartPole-v1",
      "--class-path",
      own(),
      "--steps",
      "2048",
      "--set",
      "beta=0.5",
      "--eval-episodes",
      "2",
      "--json",
      "--out",
      run
    };
    assertThat(ascent(0, train)).contains("\"algorithm\":\"awr\"");

    assertThat(ascent(0, "eval", run, "--class-path", own(), "--episodes", "2", "--json"))
        .contains("\"mean\"");
    assertThat(ascent(0, "resume", run, "--class-path", own(), "--steps", "3072", "--json"))
        .contains("\"algorithm\":\"awr\"");
    assertThat(ascent(1, "eval", run, "--episodes", "2"))
        .contains(
            "The algorithm awr is unknown here. Maybe its jar is missing on the class path: --class-path JAR.");
  }

  @Test
  void the_commands_of_the_page_run() throws Exception {
    List<String> commands = PageTest.find("\n\\./ascent (.*)");
    assertThat(commands).hasSize(3);
    for (String command : commands) {
      String here =
          command
              .replace("examples-author/target/classes", own())
              .replace("runs/awr", folder.resolve("run").toString());
      ascent(0, here.split(" "));
    }
    assertThat(Files.readString(folder.resolve("run/config.json")).replace(" ", ""))
        .contains("\"beta\":\"0.5\"");
  }

  @Test
  void a_distribution_is_set_by_its_name_with_its_class_path() throws Exception {
    String run = folder.resolve("run").toString();
    String[] train = {
      "train",
      "ppo",
      "Pendulum-v1",
      "--class-path",
      own(),
      "--preset",
      "default",
      "--steps",
      "512",
      "--set",
      "rolloutSteps=256",
      "--set",
      "distribution=laplace",
      "--set",
      "logScaleInit=-0.5",
      "--json",
      "--out",
      run
    };
    ascent(0, train);
    assertThat(Files.readString(folder.resolve("run/config.json")).replace(" ", ""))
        .contains("\"distribution\":\"laplace\"", "\"logScaleInit\":\"-0.5\"");
    assertThat(ascent(0, "eval", run, "--class-path", own(), "--episodes", "2", "--json"))
        .contains("\"mean\"");
    assertThat(ascent(0, "resume", run, "--class-path", own(), "--steps", "1024", "--json"))
        .contains("\"algorithm\":\"ppo\"");

    assertThat(ascent(0, "config", "ppo", "--class-path", own())).contains("laplace");
    assertThat(ascent(1, "eval", run, "--episodes", "2"))
        .contains("The distribution laplace is unknown here. Maybe its jar is missing");
  }

  @Test
  void without_its_class_path_it_is_unknown() throws Exception {
    assertThat(ascent(2, "train", "awr", "CartPole-v1", "--steps", "64"))
        .contains("no algorithm is named 'awr'.");
  }
}

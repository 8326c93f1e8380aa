package com.acme.paintshop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `ascent` with the shop on its class path, as a process of its own.
class CommandLineTest {

  private static String ascent(Path dir, String... args) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "ascent.cli.Main"));
    command.addAll(List.of(args));
    File errors = dir.resolve("stderr").toFile();
    Process process = new ProcessBuilder(command).redirectError(errors).start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as("exit code of %s; see %s", command, errors).isZero();
    return out;
  }

  @Test
  void the_shop_is_listed_and_trained_by_its_name(@TempDir Path dir) throws Exception {
    assertThat(ascent(dir, "envs")).contains("PaintShop-v1");

    String run = dir.resolve("run").toString();
    String result =
        ascent(
            dir,
            "train",
            "ppo",
            "PaintShop-v1",
            "--steps",
            "256",
            "--json",
            "--out",
            run,
            "--set",
            "rolloutSteps=256");

    assertThat(result).contains("PaintShop-v1");
    assertThat(dir.resolve("run/model.zip")).isNotEmptyFile();
  }
}

package ascent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ascent.agent.Agent;
import ascent.algo.PPOConfig;
import ascent.env.registry.Envs;
import ascent.io.Safetensors;
import ascent.train.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `ascent export`: the files' content is tested in the module `it`.
class ExportTest {
  @TempDir Path dir;
  private Path run;

  @BeforeEach
  void train() {
    run = train("CartPole-v1");
  }

  private Path train(String env) {
    Path out = dir.resolve("run-" + env.replace("?", "-"));
    Trainer.of(Envs.find(env))
        .with(PPOConfig.DEFAULT.withRolloutSteps(16).withBatchSize(16).withEpochs(1))
        .out(out)
        .train(16);
    return out;
  }

  private Cli.Result export(String format, String file, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "export", run.toString(), "--format", format, "-o", dir.resolve(file).toString()));
    words.addAll(List.of(more));
    return Cli.run(words.toArray(String[]::new));
  }

  @Test
  void a_java_class_is_named_as_the_file() throws IOException {
    Map<String, Object> json =
        export("java", "Balance.java", "--package", "com.acme", "--json").json();

    Path file = dir.resolve("Balance.java");
    assertThat(json)
        .containsEntry("file", file.toString())
        .containsEntry("format", "java")
        .containsEntry("masked", false)
        .containsEntry("parameters_sha256", Agent.load(run).parametersSha256());
    assertThat(Files.readString(file))
        .startsWith("package com.acme;\n")
        .contains("ppo on CartPole-v1, 16 steps, seed 1.")
        .contains("public final class Balance {")
        .contains("public static int act(float[] observation) {");
  }

  @Test
  void a_policy_of_an_environment_with_masks_takes_one() throws IOException {
    run = train("Taxi-v3");
    assertThat(export("java", "Drive.java").succeeded()).endsWith(" bytes, with a mask\n");
    assertThat(Files.readString(dir.resolve("Drive.java")))
        .contains("public static int act(float[] observation, boolean[] mask) {");

    run = train("Taxi-v3?mask=false");
    assertThat(export("java", "Free.java").succeeded()).endsWith(" bytes\n");
    assertThat(Files.readString(dir.resolve("Free.java")))
        .contains("public static int act(float[] observation) {");
  }

  @Test
  void every_format_is_written() throws IOException {
    export("c", "balance.h").succeeded();
    assertThat(Files.readString(dir.resolve("balance.h")))
        .contains("static inline int balance_act(const float *observation) {");
    export("onnx", "balance.onnx").succeeded();
    assertThat(dir.resolve("balance.onnx")).isNotEmptyFile();
    export("safetensors", "balance.safetensors").succeeded();
    assertThat(Safetensors.parse(Files.readAllBytes(dir.resolve("balance.safetensors"))).metadata())
        .containsEntry("env", "CartPole-v1");
    assertThat(export("c", "balance-2.h").failed(2))
        .startsWith("the name is balance-2; it must be a C identifier.");
    assertThat(export("c", "other.h", "--package", "com.acme").failed(2))
        .isEqualTo("--package is for --format java.");
  }

  @Test
  void an_existing_file_is_replaced_only_with_force() throws IOException {
    Path file = Files.writeString(dir.resolve("Policy.java"), "mine");

    assertThat(export("java", "Policy.java").failed(2))
        .isEqualTo("-o is %s, which exists; --force replaces it.".formatted(file));
    assertThat(Files.readString(file)).isEqualTo("mine");
    export("java", "Policy.java", "--force").succeeded();
    assertThat(Files.readString(file)).contains("class Policy");
  }

  @Test
  void wrong_use_gets_one_sentence_and_writes_nothing() throws IOException {
    assertThat(export("jaav", "Policy.java").failed(2))
        .startsWith("--format is jaav; it must be one of java")
        .endsWith("Did you mean java?");
    assertThat(Cli.run("export", run.toString(), "-o", "Policy.java").failed(2))
        .startsWith("--format is missing; it is one of: java (");
    assertThat(Cli.run("export", run.toString(), "--format", "java").failed(2))
        .isEqualTo("the policy needs a file: -o FILE.java.");
    assertThat(export("java", "policy.txt").failed(2))
        .endsWith("policy.txt; it must end in .java for --format java.");
    assertThat(export("java", "my-policy.java").failed(2))
        .startsWith("the class is my-policy; it must be a Java identifier.");
    assertThat(export("java", "String.java").failed(2)).contains("java.lang");
    assertThat(export("java", "Policy.java", "--package", "com.1").failed(2))
        .startsWith("the package is com.1; it must be");
    assertThat(export("java", "missing/Policy.java").failed(2))
        .endsWith("there is no directory %s.".formatted(dir.resolve("missing")));
    run = dir.resolve("nothing");
    assertThat(export("java", "Policy.java").failed(1)).contains("there is no such file");
    try (var files = Files.list(dir)) {
      assertThat(files).containsExactly(dir.resolve("run-CartPole-v1"));
    }
  }
}

package ascent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ascent.agent.Agent;
import ascent.sb3.Sb3Writer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportTest {
  @TempDir static Path shared;
  @TempDir Path dir;
  private static Path zip;
  private static Agent trained;

  /// A trained model in the form of Stable-Baselines3, with statistics beside it.
  @BeforeAll
  static void train() throws IOException {
    Path run = shared.resolve("run");
    String line =
        "train ppo CartPole-v1 --steps 256 --envs 1 --quiet --set rolloutSteps=128"
            + " --set normalizeObservations=true --set policyLayers=8 --set valueLayers=6"
            + " --eval-episodes 1 --out "
            + run;
    Cli.run(line.split(" ")).succeeded();
    trained = Agent.load(run);
    zip = shared.resolve("sb3.zip");
    Sb3Writer.write(trained, zip);
  }

  @Test
  void an_imported_model_evaluates_and_trains_on() throws IOException {
    Path model = dir.resolve("model.zip");

    Map<String, Object> json =
        Cli.run("import", zip.toString(), "-o", model.toString(), "--env", "CartPole-v1", "--json")
            .json();

    assertThat(json)
        .containsEntry("algorithm", "ppo")
        .containsEntry("imported_algorithm", "PPO")
        .containsEntry("env", "CartPole-v1")
        .containsEntry("steps", 256)
        .containsEntry("parameters_sha256", trained.parametersSha256())
        .containsEntry("vec_normalize", shared.resolve("sb3_vecnormalize.pkl").toString());
    Agent read = Agent.load(model);
    float[] obs = {0.1f, -0.2f, 0.03f, 0.4f};
    assertThat(read.value(obs)).isEqualTo(trained.value(obs));
    assertThat(read.distribution(obs)).isEqualTo(trained.distribution(obs));
    assertThat(Cli.run("eval", model.toString(), "--episodes", "2").succeeded())
        .startsWith("CartPole-v1: return");

    Path on = dir.resolve("on");
    String line =
        "train ppo CartPole-v1 --steps 128 --envs 1 --quiet --json --set rolloutSteps=128"
            + " --eval-episodes 1 --out "
            + on
            + " --from "
            + model;
    assertThat(Cli.run(line.split(" ")).json()).containsEntry("steps", 128);
    assertThat(Files.readString(on.resolve("config.json"), UTF_8))
        .contains(read.parametersSha256());
  }

  @Test
  void an_exported_model_is_read_again() {
    Path out = dir.resolve("out.zip");
    String[] export = {
      "export", shared.resolve("run").toString(), "--format", "sb3", "-o", out.toString()
    };
    Cli.Result exported = Cli.run(export);
    assertThat(exported.code()).as(exported.err()).isZero();
    assertThat(exported.err())
        .contains("load it with PPO.load of Stable-Baselines3 2.")
        .contains("load " + dir.resolve("out_vecnormalize.pkl") + " with VecNormalize.load.");
    assertThat(
            Cli.run("import", out.toString(), "-o", dir.resolve("m.zip").toString(), "--json")
                .json())
        .containsEntry("parameters_sha256", trained.parametersSha256())
        .containsEntry("vec_normalize", dir.resolve("out_vecnormalize.pkl").toString());

    assertThat(Cli.run(export).failed(2)).contains("--force");
  }

  @Test
  void masks_make_it_maskable() {
    Path run = dir.resolve("taxi");
    String line =
        "train ppo Taxi-v3 --steps 64 --envs 1 --quiet --set rolloutSteps=64 --set policyLayers=4"
            + " --set valueLayers=4 --eval-episodes 1 --max-episode-steps 5 --out "
            + run;
    Cli.run(line.split(" ")).succeeded();
    Path out = dir.resolve("taxi.zip");
    Cli.Result exported =
        Cli.run("export", run.toString(), "--format", "sb3", "-o", out.toString());
    assertThat(exported.err()).contains("load it with MaskablePPO.load of Stable-Baselines3 2.");
    assertThat(
            Cli.run(
                    "import",
                    out.toString(),
                    "-o",
                    dir.resolve("m.zip").toString(),
                    "--env",
                    "Taxi-v3",
                    "--json")
                .json())
        .containsEntry("imported_algorithm", "MaskablePPO");
  }

  @Test
  void statistics_may_be_left_out() throws IOException {
    Path model = dir.resolve("model.zip");
    String text =
        Cli.run("import", zip.toString(), "-o", model.toString(), "--vec-normalize", "none")
            .succeeded();
    assertThat(text)
        .isEqualTo(
            "PPO of Stable-Baselines3 2.4.1, 256 steps: %s to Discrete(2), 95 parameters\nmodel %s\n"
                .formatted(trained.observationSpace(), model));
    assertThat(Agent.load(model).normalizer().learns()).isFalse();
  }

  @Test
  void wrong_use_is_told() throws IOException {
    Path model = dir.resolve("model.zip");
    Path precious = Files.writeString(dir.resolve("notes.txt"), "precious");
    assertThat(Cli.run("import", zip.toString(), "-o", precious.toString()).failed(2))
        .isEqualTo("-o is " + precious + ", which exists; --force replaces it.");
    assertThat(precious).hasContent("precious");
    assertThat(Cli.run("import", zip.toString()).failed(2))
        .isEqualTo("-o is missing; it names the file of the new model.");
    assertThat(
            Cli.run("import", zip.toString(), "-o", model.toString(), "--env", "Pendulum-v1")
                .failed(2))
        .contains("The policy's observation space is");
    Path copy = Files.copy(zip, dir.resolve("copy.zip"));
    assertThat(Cli.run("import", copy.toString(), "-o", copy.toString()).failed(2))
        .isEqualTo("-o is %s, the file to be read; it must be another file.".formatted(copy));
    assertThat(model).doesNotExist();
  }

  @Test
  void a_file_that_is_none_is_told() throws IOException {
    Path model = dir.resolve("model.zip");
    Path text = Files.writeString(dir.resolve("text.zip"), "no zip", UTF_8);
    assertThat(Cli.run("import", text.toString(), "-o", model.toString()).failed(1))
        .isEqualTo(text + " cannot be used: it is not a zip file, or is cut off.");
    Path missing = dir.resolve("missing.zip");
    assertThat(Cli.run("import", missing.toString(), "-o", model.toString()).failed(1))
        .isEqualTo(missing + ": there is no such file");
    assertThat(model).doesNotExist();
  }

  @Test
  void a_model_that_was_not_imported_is_told() {
    String hint =
        " cannot be used: it is a model of Stable-Baselines3. Maybe make it one of Ascent: ascent"
            + " import.";
    assertThat(Cli.run("eval", zip.toString()).failed(1)).isEqualTo(zip + hint);
    assertThat(
            Cli.run("train", "ppo", "CartPole-v1", "--from", zip.toString(), "--dry-run").failed(1))
        .isEqualTo(zip + hint);
  }

  @Test
  void training_on_needs_the_same_spaces() {
    Path model = dir.resolve("model.zip");
    Cli.run("import", zip.toString(), "-o", model.toString()).succeeded();

    assertThat(
            Cli.run(
                    "train",
                    "ppo",
                    "Pendulum-v1",
                    "--from",
                    model.toString(),
                    "--steps",
                    "64",
                    "--out",
                    dir.resolve("run").toString(),
                    "--quiet")
                .failed(2))
        .contains("The policy's observation space is");
  }
}

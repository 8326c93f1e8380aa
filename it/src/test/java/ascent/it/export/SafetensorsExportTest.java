package ascent.it.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ascent.agent.Agent;
import ascent.algo.PPOConfig;
import ascent.env.registry.Envs;
import ascent.export.PolicyExport;
import ascent.io.Safetensors;
import ascent.io.Tensor;
import ascent.train.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A policy's numbers as safetensors.
class SafetensorsExportTest {
  @TempDir private Path dir;

  private static SamplePolicy named(String name) {
    return SamplePolicy.all().stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void tensors_have_the_names_and_shapes_of_the_page() throws IOException {
    Safetensors file = Safetensors.parse(named("NormalizedUnclipped").export().safetensors());
    assertThat(file.tensors().keySet())
        .containsExactlyInAnyOrder(
            "policy.0.weight",
            "policy.0.bias",
            "policy.1.weight",
            "policy.1.bias",
            "policy.head.weight",
            "policy.head.bias",
            "policy.log_std",
            "value.0.weight",
            "value.0.bias",
            "value.1.weight",
            "value.1.bias",
            "value.head.weight",
            "value.head.bias",
            "observation.mean",
            "observation.deviation",
            "observation.clip",
            "action.low",
            "action.high");
    assertThat(file.tensors().get("policy.0.weight").shape()).containsExactly(5, 64);
    assertThat(file.tensors().get("policy.head.weight").shape()).containsExactly(3, 64);
    assertThat(file.metadata())
        .containsEntry("activation", "tanh")
        .containsEntry("distribution", "gaussian")
        .containsKeys("observation_space", "action_space", "parameters_sha256");
  }

  /// A second implementation in double precision, from the file alone.
  @Test
  void the_tensors_give_the_agents_action() throws IOException {
    SamplePolicy policy = named("NormalizedUnclipped");
    Map<String, Tensor> tensors = Safetensors.parse(policy.export().safetensors()).tensors();
    double[] mean = tensors.get("observation.mean").doubles();
    double[] deviation = tensors.get("observation.deviation").doubles();
    float[] low = tensors.get("action.low").floats();
    float[] high = tensors.get("action.high").floats();
    for (float[] observation : policy.observations(100)) {
      double[] x = new double[observation.length];
      for (int i = 0; i < x.length; i++) {
        x[i] = (observation[i] - mean[i]) / deviation[i];
      }
      x = layer(x, tensors, "policy.0");
      x = layer(x, tensors, "policy.1");
      float[] expected = policy.act(observation, new boolean[0]);
      float[] head = tensors.get("policy.head.weight").floats();
      float[] bias = tensors.get("policy.head.bias").floats();
      for (int d = 0; d < expected.length; d++) {
        double sum = bias[d];
        for (int k = 0; k < x.length; k++) {
          sum += x[k] * head[d * x.length + k];
        }
        assertThat(Math.clamp(sum, low[d], high[d]))
            .isBetween(expected[d] - 1e-4, expected[d] + 1e-4);
      }
    }
  }

  private static double[] layer(double[] x, Map<String, Tensor> tensors, String name) {
    float[] weight = tensors.get(name + ".weight").floats();
    float[] bias = tensors.get(name + ".bias").floats();
    double[] y = new double[bias.length];
    for (int j = 0; j < y.length; j++) {
      double sum = bias[j];
      for (int k = 0; k < x.length; k++) {
        sum += x[k] * weight[k * y.length + j];
      }
      y[j] = StrictMath.tanh(sum);
    }
    return y;
  }

  /// The program on the page, as it stands there.
  @Test
  void numpy_reads_the_file_as_the_page_says() throws Exception {
    assumeTrue(run(List.of("python3", "-c", "import numpy")) == 0, "NumPy is not installed");
    Agent agent =
        Trainer.of(Envs.find("CartPole-v1"))
            .with(PPOConfig.DEFAULT.withRolloutSteps(64).withBatchSize(64))
            .train(64)
            .agent();
    Files.write(dir.resolve("policy.safetensors"), PolicyExport.of(agent).safetensors());
    String page = Files.readString(Path.of("docs/export.md"));
    int from = page.indexOf("```python\n") + "```python\n".length();
    Files.writeString(dir.resolve("read.py"), page.substring(from, page.indexOf("```", from)));

    assertThat(run(List.of("python3", "read.py"))).isZero();
    int action = agent.act(new float[] {0.01f, -0.02f, 0.03f, 0.04f}).index();
    assertThat(Files.readString(dir.resolve("out"), UTF_8).strip()).isEqualTo("" + action);
  }

  private int run(List<String> command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
          .directory(dir.toFile())
          .redirectOutput(dir.resolve("out").toFile())
          .redirectError(dir.resolve("err").toFile())
          .start()
          .waitFor();
    } catch (IOException e) {
      return -1;
    }
  }
}

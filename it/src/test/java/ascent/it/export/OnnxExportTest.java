package ascent.it.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import ascent.distribution.ModeRule;
import ascent.space.Discrete;
import ascent.space.MultiDiscrete;
import ascent.space.Space;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Policies in ONNX Runtime, held against `Agent.act`.
class OnnxExportTest {
  private static final double TOLERANCE = 1e-6;

  static Stream<SamplePolicy> policies() {
    return SamplePolicy.all().stream();
  }

  private static OrtSession session(SamplePolicy policy) throws OrtException {
    return OrtEnvironment.getEnvironment()
        .createSession(policy.export().onnx(), new OrtSession.SessionOptions());
  }

  /// The actions `[n × actionSize]`.
  private static float[][] run(
      OrtSession session, SamplePolicy policy, float[][] observations, boolean[][] masks)
      throws OrtException {
    OrtEnvironment runtime = OrtEnvironment.getEnvironment();
    Map<String, OnnxTensor> inputs = new HashMap<>();
    inputs.put(
        "observation",
        OnnxTensor.createTensor(
            runtime,
            isChoices(policy.agent().observationSpace()) ? longs(observations) : observations));
    if (policy.masked()) {
      inputs.put("action_mask", OnnxTensor.createTensor(runtime, masks));
    }
    try (OrtSession.Result result = session.run(inputs)) {
      return switch (result.get("action").orElseThrow().getValue()) {
        case float[][] values -> values;
        case long[][] choices -> floats(choices);
        case long[] choice ->
            floats(Arrays.stream(choice).mapToObj(a -> new long[] {a}).toArray(long[][]::new));
        case Object other -> throw new AssertionError(other.getClass());
      };
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
  }

  private static boolean isChoices(Space space) {
    return space instanceof Discrete || space instanceof MultiDiscrete;
  }

  private static long[][] longs(float[][] rows) {
    return Arrays.stream(rows)
        .map(row -> {
          long[] longs = new long[row.length];
          Arrays.setAll(longs, i -> (long) row[i]);
          return longs;
        })
        .toArray(long[][]::new);
  }

  private static float[][] floats(long[][] rows) {
    return Arrays.stream(rows)
        .map(row -> {
          float[] floats = new float[row.length];
          for (int i = 0; i < row.length; i++) {
            floats[i] = row[i];
          }
          return floats;
        })
        .toArray(float[][]::new);
  }

  /// Values differ by at most 1e-6 of the largest number in observation and action, or 1. A choice
  /// may differ only where the agent finds both options equally probable, to 1e-6.
  @ParameterizedTest
  @MethodSource("policies")
  void onnx_runtime_takes_the_agents_actions(SamplePolicy policy) throws OrtException {
    int n = policy.samples();
    float[][] observations = policy.observations(n);
    boolean[][] masks = policy.masked() ? policy.masks(n) : new boolean[n][0];
    ModeRule rule = policy.agent().policy().modeRule().orElseThrow();
    boolean chooses = rule instanceof ModeRule.Choices || rule instanceof ModeRule.Bits;
    int differ = 0;
    try (OrtSession session = session(policy)) {
      assertThat(session.getInputNames()) // and nothing else, such as a state that is never read
          .isEqualTo(
              policy.masked() ? Set.of("observation", "action_mask") : Set.of("observation"));
      assertThat(session.getOutputNames()).containsExactly("action");
      float[][] actions = run(session, policy, observations, masks);
      assertThat(actions).hasNumberOfRows(n);
      for (int i = 0; i < n; i++) {
        int row = i;
        float[] expected = policy.act(observations[i], masks[i]);
        if (chooses) {
          if (!Arrays.equals(actions[i], expected)) {
            differ++;
            double logProb = policy.agent().logProb(observations[i], expected);
            assertThat((double) policy.agent().logProb(observations[i], actions[i]))
                .isCloseTo(logProb, offset(10 * TOLERANCE));
          }
        } else {
          double scale = Math.max(1, Math.max(largest(observations[i]), largest(expected)));
          assertThat(largestDifference(actions[i], expected))
              .as(() -> policy + Arrays.toString(observations[row]))
              .isLessThanOrEqualTo(TOLERANCE * scale);
        }
      }
    }
    assertThat(differ).as("choices that differ").isLessThan(5);
  }

  private static double largest(float[] numbers) {
    double largest = 0;
    for (float x : numbers) {
      largest = Math.max(largest, Math.abs(x));
    }
    return largest;
  }

  /// NaN if a number is.
  private static double largestDifference(float[] a, float[] b) {
    double largest = 0;
    for (int i = 0; i < a.length; i++) {
      largest = Math.max(largest, Math.abs((double) a[i] - b[i]));
    }
    return largest;
  }

  @Test
  void a_batch_may_have_one_row() throws OrtException {
    SamplePolicy policy = SamplePolicy.all().getFirst();
    float[][] one = policy.observations(1);
    try (OrtSession session = session(policy)) {
      assertThat(run(session, policy, one, new boolean[1][0])[0])
          .isEqualTo(policy.act(one[0], new boolean[0]));
    }
  }

  @Test
  void inputs_and_outputs_say_what_they_are() throws OrtException {
    SamplePolicy policy =
        SamplePolicy.all().stream()
            .filter(p -> p.name().equals("MaskedChoices"))
            .findFirst()
            .orElseThrow();
    try (OrtSession session = session(policy)) {
      assertThat(session.getInputNames()).containsExactlyInAnyOrder("observation", "action_mask");
      assertThat(session.getOutputNames()).containsExactly("action");
      TensorInfo mask = (TensorInfo) session.getInputInfo().get("action_mask").getInfo();
      assertThat(mask.getShape()).containsExactly(-1, 10);
      TensorInfo action = (TensorInfo) session.getOutputInfo().get("action").getInfo();
      assertThat(action.getShape()).containsExactly(-1, 3);
      assertThat(session.getMetadata().getProducerName()).isEqualTo("Ascent");
      assertThat(session.getMetadata().getCustomMetadata())
          .containsEntry("parameters_sha256", policy.agent().parametersSha256())
          .containsEntry("algorithm", "ppo");
      assertThat(List.of(session.getMetadata().getGraphName())).containsExactly("policy");
    }
  }
}

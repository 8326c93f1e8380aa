package ascent.export;

import ascent.distribution.ModeRule;
import ascent.space.Box;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The arrays of an exported source file by name: `float[]`, `double[]`, `int[]` or [Matrix].
final class Constants {
  /// @param numbers row by row
  record Matrix(int rows, int columns, float[] numbers) {}

  private Constants() {}

  static Map<String, Object> of(PolicyPlan plan) {
    Map<String, Object> constants = new LinkedHashMap<>();
    int[] counts = new Body(plan).observedCounts();
    if (counts.length > 0) {
      constants.put("COUNTS", counts);
    }
    plan.scaling()
        .ifPresent(scaling -> {
          constants.put("MEAN", scaling.mean());
          constants.put("DEVIATION", scaling.deviation());
        });
    for (int i = 0; i < plan.hidden().size(); i++) {
      PolicyPlan.Layer layer = plan.hidden().get(i);
      constants.put("W" + i, new Matrix(layer.in(), layer.out(), weights(plan, layer)));
      constants.put("B" + i, biases(plan, layer));
    }
    PolicyPlan.Layer head = plan.head();
    constants.put("HEAD_W", new Matrix(head.out(), head.in(), weights(plan, head)));
    constants.put("HEAD_B", biases(plan, head));
    switch (plan.rule()) {
      case ModeRule.Choices choices -> {
        if (!new Body(plan).returns() || plan.masked()) {
          constants.put("OPTIONS", choices.counts().stream().mapToInt(Integer::intValue).toArray());
        }
      }
      case ModeRule.Squashed squashed -> bounds(constants, squashed.middle(), squashed.half());
      case ModeRule.BetaMeans beta -> bounds(constants, beta.middle(), beta.half());
      case ModeRule.Bits _, ModeRule.Outputs _ -> {}
    }
    if (plan.actions() instanceof Box box) {
      constants.put("LOW", box.low());
      constants.put("HIGH", box.high());
    }
    return constants;
  }

  private static float[] weights(PolicyPlan plan, PolicyPlan.Layer layer) {
    return Arrays.copyOfRange(plan.weights(), layer.at(), layer.biases());
  }

  private static float[] biases(PolicyPlan plan, PolicyPlan.Layer layer) {
    return Arrays.copyOfRange(plan.weights(), layer.biases(), layer.end());
  }

  private static void bounds(Map<String, Object> constants, List<Float> middle, List<Float> half) {
    constants.put("MIDDLE", floats(middle));
    constants.put("HALF", floats(half));
  }

  static float[] floats(List<Float> list) {
    float[] floats = new float[list.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = list.get(i);
    }
    return floats;
  }
}

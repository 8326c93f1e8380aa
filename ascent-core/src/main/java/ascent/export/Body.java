package ascent.export;

import ascent.distribution.ModeRule;
import ascent.space.Box;
import ascent.space.Discrete;
import ascent.space.MultiBinary;
import ascent.space.MultiDiscrete;
import java.util.LinkedHashMap;
import java.util.Map;

/// The body of an exported `act`, in the words of a [Dialect]: from `observation` to the action.
final class Body {
  private final PolicyPlan plan;

  Body(PolicyPlan plan) {
    this.plan = plan;
  }

  /// The lengths of the arrays that it works in, by name: layers go from `x` to `y` and back, and
  /// the head writes `eta`.
  Map<String, Integer> memory() {
    Map<String, Integer> memory = new LinkedHashMap<>();
    memory.put("x", plan.widest());
    if (!plan.hidden().isEmpty()) {
      memory.put("y", plan.widest());
    }
    memory.put("eta", plan.head().out());
    return memory;
  }

  /// The size of these arrays.
  int bytes() {
    return Float.BYTES * memory().values().stream().mapToInt(Integer::intValue).sum();
  }

  /// Whether the action is returned; otherwise it is written to `action`.
  boolean returns() {
    return plan.actions() instanceof Discrete;
  }

  /// The options of each choice of an observation; empty if it is not made of choices.
  int[] observedCounts() {
    return switch (plan.observations()) {
      case Discrete space -> new int[] {space.n()};
      case MultiDiscrete space -> space.counts();
      case Box _, MultiBinary _ -> new int[0];
    };
  }

  String text() {
    StringBuilder text = new StringBuilder(input());
    String x = "x";
    for (int i = 0; i < plan.hidden().size(); i++) {
      PolicyPlan.Layer layer = plan.hidden().get(i);
      String y = x.equals("x") ? "y" : "x";
      text.append(
          "@layer(%s, %d, @W%d, @B%d, %s, %d);\n".formatted(x, layer.in(), i, i, y, layer.out()));
      text.append("@activate(%s, %d);\n".formatted(y, layer.out()));
      x = y;
    }
    PolicyPlan.Layer head = plan.head();
    text.append("@head(%s, %d, @HEAD_W, @HEAD_B, eta, %d);\n".formatted(x, head.in(), head.out()));
    return text.append(output()).toString();
  }

  private String input() {
    int size = plan.observations().size();
    if (observedCounts().length == 0) {
      String value =
          plan.scaling()
              .map(scaling ->
                  "@scale(observation[i], @MEAN[i], @DEVIATION[i], %s)"
                      .formatted(
                          Double.isInfinite(scaling.clip())
                              ? "$infinity"
                              : Double.toString(scaling.clip())))
              .orElse("observation[i]");
      return """
      for (int i = 0; i < %d; i++) {
        x[i] = %s;
      }
      """
          .formatted(size, value);
    }
    return """
    for (int i = 0; i < %d; i++) {
      x[i] = 0;
    }
    int start = 0;
    for (int i = 0; i < %d; i++) {
      x[start + (int) observation[i]] = 1;
      start += @COUNTS[i];
    }
    """
        .formatted(plan.observations().features(), size);
  }

  private String output() {
    return switch (plan.rule()) {
      case ModeRule.Choices choices -> choices(choices.counts().size());
      case ModeRule.Bits bits ->
          """
          for (int d = 0; d < %d; d++) {
            action[d] = eta[d] > 0 ? 1 : 0;
          }
          """
              .formatted(bits.n());
      case ModeRule.Outputs outputs -> values("eta[d]", outputs.n());
      case ModeRule.Squashed squashed -> values(squashed("eta[d]"), squashed.half().size());
      case ModeRule.BetaMeans beta -> {
        int n = beta.half().size();
        yield values(squashed("@betaMean(eta[d], eta[%d + d])".formatted(n)), n);
      }
    };
  }

  private String choices(int n) {
    if (returns()) {
      return "return @best(eta, 0, %d%s);\n"
          .formatted(plan.head().out(), plan.masked() ? ", mask" : "");
    }
    return """
    int option = 0;
    for (int i = 0; i < %d; i++) {
      action[i] = (float) @best(eta, option, @OPTIONS[i]%s);
      option += @OPTIONS[i];
    }
    """
        .formatted(n, plan.masked() ? ", mask" : "");
  }

  private static String squashed(String u) {
    return "$fmaf(@HALF[d], @tanh(" + u + "), @MIDDLE[d])";
  }

  private static String values(String value, int n) {
    return """
    for (int d = 0; d < %d; d++) {
      float a = %s;
      if (a != a) {
        $nan;
      }
      action[d] = @clip(a, @LOW[d], @HIGH[d]);
    }
    """
        .formatted(n, value);
  }
}

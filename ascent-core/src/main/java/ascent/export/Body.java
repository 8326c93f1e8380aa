package ascent.export;

import ascent.distribution.ModeRule;
import ascent.space.Box;
import ascent.space.Discrete;
import ascent.space.MultiBinary;
import ascent.space.MultiDiscrete;

/// The body of an exported `act`, in the words of a [Dialect]: from `observation` to the action, in
/// a memory `m` whose first two parts hold the input and output of a layer in turn, and whose third
/// holds the outputs of the head.
final class Body {
  private static final int CHAINS = 16; // of the head's sums

  private final PolicyPlan plan;
  private final int widest;
  private final int eta;

  Body(PolicyPlan plan) {
    this.plan = plan;
    widest = plan.widest();
    eta = 2 * widest;
  }

  /// The length of the memory.
  int memory() {
    return eta + plan.head().out() + CHAINS;
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
    int x = 0;
    for (PolicyPlan.Layer layer : plan.hidden()) {
      int y = widest - x;
      text.append(
          "@layer(m, %d, %d, %d, %d, %d);\n".formatted(x, layer.in(), y, layer.out(), layer.at()));
      text.append("@activate(m, %d, %d);\n".formatted(y, layer.out()));
      x = y;
    }
    PolicyPlan.Layer head = plan.head();
    text.append(
        "@head(m, %d, %d, %d, %d, %d);\n".formatted(x, head.in(), eta, head.out(), head.at()));
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
        m[i] = %s;
      }
      """
          .formatted(size, value);
    }
    return """
    for (int i = 0; i < %d; i++) {
      m[i] = 0;
    }
    int start = 0;
    for (int i = 0; i < %d; i++) {
      m[start + (int) observation[i]] = 1;
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
            action[d] = m[%d + d] > 0 ? 1 : 0;
          }
          """
              .formatted(bits.n(), eta);
      case ModeRule.Outputs outputs -> values("m[%d + d]".formatted(eta), outputs.n());
      case ModeRule.Squashed squashed ->
          values(squashed("m[%d + d]".formatted(eta)), squashed.half().size());
      case ModeRule.BetaMeans beta -> {
        int n = beta.half().size();
        yield values(squashed("@betaMean(m[%d + d], m[%d + d])".formatted(eta, eta + n)), n);
      }
    };
  }

  private String choices(int n) {
    if (returns()) {
      return "return @best(m, %d, %d%s);\n"
          .formatted(eta, plan.head().out(), plan.masked() ? ", mask, 0" : "");
    }
    return """
    int option = 0;
    for (int i = 0; i < %d; i++) {
      action[i] = (float) @best(m, %d + option, @OPTIONS[i]%s);
      option += @OPTIONS[i];
    }
    """
        .formatted(n, eta, plan.masked() ? ", mask, option" : "");
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

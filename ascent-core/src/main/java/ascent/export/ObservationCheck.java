package ascent.export;

import ascent.space.Box;
import ascent.space.Discrete;
import ascent.space.MultiBinary;
import ascent.space.MultiDiscrete;

/// Which numbers an exported policy accepts in an observation: those that `Agent.act` accepts.
final class ObservationCheck {
  private ObservationCheck() {}

  /// A condition on number `i`, which is `x`, in the words of a [Dialect].
  static String valid(PolicyPlan plan) {
    return switch (plan.observations()) {
      case Box _ -> "$abs(x) <= 3.4028235E38f";
      case Discrete _, MultiDiscrete _ ->
          "x >= 0 && x < (float) @COUNTS[i] && x == (float) (int) x";
      case MultiBinary _ -> "x == 0 || x == 1";
    };
  }

  /// The same as the end of a sentence.
  static String allowed(PolicyPlan plan) {
    return switch (plan.observations()) {
      case Box _ -> "finite";
      case Discrete _, MultiDiscrete _ -> "a whole number below its count";
      case MultiBinary _ -> "0 or 1";
    };
  }
}

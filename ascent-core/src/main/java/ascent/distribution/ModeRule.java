package ascent.distribution;

import java.util.List;

/// How the most probable action, or its substitute, follows from the policy network's outputs η:
/// what [DistributionPass#mode] and [Distribution#toEnv] compute, for programs that compute it
/// elsewhere. An environment then clips the values of a Box to its bounds.
public sealed interface ModeRule {

  /// Of each choice the first of the largest outputs, among the options allowed. The outputs of one
  /// choice follow those of another.
  ///
  /// @param counts how many options each choice has
  record Choices(List<Integer> counts) implements ModeRule {
    public Choices {
      counts = List.copyOf(counts);
    }
  }

  /// Bit d is 1 if output d is above 0.
  record Bits(int n) implements ModeRule {}

  /// Value d is output d.
  record Outputs(int n) implements ModeRule {}

  /// Value d is `middle + half · tanh u`, one fused multiply-add, where u is output d.
  ///
  /// @param middle the middle of the bounds, `[n]`
  /// @param half half the distance of the bounds, `[n]`
  record Squashed(List<Float> middle, List<Float> half) implements ModeRule {
    public Squashed {
      middle = List.copyOf(middle);
      half = List.copyOf(half);
    }
  }

  /// As [Squashed], with u = ½ (log α − log β) in double precision, rounded to float. Outputs d and
  /// n
  /// + d give the shapes α = 1 + softplus and β = 1 + softplus.
  ///
  /// @param middle the middle of the bounds, `[n]`
  /// @param half half the distance of the bounds, `[n]`
  record BetaMeans(List<Float> middle, List<Float> half) implements ModeRule {
    public BetaMeans {
      middle = List.copyOf(middle);
      half = List.copyOf(half);
    }
  }
}

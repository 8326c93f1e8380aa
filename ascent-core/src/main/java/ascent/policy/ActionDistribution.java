package ascent.policy;

import java.util.List;

/// What a policy would do in a state: the parameters of its distribution over actions, for people
/// to look at and to build on.
///
/// | action space | distribution |
/// |---|---|
/// | Discrete | [Categorical][ActionDistribution.Categorical] |
/// | Box | [Gaussian][ActionDistribution.Gaussian], before actions are clipped to the bounds |
public sealed interface ActionDistribution {
  /// One of n actions.
  ///
  /// @param probabilities of each action, `[n]`
  record Categorical(List<Float> probabilities) implements ActionDistribution {
    public Categorical {
      probabilities = List.copyOf(probabilities);
    }
  }

  /// n independent normals.
  ///
  /// @param mean of each, `[n]`
  /// @param std standard deviation of each, `[n]`
  record Gaussian(List<Float> mean, List<Float> std) implements ActionDistribution {
    public Gaussian {
      mean = List.copyOf(mean);
      std = List.copyOf(std);
    }
  }
}

package ascent.distribution;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The parameters of a policy's distribution over actions in one state.
///
/// | action space | distribution |
/// |---|---|
/// | Discrete | [Categorical][ActionDistribution.Categorical] |
/// | MultiDiscrete | [MultiCategorical][ActionDistribution.MultiCategorical] |
/// | MultiBinary | [Bernoulli][ActionDistribution.Bernoulli] |
/// | Box, Gaussian or gSDE | [Gaussian][ActionDistribution.Gaussian], before actions are clipped to the bounds |
/// | Box, squashed | [SquashedGaussian][ActionDistribution.SquashedGaussian] |
/// | Box, Beta | [Beta][ActionDistribution.Beta] |
/// | of another jar | [Other][ActionDistribution.Other] |
public sealed interface ActionDistribution {
  /// One of n actions.
  ///
  /// @param probabilities of each action, `[n]`
  record Categorical(List<Float> probabilities) implements ActionDistribution {
    public Categorical {
      probabilities = List.copyOf(probabilities);
    }
  }

  /// One option of each of k choices, independently.
  ///
  /// @param probabilities of each choice's options, `[k][counts]`
  record MultiCategorical(List<List<Float>> probabilities) implements ActionDistribution {
    public MultiCategorical {
      probabilities = probabilities.stream().map(List::copyOf).toList();
    }
  }

  /// n independent bits.
  ///
  /// @param probabilities that each is 1, `[n]`
  record Bernoulli(List<Float> probabilities) implements ActionDistribution {
    public Bernoulli {
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

  /// n independent normals, each squashed by the hyperbolic tangent and stretched to the bounds of
  /// the action space.
  ///
  /// @param gaussian the normals
  record SquashedGaussian(Gaussian gaussian) implements ActionDistribution {}

  /// n independent Beta distributions, each stretched to the bounds of the action space.
  ///
  /// @param alpha of each, `[n]`
  /// @param beta of each, `[n]`
  record Beta(List<Float> alpha, List<Float> beta) implements ActionDistribution {
    public Beta {
      alpha = List.copyOf(alpha);
      beta = List.copyOf(beta);
    }
  }

  /// A distribution that another jar brought.
  ///
  /// @param name as in settings
  /// @param parameters by name
  record Other(String name, Map<String, List<Float>> parameters) implements ActionDistribution {
    public Other {
      Map<String, List<Float>> copy = new LinkedHashMap<>();
      parameters.forEach((parameter, numbers) -> copy.put(parameter, List.copyOf(numbers)));
      parameters = Collections.unmodifiableMap(copy);
    }
  }
}

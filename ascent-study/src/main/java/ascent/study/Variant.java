package ascent.study;

import ascent.agent.RunSettings;
import ascent.algo.AlgorithmConfig;
import ascent.config.Check;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// One combination of settings in a study.
///
/// @param factors the settings that the study varies, with this variant's values; empty if it
///   varies none
/// @param config of the algorithm
/// @param settings of the run; its seed is not used
public record Variant(Map<String, String> factors, AlgorithmConfig config, RunSettings settings) {
  private static final int LONGEST_NAME = 120;

  public Variant {
    factors = Collections.unmodifiableMap(new LinkedHashMap<>(factors));
    Check.that(!settings.env().isEmpty(), "env", settings.env(), "the name of an environment");
  }

  /// A text for people: `clipRange 0.1, gaeLambda 0.8`, or the algorithm if nothing is varied.
  public String label() {
    return factors.isEmpty()
        ? config.algorithm()
        : factors.entrySet().stream()
            .map(factor -> factor.getKey() + " " + factor.getValue())
            .collect(Collectors.joining(", "));
  }

  /// The name of its folder: `clipRange=0.1+gaeLambda=0.8`; empty if nothing is varied. Characters
  /// that some file systems do not allow are replaced.
  String folder() {
    String name =
        factors.entrySet().stream()
            .map(factor -> factor.getKey() + "=" + factor.getValue())
            .collect(Collectors.joining("+"))
            .replaceAll("[^A-Za-z0-9._=+-]", "_");
    return name.substring(0, Math.min(name.length(), LONGEST_NAME));
  }
}

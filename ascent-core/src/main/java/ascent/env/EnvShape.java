package ascent.env;

import ascent.space.Space;
import java.util.List;

/// What must be the same for all envs of a kind.
///
/// Internal: public for Ascent's own modules alone.
public record EnvShape(Space observationSpace, Space actionSpace, List<String> metricNames) {
  public EnvShape {
    metricNames = List.copyOf(metricNames);
  }

  /// Checks that the n-th env made by a factory is like its first.
  ///
  /// @throws EnvFailure if it is not
  void requireLike(EnvShape first, int n) {
    if (!observationSpace.equals(first.observationSpace)
        || !actionSpace.equals(first.actionSpace)) {
      throw new EnvFailure(
          ("env 0 has observations " + first.observationSpace)
              + (" and actions " + first.actionSpace)
              + (", env " + n + " has " + observationSpace + " and " + actionSpace)
              + ": all must be equal",
          null);
    }
    if (!metricNames.equals(first.metricNames)) {
      throw new EnvFailure(
          "env 0 has metrics %s, env %d has %s: all must be equal"
              .formatted(first.metricNames, n, metricNames),
          null);
    }
  }
}

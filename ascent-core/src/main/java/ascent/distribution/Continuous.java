package ascent.distribution;

import ascent.config.Check;
import ascent.space.Box;
import ascent.space.Space;

/// Makes the distributions over the actions of a Box, and checks their settings.
final class Continuous {
  private Continuous() {}

  /// @throws IllegalArgumentException if the action space is not a Box
  static Box box(Space actions, DistributionConfig config) {
    Check.that(
        actions instanceof Box,
        "distribution",
        config.name(),
        "gaussian (the default) where the action space is not a Box but " + actions);
    return (Box) actions;
  }

  static StateDependentGaussian stateDependent(int n, float logStdInit, float min, float max) {
    return new StateDependentGaussian(n, logStdInit, min, max);
  }

  static SquashedGaussian squashed(Distribution normals, Box box, DistributionConfig config) {
    return new SquashedGaussian(normals, squash(box, config));
  }

  static Beta beta(Box box, DistributionConfig config) {
    return new Beta(squash(box, config));
  }

  // Not in DistributionConfig: its distributions would initialise it before themselves were
  // initialised, and DEFAULT would be null for whoever used one of them first.

  static void checkLogStdInit(float logStdInit) {
    Check.that(logStdInit >= -20 && logStdInit <= 20, "logStdInit", logStdInit, "in [-20, 20]");
  }

  static void checkLogStdRange(float min, float max) {
    Check.that(min <= 20, "logStdMin", min, "at most 20 (-inf is off)");
    Check.that(max >= -20, "logStdMax", max, "at least -20 (inf is off)");
    Check.that(min <= max, "logStdMin", min, "at most logStdMax, which is " + max);
  }

  private static Squash squash(Box box, DistributionConfig config) {
    for (int d = 0; d < box.size(); d++) {
      Check.that(
          box.bounded() && box.low(d) < box.high(d),
          "The action space",
          box,
          "a Box with two different, finite bounds each for distribution=" + config.name());
    }
    return new Squash(box);
  }
}

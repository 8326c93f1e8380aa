package ascent.distribution;

import static ascent.distribution.BoxDistribution.BETA;
import static ascent.distribution.BoxDistribution.GAUSSIAN;
import static ascent.distribution.BoxDistribution.GSDE;
import static ascent.distribution.BoxDistribution.SQUASHED_STATE_DEPENDENT_GAUSSIAN;
import static ascent.distribution.BoxDistribution.STATE_DEPENDENT_GAUSSIAN;

import ascent.config.Check;
import ascent.space.Box;
import ascent.space.Space;

/// Finds the distribution over the actions of a Box, and refuses settings that it has no use for.
final class Continuous {
  private Continuous() {}

  /// @param features the width of what the policy's head is a linear function of
  static Distribution of(Box box, DistributionConfig config, int features) {
    int n = box.size();
    return switch (config.distribution()) {
      case GAUSSIAN -> new DiagonalGaussian(n, config.logStdInit());
      case STATE_DEPENDENT_GAUSSIAN -> stateDependent(n, config);
      case SQUASHED_GAUSSIAN ->
          new SquashedGaussian(new DiagonalGaussian(n, config.logStdInit()), squash(box, config));
      case SQUASHED_STATE_DEPENDENT_GAUSSIAN ->
          new SquashedGaussian(stateDependent(n, config), squash(box, config));
      case BETA -> new Beta(squash(box, config));
      case GSDE ->
          new StateDependentExploration(features, n, config.logStdInit(), config.sdeSampleFreq());
    };
  }

  private static StateDependentGaussian stateDependent(int n, DistributionConfig config) {
    float min = config.logStdMin();
    float max = config.logStdMax();
    Check.that(min <= max, "logStdMin", min, "at most logStdMax, which is " + max);
    return new StateDependentGaussian(n, config.logStdInit(), min, max);
  }

  private static Squash squash(Box box, DistributionConfig config) {
    for (int d = 0; d < box.size(); d++) {
      Check.that(
          box.bounded() && box.low(d) < box.high(d),
          "The action space",
          box,
          "a Box with two different, finite bounds each for distribution=" + config.distribution());
    }
    return new Squash(box);
  }

  /// @throws IllegalArgumentException if a setting away from its default would be without effect
  static void requireUsed(Space actions, DistributionConfig config) {
    BoxDistribution distribution = config.distribution();
    boolean box = actions instanceof Box;
    Check.that(
        box || distribution == GAUSSIAN,
        "distribution",
        distribution,
        GAUSSIAN + " (the default) where the action space is not a Box but " + actions);
    requireUsed("temperature", config, !box);
    requireUsed("logStdInit", config, box && distribution != BETA);
    boolean clamped =
        distribution == STATE_DEPENDENT_GAUSSIAN
            || distribution == SQUASHED_STATE_DEPENDENT_GAUSSIAN;
    requireUsed("logStdMin", config, clamped);
    requireUsed("logStdMax", config, clamped);
    requireUsed("sdeSampleFreq", config, distribution == GSDE);
  }

  private static void requireUsed(String setting, DistributionConfig config, boolean used) {
    float value = value(setting, config);
    float unset = value(setting, DistributionConfig.DEFAULT);
    Check.that(
        used || value == unset,
        setting,
        value,
        "%s (the default), for the policy's actions make no use of it".formatted(text(unset)),
        "Maybe distribution is meant to be another one.");
  }

  private static String text(float whole) {
    return Integer.toString((int) whole);
  }

  private static float value(String setting, DistributionConfig config) {
    return switch (setting) {
      case "temperature" -> config.temperature();
      case "logStdInit" -> config.logStdInit();
      case "logStdMin" -> config.logStdMin();
      case "logStdMax" -> config.logStdMax();
      default -> config.sdeSampleFreq();
    };
  }
}

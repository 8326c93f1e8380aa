package ascent.distribution;

import ascent.config.Check;
import ascent.config.Configs;
import ascent.config.Help;

/// What actions are drawn from.
///
/// `distribution` and what follows it are for continuous actions. A setting that the distribution
/// has no use for must be left at its default; [Distributions#of] checks that.
public record DistributionConfig(
    @Help("start of the Gaussian's log standard deviation") float logStdInit,
    @Help("divides the logits of discrete actions: above 1 nearer to uniform, below 1 greedier")
        float temperature,
    @Help(
            "what the actions of a Box are drawn from: gaussian, state-dependent-gaussian,"
                + " squashed-gaussian, squashed-state-dependent-gaussian, beta or gsde")
        BoxDistribution distribution,
    @Help("least log standard deviation that a state can ask for; -inf is off") float logStdMin,
    @Help("greatest log standard deviation that a state can ask for; inf is off") float logStdMax,
    @Help("steps between two draws of gSDE's noise; -1 draws it once per rollout")
        int sdeSampleFreq) {

  /// A Gaussian with a free standard deviation that starts at 1; a softmax at temperature 1.
  public static final DistributionConfig DEFAULT =
      new DistributionConfig(0, 1, BoxDistribution.GAUSSIAN, -20, 2, -1);

  public DistributionConfig {
    Check.that(logStdInit >= -20 && logStdInit <= 20, "logStdInit", logStdInit, "in [-20, 20]");
    Check.that(
        temperature >= 1e-6f && temperature <= 1e6f,
        "temperature",
        temperature,
        "in [0.000001, 1000000] (1 is off)");
    Check.that(logStdMin <= 20, "logStdMin", logStdMin, "at most 20 (-inf is off)");
    Check.that(logStdMax >= -20, "logStdMax", logStdMax, "at least -20 (inf is off)");
    Check.that(
        sdeSampleFreq == -1 || sdeSampleFreq >= 1,
        "sdeSampleFreq",
        sdeSampleFreq,
        "at least 1, or -1 for once per rollout");
  }

  public DistributionConfig withLogStdInit(float value) {
    return Configs.replace(this, "logStdInit", value);
  }

  public DistributionConfig withTemperature(float value) {
    return Configs.replace(this, "temperature", value);
  }

  public DistributionConfig withDistribution(BoxDistribution value) {
    return Configs.replace(this, "distribution", value);
  }

  public DistributionConfig withLogStdMin(float value) {
    return Configs.replace(this, "logStdMin", value);
  }

  public DistributionConfig withLogStdMax(float value) {
    return Configs.replace(this, "logStdMax", value);
  }

  public DistributionConfig withSdeSampleFreq(int value) {
    return Configs.replace(this, "sdeSampleFreq", value);
  }
}

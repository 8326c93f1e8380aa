package ascent.algo;

/// Adapts the learning rate so that updates stay near a desired KL divergence d: rsl_rl's rule
/// (Rudin et al. 2022, arXiv:2109.11978), applied before the step of every minibatch.
///
///     α ← max(10⁻⁵, α / 1.5) where KL > 2 d        α ← min(10⁻², 1.5 α) where 0 < KL < d / 2
///
/// Differs from rsl_rl: KL is approx_kl, a sample estimate that works for every distribution,
/// instead of the exact KL divergence of Gaussians.
final class AdaptiveRate {
  private static final float FACTOR = 1.5f;
  private static final float LEAST = 1e-5f;
  private static final float MOST = 1e-2f;

  private AdaptiveRate() {}

  /// The rate at the start of an update: the rate of the last step, or the schedule's if there was
  /// no step yet or adaptation is off.
  static float first(PPOConfig config, Learner learner, double progress) {
    float last = isOff(config.desiredKl()) ? 0 : learner.lastLearningRate();
    return last > 0 ? last : config.learningRate().at(progress);
  }

  /// The rate of the next step.
  ///
  /// @param kl approx_kl of its minibatch
  static float next(float rate, double kl, float desiredKl) {
    if (isOff(desiredKl)) {
      return rate;
    }
    if (kl > 2 * desiredKl) {
      return Math.max(LEAST, rate / FACTOR);
    }
    return kl > 0 && kl < desiredKl / 2 ? Math.min(MOST, rate * FACTOR) : rate;
  }

  private static boolean isOff(float desiredKl) {
    return desiredKl == Float.POSITIVE_INFINITY;
  }
}

package ascent.lab.rlhf.algo;

import ascent.config.Check;

/// The coefficient β of the KL divergence from the reference model, during a training.
public sealed interface KlCoefficient {
  /// β of the first update.
  double first();

  /// β of the next update.
  ///
  /// @param coef β of this one
  /// @param kl the mean divergence of its responses, in nats
  /// @param responses how many there were
  double next(double coef, double kl, int responses);

  /// Always the same.
  record Fixed(double first) implements KlCoefficient {
    public Fixed {
      Check.that(first >= 0 && first <= 1e6, "klCoef", first, "in [0, 1000000]");
    }

    @Override
    public double next(double coef, double kl, int responses) {
      return coef;
    }
  }

  /// Grows while the divergence is above a target and falls while it is below (Ziegler et al. 2019,
  /// section 2.2):
  ///
  ///     β ← β·(1 + clip(KL/target − 1, −0.2, 0.2)·responses/horizon)
  ///
  /// @param target divergence, in nats
  /// @param horizon in responses
  record Adaptive(double first, double target, double horizon) implements KlCoefficient {
    private static final double MOST = 0.2;

    public Adaptive {
      Check.that(first > 0 && first <= 1e6, "klCoef", first, "in (0, 1000000]");
      Check.that(target > 0, "target", target, "above 0");
      Check.that(horizon > 0, "horizon", horizon, "above 0");
    }

    @Override
    public double next(double coef, double kl, int responses) {
      return coef * (1 + Math.clamp(kl / target - 1, -MOST, MOST) * responses / horizon);
    }
  }
}

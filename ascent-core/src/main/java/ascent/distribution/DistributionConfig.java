package ascent.distribution;

import ascent.config.Check;
import ascent.config.Choice;
import ascent.config.Help;
import ascent.config.Providers;
import ascent.space.Box;
import ascent.space.Discrete;
import ascent.space.MultiBinary;
import ascent.space.MultiDiscrete;
import ascent.space.Space;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/// The distribution of actions and its settings.
@Help(
    "distribution of the actions of a Box: gaussian, state-dependent-gaussian,"
        + " squashed-gaussian, squashed-state-dependent-gaussian, beta or gsde")
public interface DistributionConfig extends Choice {
  /// A softmax at temperature 1, or a Gaussian with a state-independent standard deviation that
  /// starts at 1.
  DistributionConfig DEFAULT = Standard.DEFAULT;

  /// All distributions with their defaults: Ascent's, and those of other jars that the current
  /// thread's class loader finds.
  static List<DistributionConfig> all() {
    return Distributions.all(Providers.loader());
  }

  /// The distribution over the actions of a space.
  ///
  /// @param features the width of the actor's last hidden layer, or of its input where it has none
  /// @throws IllegalArgumentException if there is none for such a space, or a setting would be
  ///   without effect
  Distribution create(Space actions, int features);

  /// The default for any space. Actions of a Box are independent normals, clipped to the bounds by
  /// the environment; the standard deviations are parameters of their own, equal in every state.
  /// Discrete actions have a softmax.
  @RecordBuilder
  record Standard(
      @Help("initial log standard deviation of the Gaussian") float logStdInit,
      @Help("divides the logits of discrete actions: above 1 more uniform, below 1 greedier")
          float temperature)
      implements DistributionConfig, DistributionConfigStandardBuilder.With {
    public static final Standard DEFAULT = new Standard(0, 1);

    public Standard {
      Continuous.checkLogStdInit(logStdInit);
      Check.that(
          temperature >= 1e-6f && temperature <= 1e6f,
          "temperature",
          temperature,
          "in [0.000001, 1000000] (1 is off)");
    }

    @Override
    public String name() {
      return "gaussian";
    }

    @Override
    public Distribution create(Space actions, int features) {
      boolean box = actions instanceof Box;
      Check.that(
          box || logStdInit == 0,
          "logStdInit",
          logStdInit,
          "0 (the default) where the action space is not a Box but " + actions);
      Check.that(
          !box || temperature == 1,
          "temperature",
          temperature,
          "1 (the default) where the action space is a Box");
      return switch (actions) {
        case Discrete discrete -> new Categorical(temperature, discrete.n());
        case MultiDiscrete multi -> new Categorical(temperature, multi.counts());
        case MultiBinary multi -> new Bernoulli(multi.n(), temperature);
        case Box one -> new DiagonalGaussian(one.size(), logStdInit);
      };
    }
  }

  /// Independent normals whose standard deviations are also outputs of the network.
  @RecordBuilder
  record StateDependentGaussian(
      @Help("initial log standard deviation of the Gaussian") float logStdInit,
      @Help("minimum log standard deviation of a state; -inf is off") float logStdMin,
      @Help("maximum log standard deviation of a state; inf is off") float logStdMax)
      implements DistributionConfig, DistributionConfigStateDependentGaussianBuilder.With {
    public static final StateDependentGaussian DEFAULT = new StateDependentGaussian(0, -20, 2);

    public StateDependentGaussian {
      Continuous.checkLogStdInit(logStdInit);
      Continuous.checkLogStdRange(logStdMin, logStdMax);
    }

    @Override
    public String name() {
      return "state-dependent-gaussian";
    }

    @Override
    public Distribution create(Space actions, int features) {
      int n = Continuous.box(actions, this).size();
      return Continuous.stateDependent(n, logStdInit, logStdMin, logStdMax);
    }
  }

  /// The hyperbolic tangent of normals with state-independent standard deviations, scaled to the
  /// bounds.
  @RecordBuilder
  record SquashedGaussian(@Help("initial log standard deviation of the Gaussian") float logStdInit)
      implements DistributionConfig, DistributionConfigSquashedGaussianBuilder.With {
    public static final SquashedGaussian DEFAULT = new SquashedGaussian(0);

    public SquashedGaussian {
      Continuous.checkLogStdInit(logStdInit);
    }

    @Override
    public String name() {
      return "squashed-gaussian";
    }

    @Override
    public Distribution create(Space actions, int features) {
      Box box = Continuous.box(actions, this);
      return Continuous.squashed(new DiagonalGaussian(box.size(), logStdInit), box, this);
    }
  }

  /// The hyperbolic tangent of a [StateDependentGaussian], scaled to the bounds.
  @RecordBuilder
  record SquashedStateDependentGaussian(
      @Help("initial log standard deviation of the Gaussian") float logStdInit,
      @Help("minimum log standard deviation of a state; -inf is off") float logStdMin,
      @Help("maximum log standard deviation of a state; inf is off") float logStdMax)
      implements DistributionConfig, DistributionConfigSquashedStateDependentGaussianBuilder.With {
    public static final SquashedStateDependentGaussian DEFAULT =
        new SquashedStateDependentGaussian(0, -20, 2);

    public SquashedStateDependentGaussian {
      Continuous.checkLogStdInit(logStdInit);
      Continuous.checkLogStdRange(logStdMin, logStdMax);
    }

    @Override
    public String name() {
      return "squashed-state-dependent-gaussian";
    }

    @Override
    public Distribution create(Space actions, int features) {
      Box box = Continuous.box(actions, this);
      return Continuous.squashed(
          Continuous.stateDependent(box.size(), logStdInit, logStdMin, logStdMax), box, this);
    }
  }

  /// Independent Beta distributions, scaled to the bounds.
  record Beta() implements DistributionConfig {
    @Override
    public String name() {
      return "beta";
    }

    @Override
    public Distribution create(Space actions, int features) {
      return Continuous.beta(Continuous.box(actions, this), this);
    }
  }

  /// Generalised state-dependent exploration: normals whose noise is a function of the state, kept
  /// fixed for several steps.
  @RecordBuilder
  record Gsde(
      @Help("initial log standard deviation of the Gaussian") float logStdInit,
      @Help("steps between two draws of gSDE's noise; -1 draws it once per rollout")
          int sdeSampleFreq)
      implements DistributionConfig, DistributionConfigGsdeBuilder.With {
    public static final Gsde DEFAULT = new Gsde(0, -1);

    public Gsde {
      Continuous.checkLogStdInit(logStdInit);
      Check.that(
          sdeSampleFreq == -1 || sdeSampleFreq >= 1,
          "sdeSampleFreq",
          sdeSampleFreq,
          "at least 1, or -1 for once per rollout");
    }

    @Override
    public String name() {
      return "gsde";
    }

    @Override
    public Distribution create(Space actions, int features) {
      int n = Continuous.box(actions, this).size();
      return new StateDependentExploration(features, n, logStdInit, sdeSampleFreq);
    }
  }
}

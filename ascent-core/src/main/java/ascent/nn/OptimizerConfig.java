package ascent.nn;

import ascent.config.Check;
import ascent.config.Help;
import io.soabase.recordbuilder.core.RecordBuilder;

/// The optimiser and its settings. The learning rate is not one of them: it is an argument of each
/// step.
@RecordBuilder
public record OptimizerConfig(
    @Help("the optimiser: adam, rmsprop, rmsprop-tf or sgd") Kind optimizer,
    @Help("added to the root of the mean square gradient (rmsprop-tf: under the root)")
        float optimizerEpsilon,
    @Help("Adam's decay of the mean gradient, beta1") float beta1,
    @Help("Adam's decay of the mean square gradient, beta2") float beta2,
    @Help("RMSprop's decay of the mean square gradient") float alpha)
    implements OptimizerFactory, OptimizerConfigBuilder.With {

  /// The optimisers.
  public enum Kind {
    /// Kingma & Ba 2015, arXiv:1412.6980, algorithm 1.
    ADAM,
    /// Tieleman & Hinton 2012, lecture 6e, as in PyTorch: v starts at 0, ε is added outside the
    /// root.
    RMSPROP,
    /// As in TensorFlow 1: v starts at 1, ε is added under the root.
    RMSPROP_TF,
    /// Plain gradient descent.
    SGD
  }

  /// Adam with ε = 1e-5, as Stable-Baselines3 sets it for its policies.
  public static final OptimizerConfig DEFAULT =
      new OptimizerConfig(Kind.ADAM, 1e-5f, 0.9f, 0.999f, 0.99f);

  public OptimizerConfig {
    Check.that(
        optimizerEpsilon >= 0 && Float.isFinite(optimizerEpsilon),
        "optimizerEpsilon",
        optimizerEpsilon,
        "≥ 0 and finite");
    Check.that(beta1 >= 0 && beta1 < 1, "beta1", beta1, "in [0, 1)");
    Check.that(beta2 >= 0 && beta2 < 1, "beta2", beta2, "in [0, 1)");
    Check.that(alpha >= 0 && alpha < 1, "alpha", alpha, "in [0, 1)");
  }

  @Override
  public Optimizer create(Span span, int parameters) {
    return switch (optimizer) {
      case ADAM -> new Adam(this, span, parameters);
      case RMSPROP -> new RmsProp(this, span, parameters, false);
      case RMSPROP_TF -> new RmsProp(this, span, parameters, true);
      case SGD -> new Sgd(span);
    };
  }
}

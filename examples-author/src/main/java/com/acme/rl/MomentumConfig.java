package com.acme.rl;

import ascent.config.Check;
import ascent.config.Help;
import ascent.nn.Optimizer;
import ascent.nn.OptimizerFactory;
import ascent.nn.Span;

/// The settings of [Momentum].
public record MomentumConfig(@Help("decay of the mean gradient") float momentum)
    implements OptimizerFactory {
  public MomentumConfig {
    Check.that(momentum >= 0 && momentum < 1, "momentum", momentum, "in [0, 1)");
  }

  @Override
  public Optimizer create(Span span, int parameters) {
    return new Momentum(momentum, span, parameters);
  }
}

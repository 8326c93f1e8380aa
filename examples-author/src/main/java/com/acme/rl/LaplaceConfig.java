package com.acme.rl;

import ascent.config.Check;
import ascent.config.Help;
import ascent.distribution.Distribution;
import ascent.distribution.DistributionConfig;
import ascent.space.Box;
import ascent.space.Space;

/// The settings of [Laplace].
public record LaplaceConfig(@Help("start of the log scale") float logScaleInit)
    implements DistributionConfig {
  /// A scale of 1.
  public static final LaplaceConfig DEFAULT = new LaplaceConfig(0);

  public LaplaceConfig {
    Check.that(Math.abs(logScaleInit) <= 20, "logScaleInit", logScaleInit, "in [-20, 20]");
  }

  @Override
  public String name() {
    return "laplace";
  }

  @Override
  public Distribution create(Space actions, int features) {
    if (actions instanceof Box box) {
      return new Laplace(box.size(), logScaleInit);
    }
    throw new IllegalArgumentException("laplace is for actions of a Box, not of " + actions + ".");
  }
}

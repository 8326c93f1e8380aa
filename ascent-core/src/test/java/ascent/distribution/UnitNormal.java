package ascent.distribution;

import ascent.config.Check;
import ascent.config.Help;
import ascent.space.Box;
import ascent.space.Space;
import java.util.List;

/// A distribution as another jar would bring it.
public record UnitNormal(@Help("log standard deviation") float logStd)
    implements DistributionConfig {
  public UnitNormal {
    Check.that(logStd <= 1, "logStd", logStd, "at most 1");
  }

  @Override
  public String name() {
    return "unit-normal";
  }

  @Override
  public Distribution create(Space actions, int features) {
    if (actions instanceof Box box) {
      return new DiagonalGaussian(box.size(), logStd);
    }
    throw new IllegalArgumentException("unit-normal is for actions of a Box, not " + actions);
  }

  /// Offers it.
  public static final class Provider implements DistributionProvider {
    @Override
    public List<DistributionConfig> distributions() {
      return List.of(new UnitNormal(0));
    }
  }
}

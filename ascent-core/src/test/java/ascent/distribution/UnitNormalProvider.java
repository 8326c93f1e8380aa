package ascent.distribution;

import ascent.space.Box;
import ascent.space.Space;

/// A provider as another jar would bring it.
public final class UnitNormalProvider implements DistributionProvider {
  @Override
  public String name() {
    return "unit-normal";
  }

  @Override
  public Distribution of(Space actionSpace, int features) {
    if (actionSpace instanceof Box box) {
      return new DiagonalGaussian(box.size(), 0);
    }
    throw new IllegalArgumentException("unit-normal is for actions of a Box, not " + actionSpace);
  }
}

package ascent.study.tune;

import ascent.rng.Rng;
import java.util.List;

/// Chooses where to look next.
public interface Sampler {

  /// A place in a space.
  ///
  /// @param done trials that have a score, in the order of their numbers
  /// @param rng the only source of chance
  /// @return \[number of ranges\], each in \[0, 1\]
  double[] propose(Space space, List<Trial> done, Rng rng);

  /// Every place is as likely (Bergstra & Bengio, *Random Search for Hyper-Parameter Optimization*,
  /// 2012).
  Sampler RANDOM =
      (space, _, rng) -> {
        double[] place = new double[space.ranges().size()];
        for (int i = 0; i < place.length; i++) {
          place[i] = rng.nextDouble();
        }
        return place;
      };
}

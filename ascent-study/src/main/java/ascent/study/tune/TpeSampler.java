package ascent.study.tune;

import ascent.config.Check;
import ascent.rng.Rng;
import java.util.List;

/// The tree-structured Parzen estimator (Bergstra, Bardenet, Bengio & Kégl, *Algorithms for
/// Hyper-Parameter Optimization*, NIPS 2011, section 4).
///
/// The trials are split into the best share γ and the others. For each setting, l is a density of
/// the former's values and g one of the latter's; of some draws from l, the one with the largest
/// l/g is taken, which is where the expected improvement is largest.
///
/// Differs from the paper:
///
/// - Settings are independent; none depends on another's choice.
/// - A kernel that crosses an end of the range is reflected there, where the paper truncates it, so
///   that no integral of a normal density is needed.
/// - The prior is the uniform density.
///
/// @param startup trials at random before the first estimate
/// @param share γ, of the trials that count as good
/// @param draws from l per setting
public record TpeSampler(int startup, double share, int draws) implements Sampler {
  /// The paper's γ = 0.15; 24 draws, as its authors' library takes.
  public static final TpeSampler DEFAULT = new TpeSampler(10, 0.15, 24);

  private static final int FINEST = 100; // least bandwidth: a hundredth of the range

  public TpeSampler {
    Check.that(startup >= 2, "startup", startup, "at least 2");
    Check.that(share > 0 && share < 1, "share", share, "in (0, 1)");
    Check.that(draws >= 1, "draws", draws, "at least 1");
  }

  @Override
  public double[] propose(Space space, List<Trial> done, Rng rng) {
    if (done.size() < startup) {
      return RANDOM.propose(space, done, rng);
    }
    List<Trial> sorted = done.stream().sorted(Trial.BEST_FIRST).toList();
    int good = Math.max(2, (int) Math.ceil(share * sorted.size()));
    double[] place = new double[space.ranges().size()];
    for (int i = 0; i < place.length; i++) {
      double[] better = places(sorted.subList(0, good), i);
      double[] worse = places(sorted.subList(good, sorted.size()), i);
      int choices = space.ranges().get(i).choices().size();
      place[i] = choices > 0 ? choose(choices, better, worse, rng) : draw(better, worse, rng);
    }
    return place;
  }

  private static double[] places(List<Trial> trials, int setting) {
    return trials.stream().mapToDouble(trial -> trial.place().get(setting)).sorted().toArray();
  }

  /// A value of a range of numbers.
  private double draw(double[] better, double[] worse, Rng rng) {
    Parzen l = Parzen.of(better);
    Parzen g = Parzen.of(worse);
    double best = 0;
    double most = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < draws; k++) {
      double x = l.draw(rng);
      double ratio = l.density(x) / g.density(x);
      if (ratio > most) {
        most = ratio;
        best = x;
      }
    }
    return best;
  }

  /// The middle of the place of one of several choices.
  private double choose(int choices, double[] better, double[] worse, Rng rng) {
    double[] l = shares(choices, better);
    double[] g = shares(choices, worse);
    int best = 0;
    double most = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < draws; k++) {
      int index = 0;
      for (double left = rng.nextDouble() - l[0]; left >= 0 && index < choices - 1; ) {
        index++;
        left -= l[index];
      }
      if (l[index] / g[index] > most) {
        most = l[index] / g[index];
        best = index;
      }
    }
    return (best + 0.5) / choices;
  }

  /// Shares of the choices, each counted once more than it occurs.
  private static double[] shares(int choices, double[] places) {
    double[] shares = new double[choices];
    for (double place : places) {
      shares[Math.min(choices - 1, (int) (place * choices))]++;
    }
    for (int c = 0; c < choices; c++) {
      shares[c] = (shares[c] + 1) / (places.length + choices);
    }
    return shares;
  }

  /// A density on \[0, 1\]: a normal kernel at each point, and the uniform density, in equal parts.
  ///
  /// @param points ascending
  /// @param widths standard deviations of the kernels
  private record Parzen(double[] points, double[] widths) {
    private static final double ROOT = StrictMath.sqrt(2 * Math.PI);

    /// A kernel is as wide as the larger gap to its neighbours.
    static Parzen of(double[] points) {
      int n = points.length;
      double[] widths = new double[n];
      double least = 1.0 / Math.min(FINEST, n + 1);
      for (int i = 0; i < n; i++) {
        double left = points[i] - (i == 0 ? 0 : points[i - 1]);
        double right = (i == n - 1 ? 1 : points[i + 1]) - points[i];
        widths[i] = Math.clamp(Math.max(left, right), least, 1);
      }
      return new Parzen(points, widths);
    }

    double draw(Rng rng) {
      int i = rng.nextInt(points.length + 1);
      if (i == points.length) {
        return rng.nextDouble();
      }
      double x = points[i] + widths[i] * rng.nextGaussian();
      double folded = Math.abs(x) % 2;
      return folded > 1 ? 2 - folded : folded;
    }

    double density(double x) {
      double sum = 1;
      for (int i = 0; i < points.length; i++) {
        sum += kernel(i, x) + kernel(i, -x) + kernel(i, 2 - x); // what was reflected at either end
      }
      return sum / (points.length + 1);
    }

    private double kernel(int i, double x) {
      double z = (x - points[i]) / widths[i];
      return StrictMath.exp(-0.5 * z * z) / (ROOT * widths[i]);
    }
  }
}

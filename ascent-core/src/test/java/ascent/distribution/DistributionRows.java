package ascent.distribution;

import static ascent.nn.NetworkPass.ROWS;

import ascent.rng.Rng;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A distribution on some rows of network outputs, in the plain `[rows × width]` layout of tests.
public final class DistributionRows {
  private static final float[] NONE = {};

  public final Distribution distribution;
  public final int rows;
  public final float[] theta; // the free parameters alone
  public final float[] logProb;
  public final float[] entropy;
  private final DistributionPass pass;
  private final float[] eta; // [outputs × ROWS]
  private final float[] dEta;
  private float[] features = NONE;
  private float[] actions = NONE;
  private boolean[] masks = {};

  /// The free parameters' gradient, summed over the rows, after [#gradient].
  public float[] ownGradient = {};

  /// @param eta `[rows × outputs]`
  /// @param free `[ownParameters]`
  public DistributionRows(Distribution distribution, float[] eta, float[] free) {
    this.distribution = distribution;
    rows = eta.length / distribution.outputs();
    theta = free;
    logProb = new float[rows];
    entropy = new float[rows];
    this.eta = featureMajor(eta);
    dEta = new float[this.eta.length];
    pass = distribution.pass(new View());
  }

  private final class View implements DistributionInput {
    @Override
    public float[] theta() {
      return theta;
    }

    @Override
    public int ownOffset() {
      return 0;
    }

    @Override
    public float[] eta() {
      return eta;
    }

    @Override
    public float[] features() {
      return features;
    }

    @Override
    public int featuresAt() {
      return 0;
    }

    @Override
    public float[] actions() {
      return actions;
    }

    @Override
    public boolean[] masks() {
      return masks;
    }

    @Override
    public int row() {
      return 0;
    }

    @Override
    public int count() {
      return rows;
    }
  }

  /// Allows some options only.
  ///
  /// @param masks `[rows × outputs]`, or empty
  public DistributionRows masked(boolean... masks) {
    this.masks = masks;
    return this;
  }

  /// Gives the rows features.
  ///
  /// @param features `[rows × features]`
  public DistributionRows features(float[] features) {
    this.features = features;
    return this;
  }

  /// The features given, `[rows × features]`.
  public float[] features() {
    return features;
  }

  /// η, `[rows × outputs]`.
  public float[] eta() {
    return plain(eta);
  }

  /// Samples an action of each row, row r's from `rngs[r]`, with nothing remembered.
  public float[] sample(int actionSize, Rng... rngs) {
    return sample(new float[rows * distribution.stateSize()], 0, actionSize, rngs);
  }

  /// An action for each row, `[rows × actionSize]`, all from one stream; log π goes to [#logProb].
  public float[] sample(Rng rng, int actionSize) {
    Rng[] rngs = new Rng[rows];
    Arrays.fill(rngs, rng);
    return sample(actionSize, rngs);
  }

  /// Samples an action of each row, row r being environment `first + r`.
  public float[] sample(float[] state, int first, int actionSize, Rng... rngs) {
    float[] sampled = new float[rows * actionSize];
    pass.sample(rngs, state, first, sampled, logProb);
    return sampled;
  }

  public float[] mode(int actionSize) {
    float[] modes = new float[rows * actionSize];
    pass.mode(modes);
    return modes;
  }

  /// Fills [#logProb] and [#entropy].
  ///
  /// @param actions `[rows × actionSize]`
  public DistributionRows evaluate(float... actions) {
    this.actions = actions;
    pass.evaluate(logProb, entropy);
    return this;
  }

  /// ∂/∂η of `w · log π − c · H` of each row, `[rows × outputs]`.
  public float[] gradient(float w, float c) {
    float[] weights = new float[rows + 3];
    Arrays.fill(weights, 3, rows + 3, w);
    ownGradient = new float[distribution.ownParameters()];
    pass.gradient(weights, 3, c, 1, dEta, ownGradient);
    return plain(dEta);
  }

  /// F times a tangent of η, `[rows × outputs]` both, after [#evaluate].
  public float[] fisher(float... tangent) {
    return fisher(tangent, new float[distribution.ownParameters()]);
  }

  /// The Fisher information of all rows times a tangent, `[rows × outputs]`; that of the free
  /// parameters goes to [#ownGradient]. After [#evaluate].
  ///
  /// @param tangent of η, `[rows × outputs]`
  /// @param ownTangent `[ownParameters]`
  public float[] fisher(float[] tangent, float[] ownTangent) {
    ownGradient = new float[distribution.ownParameters()];
    pass.fisher(featureMajor(tangent), ownTangent, 1, dEta, ownGradient);
    return plain(dEta);
  }

  /// The mean deviation of each row, `[rows]`, after [#evaluate]; NaN where nothing is written.
  public float[] meanStd() {
    float[] std = new float[rows];
    Arrays.fill(std, Float.NaN);
    pass.meanStd(std);
    return std;
  }

  /// Σᵢ KL(this ‖ other) over the rows.
  public double kl(DistributionRows other) {
    return pass.kl(other.pass);
  }

  /// What people are told of the first row.
  public ActionDistribution describe() {
    return pass.describe();
  }

  /// The probabilities of choices or bits, `[rows × outputs]`.
  public float[] probabilities() {
    List<Float> all = new ArrayList<>();
    int width = distribution.outputs();
    float[] x = eta();
    for (int r = 0; r < rows; r++) {
      var row =
          new DistributionRows(
              distribution, Arrays.copyOfRange(x, r * width, (r + 1) * width), theta);
      if (masks.length > 0) {
        row.masked(Arrays.copyOfRange(masks, r * width, (r + 1) * width));
      }
      switch (row.describe()) {
        case ActionDistribution.Categorical c -> all.addAll(c.probabilities());
        case ActionDistribution.MultiCategorical c -> c.probabilities().forEach(all::addAll);
        case ActionDistribution.Bernoulli b -> all.addAll(b.probabilities());
        default -> throw new IllegalStateException(distribution.toString());
      }
    }
    float[] p = new float[all.size()];
    for (int i = 0; i < p.length; i++) {
      p[i] = all.get(i);
    }
    return p;
  }

  private float[] featureMajor(float[] plain) {
    int width = distribution.outputs();
    float[] out = new float[width * ROWS];
    for (int i = 0; i < plain.length; i++) {
      out[i % width * ROWS + i / width] = plain[i];
    }
    return out;
  }

  private float[] plain(float[] featureMajor) {
    int width = distribution.outputs();
    float[] out = new float[rows * width];
    for (int i = 0; i < out.length; i++) {
      out[i] = featureMajor[i % width * ROWS + i / width];
    }
    return out;
  }
}

package ascent.distribution;

import static ascent.nn.MlpPass.ROWS;

import ascent.nn.Activation;
import ascent.nn.Mlp;
import ascent.nn.MlpPass;
import ascent.rng.Rng;
import java.util.Arrays;
import java.util.List;

/// A distribution on some rows of network outputs, in the plain `[rows × width]` layout of tests.
public final class DistributionRows {
  public final Distribution distribution;
  public final Chunk chunk;
  public final int rows;
  public final float[] theta; // the free parameters alone
  public final float[] logProb;
  public final float[] entropy;
  private boolean[] masks = {};

  /// The free parameters' gradient, summed over the rows, after [#gradient].
  public float[] freeGradient = {};

  /// @param eta `[rows × outputs]`
  /// @param free `[freeParameters]`
  public DistributionRows(Distribution distribution, float[] eta, float[] free) {
    this.distribution = distribution;
    int outputs = distribution.outputs();
    rows = eta.length / outputs;
    theta = free;
    logProb = new float[rows];
    entropy = new float[rows];
    Mlp net = new Mlp(1, List.of(), outputs, Activation.TANH, 0);
    chunk = new Chunk(distribution, 0, new MlpPass(net));
    for (int i = 0; i < eta.length; i++) {
      chunk.eta[i % outputs * ROWS + i / outputs] = eta[i];
    }
  }

  /// Allows some options only.
  ///
  /// @param masks `[rows × outputs]`, or empty
  public DistributionRows masked(boolean... masks) {
    this.masks = masks;
    return this;
  }

  /// Draws an action of each row, row r's from `rngs[r]`.
  public float[] sample(int actionSize, Rng... rngs) {
    float[] actions = new float[rows * actionSize];
    chunk.take(theta, actions, logProb, 0, rows);
    chunk.masks = masks;
    distribution.sample(chunk, rngs, 0, 0);
    return actions;
  }

  public float[] mode(int actionSize) {
    float[] actions = new float[rows * actionSize];
    chunk.take(theta, actions, logProb, 0, rows);
    chunk.masks = masks;
    distribution.mode(chunk);
    return actions;
  }

  /// F times a tangent, `[rows × outputs]` both, after [#evaluate].
  public float[] fisher(float... tangent) {
    int width = distribution.outputs();
    for (int i = 0; i < tangent.length; i++) {
      chunk.tangent[i % width * ROWS + i / width] = tangent[i];
    }
    distribution.fisher(chunk, 1);
    return plain(chunk.dEta);
  }

  /// Fills [#logProb] and [#entropy].
  ///
  /// @param actions `[rows × actionSize]`
  public DistributionRows evaluate(float... actions) {
    chunk.take(theta, actions, logProb, 0, rows);
    chunk.masks = masks;
    chunk.entropy = entropy;
    distribution.evaluate(chunk);
    return this;
  }

  /// ∂/∂η of `w · log π − c · H` of each row, `[rows × outputs]`.
  public float[] gradient(float w, float c) {
    chunk.w = new float[rows];
    Arrays.fill(chunk.w, w);
    freeGradient = new float[distribution.freeParameters()];
    chunk.grad = freeGradient;
    distribution.gradient(chunk, c, 1);
    return plain(chunk.dEta);
  }

  /// The Fisher information of all rows times a tangent, `[rows × outputs]`; that of the free
  /// parameters goes to [#freeGradient]. After [#evaluate].
  ///
  /// @param tangent of η, `[rows × outputs]`
  /// @param freeTangent `[freeParameters]`
  public float[] fisher(float[] tangent, float[] freeTangent) {
    for (int i = 0; i < tangent.length; i++) {
      int outputs = distribution.outputs();
      chunk.tangent[i % outputs * ROWS + i / outputs] = tangent[i];
    }
    chunk.thetaTangent = freeTangent;
    freeGradient = new float[distribution.freeParameters()];
    chunk.grad = freeGradient;
    distribution.fisher(chunk, 1);
    return plain(chunk.dEta);
  }

  /// An action for each row, `[rows × actionSize]`, all from one stream; log π goes to [#logProb].
  public float[] sample(Rng rng, int actionSize) {
    float[] actions = new float[rows * actionSize];
    Rng[] rngs = new Rng[rows];
    Arrays.fill(rngs, rng);
    chunk.take(theta, actions, logProb, 0, rows);
    distribution.sample(chunk, rngs, 0, 0);
    return actions;
  }

  /// Σᵢ KL(this ‖ other) over the rows.
  public double kl(DistributionRows other) {
    return distribution.kl(chunk, other.chunk);
  }

  /// The probabilities of a categorical, `[rows × outputs]`.
  public float[] probabilities() {
    return plain(chunk.probs);
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

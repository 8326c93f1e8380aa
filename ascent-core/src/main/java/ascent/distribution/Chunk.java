package ascent.distribution;

import ascent.nn.MlpPass;
import ascent.rollout.Batch;

/// Up to [MlpPass#ROWS] samples on their way through a [Distribution], with one thread's memory.
///
/// η and its gradient are feature-major: `eta[j·ROWS + r]` is network output j of sample r.
public final class Chunk {
  private static final boolean[] NO_MASKS = {};

  /// Network outputs and the gradient with respect to them, `[outputs × ROWS]`.
  final float[] eta;

  final float[] dEta;

  /// η̇, a tangent of the network's outputs, `[outputs × ROWS]`, and θ̇, that of the parameters.
  public final float[] tangent;

  public float[] thetaTangent = {};

  /// θ, its gradient, and where the distribution's free parameters lie in both.
  float[] theta = {};

  public float[] grad = {};
  int free;

  /// The activations that η is a linear function of, `[rows × features]` from `featuresAt` on.
  float[] features = {};

  int featuresAt;

  /// The samples: `rows` of them from row `row` on in the arrays below.
  int row;

  public int rows;
  float[] actions = {}; // [… × actionSize]
  public boolean[] masks = NO_MASKS; // which options are allowed [… × outputs]; empty where all are
  float[] logProb = {};
  float[] entropy = {};
  float[] w = {};

  // What a distribution keeps between evaluating and differentiating.
  final float[] logProbs; // [outputs × ROWS]
  final float[] probs; // [outputs × ROWS]
  final float[] a; // [outputs × ROWS]
  final float[] b; // [outputs × ROWS]
  final float[] stds; // [freeParameters]
  final float[] scratch; // [scratch]
  public float[] exploration = {}; // per environment; grows to the last one sampled

  public Chunk(Distribution distribution, int free, MlpPass actor) {
    this.free = free;
    eta = actor.out;
    dEta = actor.dOut;
    tangent = new float[eta.length];
    logProbs = new float[eta.length];
    probs = new float[eta.length];
    a = new float[eta.length];
    b = new float[eta.length];
    stds = new float[distribution.freeParameters()];
    scratch = new float[distribution.scratch()];
  }

  /// Takes what the head of an actor is a linear function of: its last hidden activations, or its
  /// input where it has none.
  public void featuresOf(MlpPass actor, float[] input, int inputAt) {
    boolean hidden = actor.features.length > 0;
    features = hidden ? actor.features : input;
    featuresAt = hidden ? 0 : inputAt;
  }

  /// Says which samples come next, of actions without masks.
  public void take(float[] theta, float[] actions, float[] logProb, int row, int rows) {
    this.theta = theta;
    this.actions = actions;
    this.logProb = logProb;
    this.row = row;
    this.rows = rows;
    masks = NO_MASKS;
  }

  /// Says which samples of a batch come next, and where their gradient goes.
  public void take(float[] theta, Batch batch, int row, int rows, float[] grad) {
    take(theta, batch.actions, batch.logProb, row, rows);
    masks = batch.masks;
    entropy = batch.entropy;
    w = batch.w;
    this.grad = grad;
  }
}

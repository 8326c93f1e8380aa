package ascent.policy;

import ascent.distribution.Rows;
import ascent.nn.NetworkPass;

/// The rows of an actor's outputs, as seen by a distribution.
final class ActorRows implements Rows {
  private static final boolean[] NO_MASKS = {};

  private final int freeOffset;
  private final float[] eta;
  private float[] theta = {};
  private float[] features = {};
  private int featuresAt;
  private float[] actions = {};
  private boolean[] masks = NO_MASKS;
  private int row;
  private int count;

  /// @param eta the actor's outputs, live, `[outputs × ROWS]`
  ActorRows(int freeOffset, float[] eta) {
    this.freeOffset = freeOffset;
    this.eta = eta;
  }

  /// Moves on to the rows that the actor has just computed.
  void moveTo(float[] theta, NetworkPass actor, int row, int count) {
    this.theta = theta;
    features = actor.features();
    featuresAt = actor.featuresAt();
    this.row = row;
    this.count = count;
  }

  /// Sets the actions in these rows, and which options are allowed.
  void show(float[] actions, boolean[] masks) {
    this.actions = actions;
    this.masks = masks;
  }

  @Override
  public float[] theta() {
    return theta;
  }

  @Override
  public int freeOffset() {
    return freeOffset;
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
    return featuresAt;
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
    return row;
  }

  @Override
  public int count() {
    return count;
  }
}

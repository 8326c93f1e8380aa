package ascent.policy;

import ascent.distribution.DistributionInput;
import ascent.nn.NetworkPass;

/// The outputs of an actor on some rows, as seen by a distribution.
final class ActorOutputs implements DistributionInput {
  private static final boolean[] NO_MASKS = {};

  private final int ownOffset;
  private final float[] eta;
  private float[] theta = {};
  private float[] features = {};
  private int featuresAt;
  private float[] actions = {};
  private boolean[] masks = NO_MASKS;
  private int row;
  private int count;

  /// @param eta the actor's outputs, live, `[outputs × ROWS]`
  ActorOutputs(int ownOffset, float[] eta) {
    this.ownOffset = ownOffset;
    this.eta = eta;
  }

  /// Sets the rows that the actor has just computed.
  void setRows(float[] theta, NetworkPass actor, int row, int count) {
    this.theta = theta;
    features = actor.features();
    featuresAt = actor.featuresAt();
    this.row = row;
    this.count = count;
  }

  /// Sets the actions in these rows, and which options are allowed.
  void setActions(float[] actions, boolean[] masks) {
    this.actions = actions;
    this.masks = masks;
  }

  @Override
  public float[] theta() {
    return theta;
  }

  @Override
  public int ownOffset() {
    return ownOffset;
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

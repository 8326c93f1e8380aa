package ascent.algo;

import ascent.policy.SampleWeights;
import ascent.rollout.Batch;

/// The weights of the plain actor-critic loss
///
///     L = s (−E[A log π(a|s)] + c_v E[(V − R)²])
///
/// with advantages and returns taken as constants: wᵢ = −s Aᵢ and uᵢ = 2 s c_v (Vᵢ − Rᵢ).
final class ActorCriticLoss implements SampleWeights {
  private final boolean usesPolicy;
  private float scale = 1;
  private float vfCoef = 1;

  private ActorCriticLoss(boolean usesPolicy) {
    this.usesPolicy = usesPolicy;
  }

  /// The loss of policy and value function, with s = 1 and c_v = 1 until [#set].
  public static ActorCriticLoss ofActorAndCritic() {
    return new ActorCriticLoss(true);
  }

  /// The loss of the value function alone, E[(V − R)²]: the policy gets no gradient.
  public static ActorCriticLoss ofCritic() {
    return new ActorCriticLoss(false);
  }

  /// Sets the coefficients of the next gradients.
  ///
  /// @param scale s, a factor on both terms
  /// @param vfCoef c_v, the coefficient of the value loss
  public void set(float scale, float vfCoef) {
    this.scale = scale;
    this.vfCoef = vfCoef;
  }

  @Override
  public boolean usesPolicy() {
    return usesPolicy;
  }

  /// ∂/∂log π of −s A log π: −s A.
  @Override
  public void policyWeights(Batch b, int from, int to) {
    for (int i = from; i < to; i++) {
      b.w[i] = usesPolicy ? -scale * b.advantage[i] : 0;
    }
  }

  /// ∂/∂V of s c_v (V − R)².
  @Override
  public void valueWeights(Batch b, int from, int to) {
    for (int i = from; i < to; i++) {
      b.u[i] = scale * 2 * vfCoef * (b.value[i] - b.returns[i]);
    }
  }
}

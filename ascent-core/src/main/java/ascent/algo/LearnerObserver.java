package ascent.algo;

import ascent.nn.Span;
import ascent.policy.SampleWeights;
import ascent.rollout.Batch;

/// Sees the gradients that a [Learner] computes and the steps that it takes, for a record of an
/// update. It changes nothing. What it is passed is valid during the call.
public interface LearnerObserver {
  /// Sees nothing.
  LearnerObserver NONE = new LearnerObserver() {};

  /// A gradient was computed: the batch has log π, H, V and the weights of its samples, as far as
  /// the weights use policy and value function, and [Learner#gradient] the gradient.
  default void differentiated(Batch batch, SampleWeights weights, float entCoef) {}

  /// A step was taken along the last gradient.
  ///
  /// @param span the parameters that changed
  /// @param scale what the gradient was multiplied with, to limit its norm; 1 where it was short
  default void stepped(Span span, float scale, float learningRate) {}
}

package ascent.imitation;

import ascent.agent.Agent;
import java.util.List;

/// The result of cloning.
///
/// @param agent the clone
/// @param samples pairs used for training
/// @param heldOut pairs held out, on which the clone is evaluated
/// @param epochs statistics of each epoch
public record CloningResult(Agent agent, int samples, int heldOut, List<Epoch> epochs) {
  public CloningResult {
    epochs = List.copyOf(epochs);
  }

  /// A pass over the demonstrations.
  ///
  /// @param nll mean −log π of the training samples, each before its step
  /// @param heldOutNll mean −log π of the samples held out, after the pass; NaN if there are none
  /// @param accuracy share of the samples held out whose action is the clone's most probable; NaN
  ///   if there are none, or actions are from a Box
  public record Epoch(double nll, double heldOutNll, double accuracy) {}

  /// The last pass.
  public Epoch last() {
    return epochs.getLast();
  }
}

package ascent.imitation;

import ascent.agent.Agent;
import java.util.List;

/// What cloning came to.
///
/// @param agent the clone
/// @param samples pairs that were learned from
/// @param heldOut pairs that were not, and that the clone is judged by
/// @param epochs how it went
public record CloningResult(Agent agent, int samples, int heldOut, List<Epoch> epochs) {
  public CloningResult {
    epochs = List.copyOf(epochs);
  }

  /// A pass over the demonstrations.
  ///
  /// @param nll mean −log π of the samples learned from, each before its step
  /// @param heldOutNll mean −log π of those held out, after the pass; NaN where there are none
  /// @param accuracy share of those held out whose action is the clone's most probable; NaN where
  ///   there are none, or actions are numbers of a box
  public record Epoch(double nll, double heldOutNll, double accuracy) {}

  /// The last pass.
  public Epoch last() {
    return epochs.getLast();
  }
}

package ascent.agent;

import ascent.algo.AlgorithmConfig;
import ascent.algo.LearnerConfig;
import ascent.config.Check;

/// The origin of a model: how, where and for how long it was trained.
///
/// @param config the settings of the algorithm that trained it
/// @param run the run's settings
/// @param steps environment steps it was trained for, at least 0
/// @param provenance the software and machine that trained it
public record ModelInfo(LearnerConfig config, RunSettings run, long steps, Provenance provenance) {
  private static final float USUAL_GAMMA = 0.99f;

  public ModelInfo {
    Check.that(steps >= 0, "steps trained", steps, "at least 0");
  }

  /// The γ that the model was trained with; 0.99 if it was not trained on returns.
  public float gamma() {
    return config instanceof AlgorithmConfig algorithm ? algorithm.gamma() : USUAL_GAMMA;
  }
}

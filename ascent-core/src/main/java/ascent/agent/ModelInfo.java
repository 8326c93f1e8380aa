package ascent.agent;

import ascent.algo.AlgorithmConfig;
import ascent.algo.LearnerConfig;

/// How a model came about.
///
/// @param config the settings of what it was trained by
/// @param run the run's settings
/// @param steps environment steps it was trained for
/// @param provenance the software and machine that trained it
public record ModelInfo(LearnerConfig config, RunSettings run, long steps, Provenance provenance) {
  private static final float USUAL_GAMMA = 0.99f;

  /// γ that the model was trained with; the usual one where it was not trained by returns.
  public float gamma() {
    return config instanceof AlgorithmConfig algorithm ? algorithm.gamma() : USUAL_GAMMA;
  }
}

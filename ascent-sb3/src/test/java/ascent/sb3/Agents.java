package ascent.sb3;

import ascent.agent.Agent;
import ascent.agent.ModelInfo;
import ascent.agent.Provenance;
import ascent.agent.RunSettings;
import ascent.algo.AlgorithmConfig;
import ascent.algo.LearnerConfig;
import ascent.collect.Normalizer;
import ascent.policy.ActorCritic;
import ascent.rng.Rng;
import ascent.space.Space;

/// Agents with random parameters.
final class Agents {
  static final Space OBSERVATIONS = Space.box(new float[] {-1, -2, -3}, new float[] {1, 2, 3});

  private Agents() {}

  static Agent of(LearnerConfig config, Space actions) {
    return of(config, OBSERVATIONS, actions);
  }

  static Agent of(LearnerConfig config, Space observations, Space actions) {
    ActorCritic policy =
        new ActorCritic(
            observations, actions, config.network(), config.distribution(), config.learnsValue());
    float[] theta = new float[policy.parameters()];
    Rng rng = Rng.stream(1, "theta");
    for (int i = 0; i < theta.length; i++) {
      theta[i] = 0.3f * rng.normal();
    }
    Normalizer normalizer =
        config instanceof AlgorithmConfig algorithm
            ? Normalizer.of(algorithm, observations)
            : Normalizer.none(observations);
    ModelInfo info =
        new ModelInfo(config, RunSettings.DEFAULT.withEnvs(4), 4096, Provenance.current());
    return new Agent(policy, normalizer, theta, info);
  }
}

package ascent.train;

import ascent.agent.Agent;
import ascent.agent.ModelFile;
import ascent.agent.ModelInfo;
import ascent.agent.Provenance;
import ascent.agent.RunSettings;
import ascent.algo.AlgorithmConfig;
import ascent.algo.DivergedException;
import ascent.collect.Normalizer;
import ascent.collect.Snapshot;
import ascent.policy.ActorCritic;
import ascent.rollout.Rollout;

/// What a run learns, with the settings that it learns by: all that a model file holds.
///
/// @param snapshot holds the parameters, which the run goes on changing
record RunModel(
    AlgorithmConfig config,
    RunSettings settings,
    ActorCritic policy,
    Normalizer normalizer,
    Snapshot snapshot) {
  /// The content of a model file.
  ///
  /// @param steps of the run so far
  ModelFile.Model at(long steps) {
    return new ModelFile.Model(policy, normalizer, snapshot.theta(), info(steps));
  }

  /// The policy as it is now, frozen.
  Agent agent(long steps) {
    return new Agent(policy, normalizer, snapshot.theta(), info(steps));
  }

  private ModelInfo info(long steps) {
    return new ModelInfo(config, settings, steps, Provenance.current());
  }

  /// Refuses parameters that are NaN or infinite.
  void requireFinite(long steps) {
    DivergedException.requireFinite(snapshot.theta(), steps);
  }

  /// The actions of a rollout, step by step, as the environments got them: `[samples ×
  /// actionSize]`.
  float[] actions(Rollout rollout) {
    int size = rollout.actionSize();
    float[] actions = new float[rollout.samples() * size];
    int at = 0;
    for (int t = 0; t < rollout.steps(); t++) {
      for (int i = 0; i < rollout.envs(); i++) {
        if (t < rollout.length(i)) {
          System.arraycopy(rollout.actions, (t * rollout.envs() + i) * size, actions, at, size);
          at += size;
        }
      }
    }
    policy.toEnv(actions, 0, actions, 0, actions.length);
    return actions;
  }

  /// log π(a|s) of the actions of a rollout, in the same order: `[samples]`.
  static float[] logProbs(Rollout rollout) {
    float[] logProbs = new float[rollout.samples()];
    int at = 0;
    for (int t = 0; t < rollout.steps(); t++) {
      for (int i = 0; i < rollout.envs(); i++) {
        if (t < rollout.length(i)) {
          logProbs[at++] = rollout.logProb[t * rollout.envs() + i];
        }
      }
    }
    return logProbs;
  }
}

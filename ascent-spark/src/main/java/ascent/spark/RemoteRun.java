package ascent.spark;

import ascent.agent.ModelFile;
import ascent.algo.AlgorithmConfig;
import ascent.algo.Algorithms;
import ascent.collect.PartCollector;
import ascent.collect.RolloutSourceFactory;
import ascent.config.Configs;
import ascent.env.VectorEnv;
import ascent.policy.ActorCritic;
import ascent.rollout.Rollout;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/// What an executor needs to know of a run to compute its parts. It is sent with every task.
///
/// @param id unique among the runs of the cluster
/// @param algorithm its name
/// @param config its settings
/// @param envs makes the environments
/// @param seed of the run
record RemoteRun(
    String id, String algorithm, Map<String, String> config, RemoteEnvs envs, long seed)
    implements Serializable {
  private static final long serialVersionUID = 1;

  /// @throws IllegalArgumentException if an executor could not read the algorithm's settings
  static RemoteRun of(RolloutSourceFactory.Request request, RemoteEnvs envs) {
    String why = ModelFile.whyUnreadable(request.config());
    if (!why.isEmpty()) {
      throw new IllegalArgumentException("An executor cannot read the run's settings. " + why);
    }
    return new RemoteRun(
        UUID.randomUUID().toString(),
        request.config().algorithm(),
        new LinkedHashMap<>(Configs.toMap((Record) request.config())),
        envs,
        request.seed());
  }

  /// The algorithm's settings.
  AlgorithmConfig settings() {
    return (AlgorithmConfig) Configs.with((Record) Algorithms.find(algorithm), config);
  }

  /// Steps all environments of a vector.
  ///
  /// @param first the number of the vector's environment 0 in the run
  PartCollector collector(AlgorithmConfig settings, VectorEnv env, int first) {
    ActorCritic policy =
        new ActorCritic(
            env.observationSpace(),
            env.actionSpace(),
            settings.network(),
            settings.distribution(),
            settings.learnsValue());
    var range = new PartCollector.Range(0, env.numEnvs(), first);
    return new PartCollector(policy, settings, env, range, seed);
  }

  /// The rows of the environments of a vector.
  static Rollout rollout(AlgorithmConfig settings, VectorEnv env) {
    int obsSize = env.observationSpace().size();
    int actionSize = env.actionSpace().size();
    return new Rollout(settings.rolloutSteps(), env.numEnvs(), obsSize, actionSize)
        .endAfter(settings.rolloutEpisodes());
  }
}

package ascent.collect;

import ascent.algo.AlgorithmConfig;
import ascent.env.VectorEnvFactory;
import ascent.env.wrap.Wrappers;
import ascent.parallel.Workers;
import ascent.policy.ActorCritic;

/// Makes the source of a run's rollouts.
@FunctionalInterface
public interface RolloutSourceFactory {
  /// Makes the source; the run closes it.
  ///
  /// @throws IllegalArgumentException when the run cannot be collected by such a source
  RolloutSource create(Request request);

  /// The run that the rollouts are for.
  ///
  /// @param policy the networks that act
  /// @param config the algorithm's settings
  /// @param envs makes the environments, wrapped
  /// @param env the environment's name with its parameters, as [ascent.env.registry.Envs] finds it,
  ///   for a source that makes environments in another process; empty where it has none
  /// @param wrappers what `envs` puts around the environment
  /// @param numEnvs n, the number of environments
  /// @param seed of the run
  /// @param workers the run's threads; the run closes them
  record Request(
      ActorCritic policy,
      AlgorithmConfig config,
      VectorEnvFactory envs,
      String env,
      Wrappers wrappers,
      int numEnvs,
      long seed,
      Workers workers) {}
}

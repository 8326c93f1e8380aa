package ascent.train;

import ascent.agent.ModelInfo;
import ascent.agent.RunSettings;
import ascent.algo.Algorithm;
import ascent.algo.AlgorithmConfig;
import ascent.collect.EpisodeWindow;
import ascent.collect.Normalizer;
import ascent.collect.RolloutSource;
import ascent.io.Tensor;
import ascent.policy.ActorCritic;
import ascent.space.Space;
import java.nio.file.Path;
import java.util.Map;

/// How a run begins: fresh, from the parameters of a model, or at a checkpoint.
sealed interface Start permits Start.Fresh, WarmStart, ResumedStart, ReplayStart {
  /// The algorithm's settings, given those that were asked for.
  default AlgorithmConfig config(AlgorithmConfig asked) {
    return asked;
  }

  /// The run's settings, given those that were asked for.
  default RunSettings settings(RunSettings asked) {
    return asked;
  }

  /// The networks.
  default ActorCritic policy(AlgorithmConfig config, Space observations, Space actions) {
    return new ActorCritic(
        observations, actions, config.network(), config.distribution(), config.learnsValue());
  }

  /// The initial normaliser of observations and rewards.
  default Normalizer normalizer(AlgorithmConfig config, Space observations) {
    return Normalizer.of(config, observations);
  }

  /// Replaces what differs from freshly initialised parameters.
  ///
  /// @param theta `[|θ|]`
  default void initialise(ActorCritic policy, float[] theta) {}

  /// The environment steps taken already.
  default long steps() {
    return 0;
  }

  /// Brings a newly built run to its starting point.
  default Progress restore(Algorithm algorithm, RolloutSource source, EpisodeWindow window) {
    return Progress.START;
  }

  /// The tensors that hold the states of the listeners, perhaps among others.
  default Map<String, Tensor> listeners() {
    return Map.of();
  }

  /// The directory of the run.
  ///
  /// @param columns of its metrics
  /// @param info its settings, before any step
  /// @throws IllegalArgumentException when it holds other files
  default RunDirectory directory(Path out, RunLogs.Columns columns, ModelInfo info) {
    return RunDirectory.create(out, columns, info);
  }

  /// From nothing.
  record Fresh() implements Start {}
}

package ascent.train;

import ascent.agent.ModelInfo;
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

/// Starts at a checkpoint of another run, which stays as it is: to compute it again, or to branch
/// off it. The settings are those asked for, not the checkpoint's.
///
/// @param checkpoint of the other run
record ReplayStart(Checkpoint checkpoint) implements Start {
  /// The file of a branch's directory that holds what it started from.
  static final String FILE = "start.zip";

  @Override
  public ActorCritic policy(AlgorithmConfig config, Space observations, Space actions) {
    checkpoint.policy().requireSpaces(observations, actions);
    return checkpoint.policy();
  }

  @Override
  public Normalizer normalizer(AlgorithmConfig config, Space observations) {
    return checkpoint.normalizer();
  }

  @Override
  public Progress restore(Algorithm algorithm, RolloutSource source, EpisodeWindow window) {
    return checkpoint.restore(algorithm, source, window).withoutStop();
  }

  /// A new directory, with the checkpoint under the run's own settings, so that the new run can be
  /// replayed too.
  @Override
  public RunDirectory directory(Path out, RunLogs.Columns columns, ModelInfo info) {
    return RunDirectory.create(out, columns, info).started(checkpoint.under(info));
  }

  @Override
  public Map<String, Tensor> listeners() {
    return checkpoint.state();
  }
}

package ascent.train;

import ascent.agent.ModelInfo;
import ascent.algo.Algorithm;
import ascent.algo.AlgorithmConfig;
import ascent.collect.EpisodeWindow;
import ascent.collect.Normalizer;
import ascent.collect.RolloutSource;
import ascent.io.FolderLock;
import ascent.io.Tensor;
import ascent.policy.ActorCritic;
import ascent.space.Space;
import java.nio.file.Path;
import java.util.Map;

/// Resumes a run at its last checkpoint.
///
/// @param checkpoint read under the lock
/// @param lock of the run's directory
/// @param goesOn whether the run continues beyond an end that is on record: it was given another
///   total of steps, or continues after a listener stopped it
record ResumedStart(Checkpoint checkpoint, FolderLock lock, boolean goesOn) implements Start {
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
  public long steps() {
    return checkpoint.steps();
  }

  @Override
  public Progress restore(Algorithm algorithm, RolloutSource source, EpisodeWindow window) {
    Progress progress = checkpoint.restore(algorithm, source, window);
    return goesOn ? progress.withoutStop() : progress;
  }

  @Override
  public Map<String, Tensor> listeners() {
    return checkpoint.state();
  }

  @Override
  public RunDirectory directory(Path out, RunLogs.Columns columns, ModelInfo info) {
    return RunDirectory.reopen(lock, columns, info, checkpoint.logs());
  }
}

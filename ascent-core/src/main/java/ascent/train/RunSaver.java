package ascent.train;

import ascent.agent.ModelFile;
import ascent.algo.Algorithm;
import ascent.collect.Carry;
import ascent.collect.EpisodeWindow;
import ascent.collect.FailedEpisode;
import ascent.collect.RolloutSource;
import ascent.config.Check;
import ascent.env.EnvFailure;
import ascent.io.Tensor;
import java.nio.file.Path;
import java.util.Map;

/// What a run keeps in its directory beside its logs: checkpoints, the best and the final model,
/// and the episode in which an environment failed.
final class RunSaver {
  private static final System.Logger LOG = System.getLogger("ascent.train");

  private final RunDirectory directory;
  private final RunModel model;
  private final Algorithm algorithm;
  private final RolloutSource source;
  private final EpisodeWindow window;

  RunSaver(
      RunDirectory directory,
      RunModel model,
      Algorithm algorithm,
      RolloutSource source,
      EpisodeWindow window) {
    this.directory = directory;
    this.model = model;
    this.algorithm = algorithm;
    this.source = source;
    this.window = window;
    String why = ModelFile.whyUnreadable(model.config());
    if (!why.isEmpty()) {
      LOG.log(System.Logger.Level.WARNING, why);
    }
  }

  /// Saves a checkpoint. If the directory is lost, this rescues the run and throws.
  ///
  /// @param listeners their states
  /// @return the file
  Path checkpoint(Progress progress, Map<String, Tensor> listeners) {
    model.requireFinite(progress.steps()); // what cannot be read is not written
    Carry carry = Check.gave(source.carry(), source.getClass().getName() + ".carry", "a Carry");
    int envs = model.settings().envs();
    if (carry.envs() != envs) {
      throw new IllegalStateException(
          "The source of rollouts gave the carry of %d environments; the run has %d."
              .formatted(carry.envs(), envs));
    }
    Map<String, Tensor> state = Checkpoint.state(algorithm, carry, window);
    state.putAll(listeners);
    directory.saveCheckpoint(model.at(progress.steps()), state, progress);
    int kept = model.settings().keepCheckpoints();
    if (kept > 0) {
      directory.keepCheckpoint(progress.steps(), kept);
    }
    return directory.checkpoint();
  }

  /// Whether the directory is still where it was.
  boolean isInPlace() {
    return directory.isInPlace();
  }

  /// Saves the model of the best evaluation so far.
  void best(long steps) {
    directory.saveBest(model.at(steps));
  }

  /// Saves the final model.
  void end(long steps) {
    directory.saveModel(model.at(steps));
  }

  /// Deletes the model of an earlier end, because the run goes on.
  void goOn() {
    directory.dropModel();
  }

  /// Saves the episode in which an environment failed.
  void failure(EnvFailure failure, String env) {
    if (failure.stream().isEmpty()) {
      return;
    }
    try {
      directory.keepFailure(failure, FailedEpisode.of(failure, env, model.settings().wrappers()));
    } catch (IllegalArgumentException e) { // a source named a stream of its own
      failure.addSuppressed(e);
    }
  }
}

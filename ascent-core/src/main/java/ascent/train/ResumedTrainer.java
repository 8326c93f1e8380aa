package ascent.train;

import ascent.agent.RunSettings;
import ascent.algo.AlgorithmConfig;
import ascent.collect.RolloutSourceFactory;
import ascent.config.Check;
import ascent.io.FolderLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.Consumer;

/// Resumes a run at its last checkpoint, with the settings it was started with. The options that
/// can be set again do not change results.
///
/// Like a [Trainer], it is an immutable value.
public final class ResumedTrainer {
  private final Path run;
  private final long steps; // in the checkpoint
  private final RunSpec spec;

  private ResumedTrainer(Path run, long steps, RunSpec spec) {
    this.run = run;
    this.steps = steps;
    this.spec = spec;
  }

  /// @param run the directory
  static ResumedTrainer of(Path run, Checkpoint checkpoint, RunSpec spec) {
    RunSpec resumed = spec.withConfig(checkpoint.config()).withSettings(checkpoint.settings());
    return new ResumedTrainer(run, checkpoint.steps(), resumed.withOut(run));
  }

  private ResumedTrainer with(RunSpec value) {
    return new ResumedTrainer(run, steps, value);
  }

  /// The number of threads; all cores by default. It does not change results.
  public ResumedTrainer threads(int value) {
    return with(spec.withThreads(value));
  }

  /// See [Trainer#source].
  public ResumedTrainer source(RolloutSourceFactory value) {
    return with(spec.withSource(Trainer.required(value, "source")));
  }

  /// See [Trainer#stopAfter].
  public ResumedTrainer stopAfter(Duration value) {
    return with(spec.withStopAfter(Trainer.required(value, "stopAfter")));
  }

  /// Adds a listener.
  public ResumedTrainer listen(Listener listener) {
    return with(spec.withListener(Trainer.required(listener, "listener")));
  }

  /// Passes each row of metrics to a consumer; see [Trainer#logEvery].
  public ResumedTrainer onUpdate(Consumer<Metrics> consumer) {
    return listen(new MetricsConsumer(Trainer.required(consumer, "consumer")));
  }

  /// The run's settings.
  public RunSettings settings() {
    return spec.settings();
  }

  /// The algorithm's settings.
  public AlgorithmConfig config() {
    return spec.config();
  }

  /// The environment steps that the run has taken.
  public long steps() {
    return steps;
  }

  /// Trains until the run has used up its steps. The result equals that of an uninterrupted run,
  /// bit for bit. A run that has ended, because its steps were used up or a listener [stopped
  /// it][Run#stop], stays ended.
  public TrainingResult train() {
    return train(OptionalLong.empty());
  }

  /// Trains until the run has taken `steps` environment steps, rounded up to whole rollouts, even
  /// if a listener [stopped it][Run#stop] before. With the run's own total the result equals that
  /// of a run that nobody stopped, bit for bit. With another one training continues as a new phase:
  /// schedules are rescaled to the new total. With a larger one, the stop-when-solved option and
  /// the episode limit no longer apply. A run that has taken as many steps already ends there.
  ///
  /// @param steps the new total, at least 1
  public TrainingResult train(long steps) {
    Check.that(steps >= 1, "steps", steps, "at least 1");
    return train(OptionalLong.of(steps));
  }

  /// Reads the checkpoint again under the lock: another process may have resumed the run since.
  private TrainingResult train(OptionalLong asked) {
    try (FolderLock lock = RunDirectory.lock(run)) {
      Checkpoint checkpoint = Checkpoint.read(RunDirectory.checkpointOf(run));
      RunSettings settings = checkpoint.settings();
      long before = settings.steps();
      long total = asked.orElse(before);
      if (total > before) {
        settings = settings.withStopWhenSolved(false).withEpisodes(0);
      } else if (total < before) {
        total = Math.min(before, Math.max(total, checkpoint.steps()));
      }
      boolean goesOn = total != before || (asked.isPresent() && checkpoint.stopped());
      return Run.train(
          new ResumedStart(checkpoint, lock, goesOn),
          spec.withConfig(checkpoint.config()).withSettings(settings.withSteps(total)).atTarget());
    } catch (IOException e) {
      throw new UncheckedIOException("The run in " + run + " cannot be resumed: " + e, e);
    }
  }
}

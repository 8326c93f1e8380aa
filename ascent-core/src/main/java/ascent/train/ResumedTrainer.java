package ascent.train;

import ascent.agent.RunSettings;
import ascent.algo.AlgorithmConfig;
import ascent.collect.RolloutSourceFactory;
import ascent.config.Check;
import java.time.Duration;
import java.util.function.Consumer;

/// Resumes a run at its last checkpoint, with the settings it was started with. The options that
/// can be set again do not change results.
///
/// Like a [Trainer], it is an immutable value.
public final class ResumedTrainer {
  private final Checkpoint checkpoint;
  private final RunSpec spec;

  ResumedTrainer(Checkpoint checkpoint, RunSpec spec) {
    this.checkpoint = checkpoint;
    this.spec = spec;
  }

  private ResumedTrainer with(RunSpec value) {
    return new ResumedTrainer(checkpoint, value);
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

  /// Trains until the run has used up its steps. The result equals that of an uninterrupted run,
  /// bit for bit. A run that has ended, because its steps were used up or a listener [stopped
  /// it][Run#stop], stays ended.
  public TrainingResult train() {
    return Run.train(new ResumedStart(checkpoint, false), spec);
  }

  /// Trains until the run has taken `steps` environment steps, rounded up to whole rollouts, even
  /// if a listener [stopped it][Run#stop] before. With the run's own total the result equals that
  /// of a run that nobody stopped, bit for bit. With a larger one training continues as a new
  /// phase: schedules are rescaled to the new total, and the stop-when-solved option and the
  /// episode limit no longer apply.
  ///
  /// @param steps the new total, at least the run's
  public TrainingResult train(long steps) {
    long before = spec.settings().steps();
    Check.that(steps >= before, "steps", steps, "at least the run's total, " + before);
    if (steps == before) {
      return Run.train(new ResumedStart(checkpoint, checkpoint.stopped()), spec);
    }
    RunSettings longer = settings().withSteps(steps).withStopWhenSolved(false).withEpisodes(0);
    return Run.train(new ResumedStart(checkpoint, true), spec.withSettings(longer));
  }
}

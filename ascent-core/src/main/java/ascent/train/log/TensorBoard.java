package ascent.train.log;

import ascent.agent.Agent;
import ascent.config.Check;
import ascent.io.Proto;
import ascent.nn.Parameter;
import ascent.space.Box;
import ascent.space.Discrete;
import ascent.space.MultiBinary;
import ascent.space.MultiDiscrete;
import ascent.space.Space;
import ascent.train.Ending;
import ascent.train.Listener;
import ascent.train.Metrics;
import ascent.train.Run;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Writes a run as event files for TensorBoard: each row of metrics as scalars under the tags of
/// Stable-Baselines3, histograms of the actions and the parameters, the settings as text and as
/// hyperparameters.
///
/// ```java
/// Trainer.of("CartPole-v1").out(dir).listen(new TensorBoard(dir)).train(100_000);
/// ```
///
/// A directory belongs to one run. A resumed run cuts the files of earlier sessions back to its
/// checkpoint and tells a TensorBoard that shows them already to forget what came after it.
public final class TensorBoard implements Listener {
  /// Left out, as in Stable-Baselines3: they are the axes, or counts of the same thing.
  private static final Set<String> AXES =
      Set.of("time/total_timesteps", "time/iterations", "time/time_elapsed", "train/n_updates");

  private static final int HISTOGRAMS = 100; // in a run, unless said otherwise

  private final Path directory;
  private long histogramEvery = -1; // a hundredth of the run
  private long before;
  private @Nullable OutputStream out;

  /// @param directory of the event files, such as that of the run; created if missing
  public TensorBoard(Path directory) {
    this.directory = directory;
  }

  /// Writes histograms with the first row of metrics at or after each multiple of `steps` steps; 0
  /// means never. By default a run writes about a hundred of each.
  ///
  /// @return this
  public TensorBoard histogramEvery(long steps) {
    Check.that(steps >= 0, "histogramEvery", steps, "at least 0 (0 is never)");
    histogramEvery = steps;
    return this;
  }

  /// Whether a directory has event files of a run.
  public static boolean isIn(Path directory) throws IOException {
    return !EventFiles.in(directory).isEmpty();
  }

  /// @throws IllegalStateException if the directory has event files of another run
  @Override
  public void started(Run run) {
    before = run.steps();
    guarded(() -> open(run));
  }

  private void open(Run run) throws IOException {
    boolean first = !isIn(directory);
    if (run.steps() == 0 && !first) {
      throw new IllegalStateException(
          "The directory is %s; it must have no event files of another run.".formatted(directory));
    }
    EventFiles.cut(directory, run.steps());
    Files.createDirectories(directory);
    Path file = EventFiles.next(directory);
    out = new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.CREATE_NEW));
    write(Event.version());
    if (run.steps() > 0) {
      write(Event.restart(run.steps() + 1));
    }
    if (first) {
      write(Event.text(run.steps(), "settings/run", run.settings()));
      if (run.config() instanceof Record config) {
        write(Event.text(run.steps(), "settings/algorithm", config));
      }
      write(Event.hyperparameters(run.steps(), Hyperparameters.of(run)));
    }
    flush();
  }

  @Override
  public void updated(Run run, Metrics metrics) {
    guarded(() -> {
      Proto summary = new Proto();
      for (String name : metrics.names()) {
        double value = metrics.get(name);
        if (Double.isFinite(value) && !AXES.contains(name)) {
          Event.scalar(summary, name, value);
        }
      }
      if (isHistogramDue(run)) {
        Agent agent = run.agent();
        actions(run.actions(), agent.actionSpace(), summary);
        parameters(agent, summary);
      }
      write(Event.of(run.steps(), summary));
      flush();
    });
  }

  private boolean isHistogramDue(Run run) {
    long every =
        histogramEvery >= 0 ? histogramEvery : Math.max(1, run.settings().steps() / HISTOGRAMS);
    boolean due = every > 0 && run.steps() / every > before / every;
    before = run.steps();
    return due;
  }

  private static void actions(float[] actions, Space space, Proto summary) {
    int size = space.size();
    for (int k = 0; k < size && actions.length > 0; k++) {
      int n = choices(space, k);
      Event.histogram(
          summary,
          size == 1 ? "rollout/actions" : "rollout/actions/" + k,
          n == 0
              ? Histogram.of(actions, k, actions.length, size)
              : Histogram.ofIndices(actions, k, actions.length, size, n));
    }
  }

  /// The values that the k-th number of an action may have; 0 where it is a real number.
  private static int choices(Space space, int k) {
    return switch (space) {
      case Box _ -> 0;
      case Discrete discrete -> discrete.n();
      case MultiDiscrete several -> several.count(k);
      case MultiBinary _ -> 2;
    };
  }

  private static void parameters(Agent agent, Proto summary) {
    float[] theta = agent.parameters();
    for (Parameter p : agent.policy().layout()) {
      if (p.size() > 0) {
        int end = p.offset() + p.size();
        Event.histogram(summary, "parameters/" + p.name(), Histogram.of(theta, p.offset(), end, 1));
      }
    }
  }

  @Override
  public void ended(Run run, Ending ending) {
    guarded(() -> {
      if (ending != Ending.PAUSED) {
        write(Event.end(run.steps(), ending == Ending.FINISHED));
      }
      close();
    });
  }

  @FunctionalInterface
  private interface Writing {
    void run() throws IOException;
  }

  /// Writes, or closes the file.
  private void guarded(Writing writing) {
    try {
      writing.run();
    } catch (IOException e) {
      try {
        close();
      } catch (IOException again) {
        e.addSuppressed(again);
      }
      throw new UncheckedIOException(
          "The events cannot be written in %s: %s".formatted(directory, e), e);
    }
  }

  private void write(Proto event) throws IOException {
    if (out != null) {
      Records.write(out, event.toBytes());
    }
  }

  private void flush() throws IOException {
    if (out != null) {
      out.flush();
    }
  }

  private void close() throws IOException {
    OutputStream open = out;
    out = null;
    if (open != null) {
      open.close();
    }
  }
}

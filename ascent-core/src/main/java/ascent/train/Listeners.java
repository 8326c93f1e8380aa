package ascent.train;

import ascent.collect.Episode;
import ascent.collect.Evaluation;
import ascent.io.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The listeners of a run. One that throws an exception hears nothing more, and the run ends with
/// the iteration: then [#rethrow] throws. An [Error] passes at once.
final class Listeners implements RunReports.Audience {
  private static final String STATE = "listener."; // before a listener's name, in a checkpoint

  private final Run run;
  private final List<Listener> listeners;
  private final Consumer<Listener> iterated; // made once, since an iteration may be a single step
  private @Nullable ListenerException failure;
  private boolean started;

  Listeners(Run run, List<Listener> listeners) {
    this.run = run;
    this.listeners = new ArrayList<>(listeners);
    iterated = listener -> listener.iterated(run);
  }

  @Override
  public boolean isEmpty() {
    return listeners.isEmpty();
  }

  void started() {
    started = true;
    tell(listener -> listener.started(run));
  }

  void ended(Ending ending) {
    tell(listener -> listener.ended(run, ending));
  }

  /// The session has failed. What a listener throws now is added as suppressed.
  void failed(Throwable why) {
    if (!started) {
      return;
    }
    failure = null; // it is `why`, or a part of it
    try {
      ended(Ending.FAILED);
      rethrow();
    } catch (Throwable e) {
      why.addSuppressed(e);
    }
  }

  @Override
  public void episode(Episode episode) {
    tell(listener -> listener.episode(run, episode));
  }

  @Override
  public void updated(Metrics metrics) {
    tell(listener -> listener.updated(run, metrics));
  }

  @Override
  public void evaluated(Evaluation evaluation) {
    tell(listener -> listener.evaluated(run, evaluation));
  }

  void checkpointed(Path file) {
    tell(listener -> listener.checkpointed(run, file));
  }

  void iterated() {
    tell(iterated);
  }

  private void tell(Consumer<Listener> event) {
    for (int i = 0; i < listeners.size(); i++) {
      try {
        event.accept(listeners.get(i));
      } catch (Exception e) { // whatever a listener throws
        if (failure == null) {
          failure = new ListenerException(listeners.get(i).name(), run.steps(), e);
        } else {
          failure.addSuppressed(e);
        }
        listeners.remove(i--);
      }
    }
  }

  /// Whether a listener has thrown.
  boolean failed() {
    return failure != null;
  }

  /// Throws what a listener has thrown, with its name.
  void rethrow() {
    if (failure != null) {
      throw failure;
    }
  }

  /// The listeners that have a state, by the name of its tensor.
  private Map<String, double[]> states() {
    Map<String, double[]> states = new LinkedHashMap<>();
    Map<String, Integer> count = new LinkedHashMap<>();
    for (Listener listener : listeners) {
      if (listener.state().length > 0) {
        int n = count.merge(listener.name(), 1, Integer::sum);
        states.put(STATE + listener.name() + (n == 1 ? "" : "#" + n), listener.state());
      }
    }
    return states;
  }

  /// The states of the listeners, for a checkpoint.
  Map<String, Tensor> tensors() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    states().forEach((name, state) -> tensors.put(name, Tensor.of(state, state.length)));
    return tensors;
  }

  /// Restores the states of those listeners that were part of the run when the checkpoint was
  /// written. A listener that has been added since starts afresh.
  void restore(Map<String, Tensor> tensors) {
    states()
        .forEach((name, state) -> {
          Tensor saved = tensors.get(name);
          if (saved != null && saved.size() == state.length) {
            System.arraycopy(saved.doubles(), 0, state, 0, state.length);
          }
        });
  }
}

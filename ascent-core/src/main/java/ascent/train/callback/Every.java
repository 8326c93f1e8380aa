package ascent.train.callback;

import ascent.train.Listener;
import ascent.train.Run;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/// Calls an action whenever a count passes a multiple of a number.
final class Every implements Listener {
  private final String name;
  private final long every;
  private final ToLongFunction<Run> count;
  private final Consumer<Run> action;
  private long before;

  Every(String name, long every, ToLongFunction<Run> count, Consumer<Run> action) {
    this.name = name;
    this.every = every;
    this.count = count;
    this.action = action;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void started(Run run) {
    before = count.applyAsLong(run);
  }

  @Override
  public void iterated(Run run) {
    long now = count.applyAsLong(run);
    boolean due = now / every > before / every;
    before = now;
    if (due) {
      action.accept(run);
    }
  }
}

package ascent.train;

import java.util.function.Consumer;

/// A listener that takes rows of metrics only.
record MetricsConsumer(Consumer<Metrics> consumer) implements Listener {
  @Override
  public String name() {
    return "onUpdate";
  }

  @Override
  public void updated(Run run, Metrics metrics) {
    consumer.accept(metrics);
  }
}

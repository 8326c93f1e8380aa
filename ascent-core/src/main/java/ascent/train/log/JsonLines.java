package ascent.train.log;

import ascent.io.Json;
import ascent.train.Listener;
import ascent.train.Metrics;
import ascent.train.Run;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/// Passes on each row of metrics as a line of text, one JSON object with the names of
/// `metrics.csv`. What was not measured is null, and an infinite number is the text `"inf"`.
///
/// ```java
/// Trainer.of("CartPole-v1").listen(new JsonLines(IO::println)).train(100_000);
/// ```
///
/// @param line takes each line, without a line break
public record JsonLines(Consumer<String> line) implements Listener {
  @Override
  public void updated(Run run, Metrics metrics) {
    Map<String, Double> row = new LinkedHashMap<>();
    for (String name : metrics.names()) {
      row.put(name, metrics.get(name));
    }
    line.accept(Json.compact(row));
  }
}

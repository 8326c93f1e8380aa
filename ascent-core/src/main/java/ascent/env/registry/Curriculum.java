package ascent.env.registry;

import ascent.config.Check;
import ascent.config.Numbers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// Values of an environment's parameters that change at steps of a run, as `train --curriculum`
/// takes them and a run saves them: `length=10@0,20@50000` means that the parameter `length` is 10
/// from step 0 and 20 from step 50,000. Several parameters are separated by semicolons; `none`
/// changes nothing.
public final class Curriculum {
  /// Changes nothing.
  public static final Curriculum NONE = new Curriculum(new LinkedHashMap<>());

  private static final String NOTHING = "none";

  private final SequencedMap<String, NavigableMap<Long, String>> values; // by name and step

  private Curriculum(SequencedMap<String, NavigableMap<Long, String>> values) {
    this.values = values;
  }

  /// Reads what [#toString] writes.
  ///
  /// @throws IllegalArgumentException naming the error
  public static Curriculum parse(String text) {
    if (text.isBlank() || text.strip().equals(NOTHING)) {
      return NONE;
    }
    SequencedMap<String, NavigableMap<Long, String>> values = new LinkedHashMap<>();
    for (String part : text.split(";", -1)) {
      int equals = part.indexOf('=');
      Check.that(equals > 0, "curriculum", "'" + part + "'", "like length=10@0,20@50000");
      String name = part.substring(0, equals).strip();
      NavigableMap<Long, String> changes = changes(name, part.substring(equals + 1));
      boolean once = values.put(name, changes) == null;
      Check.that(once, "the curriculum of " + name, "given twice", "given once");
    }
    return new Curriculum(values);
  }

  private static NavigableMap<Long, String> changes(String name, String text) {
    NavigableMap<Long, String> changes = new TreeMap<>();
    for (String change : text.split(",", -1)) {
      int at = change.lastIndexOf('@');
      Check.that(at > 0, "the curriculum of " + name, "'" + change + "'", "like 10@0,20@50000");
      long step = Numbers.parseLong(change.substring(at + 1).strip());
      Check.that(step >= 0, "a step of the curriculum of " + name, step, "at least 0");
      boolean rising = changes.isEmpty() || changes.lastKey() < step;
      Check.that(rising, "a step of the curriculum of " + name, step, "larger than the one before");
      changes.put(step, change.substring(0, at).strip());
    }
    Check.that(
        changes.firstKey() == 0,
        "the first step of the curriculum of " + name,
        changes.firstKey(),
        "0, so that the run has a value from its start");
    return changes;
  }

  /// Whether it changes nothing.
  public boolean isEmpty() {
    return values.isEmpty();
  }

  /// The parameters from a step on, until the next change.
  public Map<String, String> at(long step) {
    Map<String, String> now = new LinkedHashMap<>();
    values.forEach((name, changes) -> now.put(name, valueAt(changes, step)));
    return now;
  }

  private static String valueAt(NavigableMap<Long, String> changes, long step) {
    return Objects.requireNonNull(changes.floorEntry(step), "the first change is at step 0")
        .getValue();
  }

  /// The steps from which parameters change, ascending; the first is 0.
  public List<Long> steps() {
    TreeSet<Long> steps = new TreeSet<>();
    values.values().forEach(changes -> steps.addAll(changes.keySet()));
    return List.copyOf(steps);
  }

  /// An environment with the parameters of the end of the curriculum: what is learned in the end.
  ///
  /// @throws IllegalArgumentException if it has no such parameter, or not these values
  public EnvSpec target(EnvSpec env) {
    steps().forEach(step -> env.with(at(step))); // checks the others too
    return env.with(at(Long.MAX_VALUE));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Curriculum curriculum && values.equals(curriculum.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    values.forEach((name, changes) -> {
      List<String> texts = new ArrayList<>();
      changes.forEach((step, value) -> texts.add(value + "@" + step));
      parts.add(name + "=" + String.join(",", texts));
    });
    return parts.isEmpty() ? NOTHING : String.join(";", parts);
  }
}

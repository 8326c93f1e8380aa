package ascent.study.record;

import ascent.config.Nearest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Runs with the same settings but for the seed.
///
/// @param label the settings in which this group differs from others, such as `clipRange 0.1`
/// @param runs at least one
public record RunGroup(String label, List<RunRecord> runs) {
  /// Settings that do not change what is learned.
  private static final Set<String> NEUTRAL =
      Set.of(
          "seed",
          "logEvery",
          "evalEvery",
          "evalEpisodes",
          "checkpointEvery",
          "checkpointSeconds",
          "keepCheckpoints",
          "fromSha256");

  public RunGroup {
    runs = List.copyOf(runs);
  }

  /// Groups runs by whatever differs between them apart from the seed. Runs of different algorithms
  /// are of different groups; what the algorithms have of their own is compared within each.
  public static List<RunGroup> byDifferences(List<RunRecord> runs) {
    Map<String, List<RunRecord>> byAlgorithm =
        runs.stream()
            .collect(
                Collectors.groupingBy(
                    run -> run.setting(RunRecord.ALGORITHM),
                    LinkedHashMap::new,
                    Collectors.toList()));
    List<RunGroup> groups = new ArrayList<>();
    byAlgorithm.forEach((algorithm, some) -> {
      List<String> keys = differences(some);
      for (RunGroup group : grouped(some, keys)) {
        String prefix = byAlgorithm.size() == 1 ? "" : algorithm;
        groups.add(new RunGroup(joined(prefix, group.label), group.runs));
      }
    });
    return List.copyOf(groups);
  }

  private static String joined(String algorithm, String label) {
    return algorithm.isEmpty() || label.isEmpty() ? algorithm + label : algorithm + ", " + label;
  }

  /// Groups runs by the values of one setting.
  ///
  /// @throws IllegalArgumentException if no run has that setting; the message names the nearest
  ///   ones
  public static List<RunGroup> by(String key, List<RunRecord> runs) {
    Set<String> known = new LinkedHashSet<>();
    runs.forEach(run -> known.addAll(run.settings().keySet()));
    if (!known.contains(key)) {
      throw new IllegalArgumentException(
          "The runs have no setting %s.%s".formatted(key, Nearest.hint(key, known)));
    }
    return grouped(runs, List.of(key));
  }

  private static List<RunGroup> grouped(List<RunRecord> runs, Collection<String> keys) {
    Map<String, List<RunRecord>> groups = new LinkedHashMap<>();
    for (RunRecord run : runs) {
      String label =
          keys.stream()
              .map(key -> key + " " + shown(run.setting(key)))
              .collect(Collectors.joining(", "));
      groups.computeIfAbsent(label, any -> new ArrayList<>()).add(run);
    }
    return groups.entrySet().stream().map(g -> new RunGroup(g.getKey(), g.getValue())).toList();
  }

  private static String shown(String value) {
    return value.isEmpty() ? "–" : value;
  }

  /// The settings whose values differ.
  private static List<String> differences(List<RunRecord> runs) {
    Set<String> keys = new LinkedHashSet<>();
    runs.forEach(run -> keys.addAll(run.settings().keySet()));
    keys.removeAll(NEUTRAL);
    return keys.stream()
        .filter(key -> runs.stream().map(run -> run.setting(key)).distinct().count() > 1)
        .toList();
  }
}

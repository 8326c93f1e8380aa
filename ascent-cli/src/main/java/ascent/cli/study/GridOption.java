package ascent.cli.study;

import ascent.cli.args.UsageException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The option `--grid key=a,b,c`. Values that have commas themselves are separated by semicolons:
/// `policyLayers=64,64;256,256`.
final class GridOption {
  private GridOption() {}

  /// The values by setting, in the order given.
  ///
  /// @throws UsageException if one has no values, or the same ones twice
  static Map<String, List<String>> parse(List<String> options) {
    Map<String, List<String>> grid = new LinkedHashMap<>();
    for (String option : options) {
      int equals = option.indexOf('=');
      if (equals < 1) {
        throw new UsageException(
            "--grid is '" + option + "'; it must be like clipRange=0.1,0.2,0.3.");
      }
      String key = option.substring(0, equals).strip();
      String text = option.substring(equals + 1);
      String separator = text.contains(";") ? ";" : ",";
      List<String> values =
          new ArrayList<>(Arrays.stream(text.split(separator, -1)).map(String::strip).toList());
      requireValues("--grid", key, values);
      if (grid.put(key, values) != null) {
        throw new UsageException("--grid has " + key + " twice; it must name its values at once.");
      }
    }
    return grid;
  }

  /// Requires at least one value, none empty and none twice.
  static void requireValues(String where, String key, List<String> values) {
    if (values.isEmpty() || values.contains("")) {
      throw new UsageException(
          "%s has an empty value of %s; it must be like %s=a,b,c.".formatted(where, key, key));
    }
    if (values.stream().distinct().count() < values.size()) {
      throw new UsageException(
          "%s has a value of %s twice: %s.".formatted(where, key, String.join(", ", values)));
    }
  }
}

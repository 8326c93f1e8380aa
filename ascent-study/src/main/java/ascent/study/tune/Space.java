package ascent.study.tune;

import ascent.config.Check;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The settings that a search varies.
///
/// @param ranges with distinct names
public record Space(List<Range> ranges) {
  public Space {
    ranges = List.copyOf(ranges);
    Check.that(!ranges.isEmpty(), "space", ranges.size(), "at least one setting");
    long names = ranges.stream().map(Range::name).distinct().count();
    Check.that(names == ranges.size(), "space", ranges, "of different settings");
  }

  /// The values at a place.
  ///
  /// @param place \[number of ranges\], each in \[0, 1\]
  public Map<String, String> at(double[] place) {
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < place.length; i++) {
      values.put(ranges.get(i).name(), ranges.get(i).at(place[i]));
    }
    return values;
  }
}

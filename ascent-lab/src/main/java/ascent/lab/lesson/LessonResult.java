package ascent.lab.lesson;

import ascent.study.plot.Picture;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What came of a lesson.
///
/// @param rows what is claimed and what was measured, in order
/// @param checks what the lesson promises; it fails if one does not hold
/// @param picture of the result
/// @param more pictures, by names that become those of files, such as `policy`
/// @param data more for `result.json`: plain values, records, lists and maps of them
public record LessonResult(
    List<Row> rows,
    List<Check> checks,
    Picture picture,
    Map<String, Picture> more,
    Map<String, Object> data) {

  /// A line of the table.
  ///
  /// @param what was measured
  /// @param claim of a tutorial or of theory; `–` if there is none
  /// @param measured in this run
  public record Row(String what, String claim, String measured) {}

  /// A statement put to the test.
  ///
  /// @param statement what should hold, with its bound: `the mean return is at least −2`
  /// @param holds whether it does
  /// @param found the numbers that decide it
  public record Check(String statement, boolean holds, String found) {}

  public LessonResult {
    rows = List.copyOf(rows);
    checks = List.copyOf(checks);
    more = new LinkedHashMap<>(more);
    data = new LinkedHashMap<>(data);
    for (String name : more.keySet()) {
      boolean ok = name.matches("[a-z]+(-[a-z]+)*") && !name.equals("plot");
      ascent.config.Check.that(ok, "the name of a picture", name, "lower-case, and not plot");
    }
    ascent.config.Check.that(!checks.isEmpty(), "checks", checks, "at least one");
  }

  /// Without more pictures.
  public LessonResult(
      List<Row> rows, List<Check> checks, Picture picture, Map<String, Object> data) {
    this(rows, checks, picture, Map.of(), data);
  }

  /// The same with another picture.
  ///
  /// @param name of its files
  public LessonResult with(String name, Picture another) {
    Map<String, Picture> pictures = new LinkedHashMap<>(more);
    pictures.put(name, another);
    return new LessonResult(rows, checks, picture, pictures, data);
  }

  /// Whether every check holds.
  public boolean holds() {
    return checks.stream().allMatch(Check::holds);
  }

  /// The content of `result.json`, in order.
  ///
  /// @param lesson that was run
  /// @param run how
  public Map<String, Object> toMap(Lesson lesson, LessonRun run) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("lesson", lesson.name());
    map.put("first_seed", run.firstSeed());
    map.put("seeds", run.seeds());
    map.put("holds", holds());
    map.put("rows", rows);
    map.put("checks", checks);
    map.put("data", data);
    return map;
  }
}

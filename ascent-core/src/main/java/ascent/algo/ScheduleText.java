package ascent.algo;

import ascent.config.Numbers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Parses the text form of schedules; see the table at [Schedule].
final class ScheduleText {
  private ScheduleText() {}

  static Schedule parse(String text) {
    String[] parts = text.strip().split(":", 2);
    if (parts.length == 1) {
      return Schedule.constant(number(parts[0], text));
    }
    return switch (parts[0]) {
      case "linear", "exp" -> parseEnds(parts[0], parts[1].split("\\.\\.", -1), text);
      case "piecewise" -> parsePoints(parts[1], text);
      case "warmup" -> parseWarmup(parts[1].split(":", 2), text);
      default -> throw unreadable(text, null);
    };
  }

  private static Schedule parseEnds(String shape, String[] ends, String text) {
    if (shape.equals("linear") && ends.length <= 2) {
      return Schedule.linear(number(ends[0], text), ends.length == 1 ? 0 : number(ends[1], text));
    }
    if (shape.equals("exp") && ends.length == 2) {
      return Schedule.exponential(number(ends[0], text), number(ends[1], text));
    }
    throw unreadable(text, null);
  }

  private static Schedule parsePoints(String list, String text) {
    List<Schedule.Point> points = new ArrayList<>();
    for (String point : list.split(",", -1)) {
      String[] sides = point.split("=", -1);
      if (sides.length != 2) {
        throw unreadable(text, null);
      }
      points.add(new Schedule.Point(number(sides[0], text), number(sides[1], text)));
    }
    return new Schedule.Piecewise(points);
  }

  private static Schedule parseWarmup(String[] parts, String text) {
    if (parts.length != 2) {
      throw unreadable(text, null);
    }
    return Schedule.warmup(number(parts[0], text), parse(parts[1]));
  }

  private static float number(String number, String text) {
    try {
      return Numbers.parseFloat(number);
    } catch (NumberFormatException e) {
      throw unreadable(text, e);
    }
  }

  private static IllegalArgumentException unreadable(String text, @Nullable Exception cause) {
    return new IllegalArgumentException(
        "\"%s\" is not a schedule; it must be like 0.0003, linear:0.001, %s, %s, %s or %s."
            .formatted(
                text,
                "linear:0.1..0.001",
                "exp:0.1..0.001",
                "piecewise:0=0.001,0.5=0.0003",
                "warmup:0.05:0.0003"),
        cause);
  }
}

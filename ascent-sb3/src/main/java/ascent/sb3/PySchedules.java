package ascent.sb3;

import ascent.algo.Schedule;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Schedules of Stable-Baselines3 in a pickle: functions of the progress that remains, from 1 to 0.
///
/// Until version 2.6 they are functions, pickled with the variables that they enclose; those of
/// Stable-Baselines3 and its zoo are known here by name. Later they are objects. A function of a
/// user's own is code, which is not run.
final class PySchedules {
  private static final String UTILS = "stable_baselines3.common.utils.";
  private static final int DEEPEST = 3; // one schedule in another

  private PySchedules() {}

  /// The schedule, if it is a known one.
  static Optional<Schedule> read(@Nullable Object value) {
    try {
      return Optional.ofNullable(known(value, DEEPEST));
    } catch (IllegalArgumentException e) { // a value that no schedule has
      return Optional.empty();
    }
  }

  private static @Nullable Schedule known(@Nullable Object value, int depth) {
    if (value instanceof Number number) {
      return Schedule.constant(number.floatValue());
    }
    if (!(value instanceof PyObject object) || depth == 0) {
      return null;
    }
    return switch (object.type()) {
      case UTILS + "FloatSchedule" -> known(object.field("value_schedule"), depth - 1);
      case UTILS + "ConstantSchedule" -> known(object.field("val"), depth - 1);
      case UTILS + "LinearSchedule" ->
          linear(object.field("start"), object.field("end"), object.field("end_fraction"));
      case "rl_zoo3.utils.SimpleLinearSchedule" -> linear(object.field("initial_value"), 0, 1);
      case "cloudpickle.cloudpickle._make_function" -> function(object, depth - 1);
      default -> null;
    };
  }

  private static @Nullable Schedule function(PyObject function, int depth) {
    Map<String, @Nullable Object> enclosed = enclosed(function);
    return switch (String.valueOf(function.field("__qualname__"))) {
      case "get_schedule_fn.<locals>.<lambda>" -> known(enclosed.get("value_schedule"), depth);
      case "constant_fn.<locals>.func" -> known(enclosed.get("val"), depth);
      case "get_linear_fn.<locals>.func" ->
          linear(enclosed.get("start"), enclosed.get("end"), enclosed.get("end_fraction"));
      case "linear_schedule.<locals>.func" -> linear(enclosed.get("initial_value_"), 0, 1); // zoo
      default -> null;
    };
  }

  /// The variables that a function encloses: the names are the last but one part of its code, the
  /// values are cells.
  private static Map<String, @Nullable Object> enclosed(PyObject function) {
    Map<String, @Nullable Object> enclosed = new LinkedHashMap<>();
    if (function.arg(0) instanceof PyObject code
        && code.arg(code.args().length - 2) instanceof Object[] names
        && function.field("__closure__") instanceof Object[] cells
        && names.length == cells.length) {
      for (int i = 0; i < names.length; i++) {
        enclosed.put(String.valueOf(names[i]), cells[i] instanceof PyObject c ? c.arg(0) : null);
      }
    }
    return enclosed;
  }

  private static @Nullable Schedule linear(
      @Nullable Object start, @Nullable Object end, @Nullable Object endFraction) {
    if (!(start instanceof Number from)
        || !(end instanceof Number to)
        || !(endFraction instanceof Number until)) {
      return null;
    }
    float last = until.floatValue();
    return last == 1
        ? Schedule.linear(from.floatValue(), to.floatValue())
        : Schedule.piecewise(
            new Schedule.Point(0, from.floatValue()), new Schedule.Point(last, to.floatValue()));
  }
}

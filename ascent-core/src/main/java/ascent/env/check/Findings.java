package ascent.env.check;

import ascent.env.EnvFailure;
import ascent.env.Interrupts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The problems found by [EnvChecker]: the first of each kind.
final class Findings {
  private final Map<String, String> firstOfKind = new LinkedHashMap<>();

  void add(String kind, String message) {
    firstOfKind.putIfAbsent(kind, message);
  }

  /// An exception that the env should not have thrown.
  void threw(String method, String where, Throwable e) {
    Interrupts.clear();
    String hint =
        e instanceof ArrayIndexOutOfBoundsException
            ? " Maybe the observation space has fewer components than the env writes."
            : "";
    add(method + " threw", EnvFailure.threw(method, e) + where + "." + hint);
  }

  /// Finds out whether a method left the interrupt flag set, and clears it.
  void interrupted(String method, String where) {
    String fault = Interrupts.after(method + where);
    if (!fault.isEmpty()) {
      add("thread interrupted", fault + ".");
    }
  }

  boolean has(String kind) {
    return firstOfKind.containsKey(kind);
  }

  List<String> list() {
    return List.copyOf(firstOfKind.values());
  }
}

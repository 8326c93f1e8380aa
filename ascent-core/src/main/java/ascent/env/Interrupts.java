package ascent.env;

/// The interrupt flag of the current thread, which an env must leave alone: while it is set, Java
/// closes every file that the run writes.
///
/// Internal: public for Ascent's own modules alone.
public final class Interrupts {
  private Interrupts() {}

  /// Clears the flag. If it was set, says so as a fault of the env's method that was just called;
  /// empty otherwise.
  public static String after(String method) {
    if (!Thread.currentThread().isInterrupted()) {
      return "";
    }
    clear();
    return method
        + " left its thread interrupted, it must not. Maybe it calls Thread.interrupt(), or the"
        + " program interrupts the thread that trains";
  }

  /// Clears the flag.
  ///
  /// @throws EnvFailure if it was set
  static void check(String method) {
    String fault = after(method);
    if (!fault.isEmpty()) {
      throw new EnvFailure(fault, null);
    }
  }

  /// Clears the flag after another fault.
  public static void clear() {
    boolean _ = Thread.interrupted();
  }
}

package ascent.env;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/// Creates and closes envs. Exceptions from an env's code become an [EnvFailure].
///
/// Internal: public for other packages of this module alone.
public final class EnvFactories {
  private EnvFactories() {}

  /// Creates an env and calls its methods for spaces and metrics.
  ///
  /// @throws EnvFailure if the env throws or returns null
  /// @throws IllegalArgumentException if a parameter is invalid or a wrapper does not fit
  public static Env open(Supplier<? extends Env> factory) {
    Env env = make(factory);
    try {
      require("observationSpace()", env::observationSpace, "a Space");
      require("actionSpace()", env::actionSpace, "a Space");
      require("metricNames()", env::metricNames, "a List");
      requireNames(env.metricNames());
      return env;
    } catch (Throwable e) {
      closeAfter(e, env);
      throw e;
    }
  }

  private static void requireNames(List<String> metrics) {
    Set<String> seen = new HashSet<>();
    for (String name : metrics) {
      if (name == null || name.isBlank() || !seen.add(name)) {
        throw new EnvFailure(
            "metricNames() gave %s; it must give names that are not blank and differ"
                .formatted(metrics),
            null);
      }
    }
  }

  private static Env make(Supplier<? extends Env> factory) {
    Env env;
    try {
      env = factory.get();
    } catch (EnvFailure | IllegalArgumentException e) {
      throw e;
    } catch (Throwable e) {
      throw new EnvFailure(EnvFailure.threw("the factory", e), e);
    }
    if (env == null) {
      throw new IllegalArgumentException("the env factory gave null, it must give a new Env");
    }
    return env;
  }

  private static void require(String method, Supplier<?> getter, String what) {
    Object answer;
    try {
      answer = getter.get();
    } catch (Throwable e) {
      throw new EnvFailure(EnvFailure.threw(method, e), e);
    }
    if (answer == null) {
      throw new EnvFailure(gaveNull(method, what), null);
    }
  }

  /// The message for a method that returned null.
  ///
  /// @param what it must give
  public static String gaveNull(String method, String what) {
    return "%s gave null; it must give %s. Maybe it is a field that is set only in reset"
        .formatted(method, what);
  }

  /// Closes an env.
  ///
  /// @throws EnvFailure if that throws
  public static void close(Env env) {
    try {
      env.close();
    } catch (Throwable e) {
      throw new EnvFailure(EnvFailure.threw("close", e), e);
    }
  }

  /// Closes an env after a failure, which stays the one that is reported.
  static void closeAfter(Throwable failure, Env env) {
    try {
      close(env);
    } catch (EnvFailure e) {
      failure.addSuppressed(e);
    }
  }
}

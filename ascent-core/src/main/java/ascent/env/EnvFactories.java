package ascent.env;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/// Creates, describes and closes envs. Exceptions from an env's code become an [EnvFailure].
///
/// Internal: public for Ascent's own modules alone.
public final class EnvFactories {
  private EnvFactories() {}

  /// Creates an env and calls its methods for spaces and metrics.
  ///
  /// @throws EnvFailure if the env throws or returns null
  /// @throws IllegalArgumentException if a parameter is invalid or a wrapper does not fit
  public static Env open(Supplier<? extends Env> factory) {
    Env env = make(factory);
    try {
      shape(env);
      return env;
    } catch (Throwable e) {
      closeAfter(e, env);
      throw e;
    }
  }

  /// Wraps each env of a factory. An env that the wrapper refuses is closed.
  public static Supplier<Env> around(
      Supplier<? extends Env> factory, Function<Env, ? extends Env> wrapper) {
    return () -> {
      Env env = open(factory);
      try {
        return wrapper.apply(env);
      } catch (Throwable e) {
        closeAfter(e, env);
        throw e;
      }
    };
  }

  /// Creates an env to see whether it can be, and a second one after it if `twice`, which must be
  /// like the first. Closes both.
  ///
  /// @throws EnvFailure if the env throws, returns null, or is not like the first
  /// @throws IllegalArgumentException if a parameter is invalid or a wrapper does not fit
  public static void tryOut(Supplier<? extends Env> factory, boolean twice) {
    EnvShape first = tried(factory);
    if (twice) {
      tried(factory).requireLike(first, 1);
    }
  }

  private static EnvShape tried(Supplier<? extends Env> factory) {
    Env env = open(factory);
    EnvShape shape = shape(env);
    close(env);
    return shape;
  }

  /// Calls the env's methods for spaces and metrics.
  ///
  /// @throws EnvFailure if one throws or gives what it must not
  public static EnvShape shape(Env env) {
    return new EnvShape(
        require("observationSpace()", env::observationSpace, "a Space"),
        require("actionSpace()", env::actionSpace, "a Space"),
        metricNames(env::metricNames));
  }

  /// The names of metrics.
  ///
  /// @throws EnvFailure if the method throws or its names are invalid
  static List<String> metricNames(Supplier<List<String>> getter) {
    List<String> names = require("metricNames()", getter, "a List");
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (name == null || name.isBlank() || !seen.add(name)) {
        throw new EnvFailure(
            "metricNames() gave %s; it must give names that are not blank and differ"
                .formatted(names),
            null);
      }
    }
    return List.copyOf(names);
  }

  private static Env make(Supplier<? extends Env> factory) {
    Env env;
    try {
      env = factory.get();
    } catch (EnvFailure e) {
      throw e;
    } catch (Throwable e) {
      if (e.getClass() == IllegalArgumentException.class) {
        throw (IllegalArgumentException) e; // a parameter; others are of the env's own making
      }
      Interrupts.clear();
      throw new EnvFailure(EnvFailure.threw("the factory", e), e);
    }
    if (env == null) {
      throw new EnvFailure("the env factory gave null, it must give a new Env", null);
    }
    try {
      Interrupts.check("the factory");
    } catch (EnvFailure e) {
      closeAfter(e, env);
      throw e;
    }
    return env;
  }

  /// The answer of a method.
  ///
  /// @throws EnvFailure if it throws or gives null
  static <T> T require(String method, Supplier<T> getter, String what) {
    T answer;
    try {
      answer = getter.get();
    } catch (Throwable e) {
      Interrupts.clear();
      throw new EnvFailure(EnvFailure.threw(method, e), e);
    }
    if (answer == null) {
      throw new EnvFailure(
          "%s gave null; it must give %s. Maybe it is a field that is set only in reset"
              .formatted(method, what),
          null);
    }
    return answer;
  }

  /// Closes an env.
  ///
  /// @throws EnvFailure if that throws
  public static void close(AutoCloseable env) {
    try {
      env.close();
    } catch (Throwable e) {
      Interrupts.clear();
      throw new EnvFailure(EnvFailure.threw("close", e), e);
    }
    Interrupts.check("close");
  }

  /// Closes an env after a failure, which stays the one that is reported.
  static void closeAfter(Throwable failure, AutoCloseable env) {
    try {
      close(env);
    } catch (EnvFailure e) {
      failure.addSuppressed(e);
    }
  }
}

package ascent.env;

import ascent.space.Space;
import java.util.function.Supplier;

/// Makes envs and closes them; where their own code throws, it is an [EnvFailure] that says so.
public final class Opening {
  private Opening() {}

  /// Makes an env and asks it for its spaces.
  ///
  /// @throws EnvFailure if that throws, or gives null
  /// @throws IllegalArgumentException if a parameter is refused, or a wrapper does not fit
  public static Env open(Supplier<? extends Env> factory) {
    Env env = make(factory);
    space("observationSpace()", env::observationSpace);
    space("actionSpace()", env::actionSpace);
    return env;
  }

  private static Env make(Supplier<? extends Env> factory) {
    Env env;
    try {
      env = factory.get();
    } catch (EnvFailure | IllegalArgumentException e) {
      throw e;
    } catch (RuntimeException | Error e) {
      throw new EnvFailure(EnvFailure.threw("the factory", e), e);
    }
    if (env == null) {
      throw new IllegalArgumentException("the env factory gave null, it must give a new Env");
    }
    return env;
  }

  private static void space(String method, Supplier<Space> getter) {
    Space space;
    try {
      space = getter.get();
    } catch (RuntimeException | Error e) {
      throw new EnvFailure(EnvFailure.threw(method, e), e);
    }
    if (space == null) {
      throw new EnvFailure(nullSpace(method), null);
    }
  }

  public static String nullSpace(String method) {
    return method
        + " gave null; it must give a Space. Maybe it is a field that is set only in reset";
  }

  /// Closes an env.
  ///
  /// @throws EnvFailure if that throws
  public static void close(Env env) {
    try {
      env.close();
    } catch (RuntimeException | Error e) {
      throw new EnvFailure(EnvFailure.threw("close", e), e);
    }
  }
}

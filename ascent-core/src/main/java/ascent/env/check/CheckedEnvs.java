package ascent.env.check;

import ascent.env.Env;
import ascent.env.EnvFactories;
import ascent.env.EnvFailure;
import ascent.env.EnvShape;
import ascent.env.Interrupts;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The envs that [EnvChecker] opens: each must be a new one, and all must have the same spaces and
/// metrics, whenever they are asked.
final class CheckedEnvs {
  private final Supplier<? extends Env> factory;
  private final Findings problems;
  private final Set<Env> opened = Collections.newSetFromMap(new IdentityHashMap<>());
  private @Nullable EnvShape shape; // of the first

  CheckedEnvs(Supplier<? extends Env> factory, Findings problems) {
    this.factory = factory;
    this.problems = problems;
  }

  /// Thrown when no env can be had to go on with.
  static final class CannotGoOn extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /// A new env.
  ///
  /// @throws CannotGoOn if there is none, or it is not like the first
  Env open() {
    Env env;
    try {
      env = factory.get();
    } catch (EnvFailure e) {
      throw cannotGoOn("factory", String.valueOf(e.getMessage()));
    } catch (Throwable e) {
      problems.threw("the factory", "", e);
      throw new CannotGoOn();
    }
    if (env == null) {
      throw cannotGoOn("factory", "the factory gave null; it must give a new env at each call.");
    }
    if (!opened.add(env)) {
      throw cannotGoOn(
          "factory",
          "the factory gave the same env twice; it must give a new one at each call. Maybe write"
              + " MyEnv::new rather than () -> env.");
    }
    problems.interrupted("the factory", "");
    requireSame(env, shape == null ? "when asked again" : "of another env");
    return env;
  }

  /// The spaces and metrics of the first env.
  EnvShape shape(Env env) {
    EnvShape first = shape;
    if (first == null) {
      first = ask(env);
      shape = first;
    }
    return first;
  }

  /// Asks an env for its spaces and metrics again.
  ///
  /// @param when it is asked, for the message
  /// @throws CannotGoOn if they are not those of the first env
  void requireSame(Env env, String when) {
    EnvShape first = shape(env);
    EnvShape now = ask(env);
    requireSame("observationSpace()", first.observationSpace(), now.observationSpace(), when);
    requireSame("actionSpace()", first.actionSpace(), now.actionSpace(), when);
    requireSame("metricNames()", first.metricNames(), now.metricNames(), when);
  }

  private void requireSame(String method, Object first, Object now, String when) {
    if (!first.equals(now)) {
      throw cannotGoOn(
          method,
          (method + " is " + first + ", but " + now + " " + when)
              + ": it must always be the same for all envs of a kind.");
    }
  }

  private EnvShape ask(Env env) {
    try {
      return EnvFactories.shape(env);
    } catch (EnvFailure e) {
      throw cannotGoOn("shape", e.what() + ".");
    }
  }

  private CannotGoOn cannotGoOn(String kind, String message) {
    problems.add(kind, message);
    return new CannotGoOn();
  }

  void closeAll() {
    for (Env env : opened) {
      try {
        env.close();
      } catch (Throwable e) {
        problems.threw("close", "", e);
      }
      problems.interrupted("close", "");
    }
    Interrupts.clear();
  }
}

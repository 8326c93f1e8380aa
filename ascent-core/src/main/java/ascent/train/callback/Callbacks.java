package ascent.train.callback;

import ascent.config.Check;
import ascent.train.Listener;
import ascent.train.Metrics;
import ascent.train.Run;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Listeners from functions.
///
/// ```java
/// Trainer.of("CartPole-v1")
///     .listen(Callbacks.everySteps(10_000, run -> IO.println(run.steps())))
///     .listen(Callbacks.stopWhen("the training return reached 450", m -> m.meanReturn() >= 450))
///     .train(100_000);
/// ```
public final class Callbacks {
  private Callbacks() {}

  /// Calls `action` at the end of each iteration that reaches or passes a multiple of `steps`
  /// environment steps. A resumed run calls it at the same steps as an uninterrupted one.
  ///
  /// @param steps at least 1
  public static Listener everySteps(long steps, Consumer<Run> action) {
    Check.that(steps >= 1, "steps", steps, "at least 1");
    return new Every("everySteps", steps, Run::steps, action);
  }

  /// Calls `action` at the end of each iteration that reaches or passes a multiple of `episodes`
  /// training episodes; see [#everySteps].
  ///
  /// @param episodes at least 1
  public static Listener everyEpisodes(long episodes, Consumer<Run> action) {
    Check.that(episodes >= 1, "episodes", episodes, "at least 1");
    return new Every("everyEpisodes", episodes, Run::episodes, action);
  }

  /// Ends the run at the first row of metrics for which `condition` holds; see
  /// [ascent.train.Trainer#logEvery].
  ///
  /// @param reason of the end, in a few words
  public static Listener stopWhen(String reason, Predicate<Metrics> condition) {
    Check.that(!reason.isBlank(), "reason", reason, "a few words");
    return new StopWhen(reason, condition);
  }
}

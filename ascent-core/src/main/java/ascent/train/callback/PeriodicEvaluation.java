package ascent.train.callback;

import ascent.agent.Agent;
import ascent.collect.Evaluation;
import ascent.config.Check;
import ascent.env.Env;
import ascent.train.Listener;
import ascent.train.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Evaluates the policy on another environment than the run's, such as a harder one, with the run's
/// wrappers. A run evaluates on its own environment by itself:
/// [ascent.train.Trainer#evaluateEvery].
///
/// ```java
/// new PeriodicEvaluation("ice", () -> new FrozenLake(config), 10_000, 20)
///     .saveBest(Path.of("best-on-ice.zip"))
///     .onResult((run, e) -> IO.println(run.steps() + ": " + e))
/// ```
///
/// The best mean return so far is part of a checkpoint.
public final class PeriodicEvaluation implements Listener {
  private final String name;
  private final Supplier<? extends Env> env;
  private final int episodes;
  private final Every every;
  private final double[] best = {Double.NEGATIVE_INFINITY};
  private @Nullable Path bestFile;
  private BiConsumer<Run, Evaluation> onResult = (_, _) -> {};
  private Consumer<Run> onBest = _ -> {};

  /// @param name in messages and checkpoints
  /// @param env makes a new environment at each call
  /// @param steps between two evaluations, at least 1
  /// @param episodes of an evaluation, deterministic, at least 1
  public PeriodicEvaluation(String name, Supplier<? extends Env> env, long steps, int episodes) {
    Check.that(!name.isBlank(), "name", name, "a name");
    Check.that(steps >= 1, "steps", steps, "at least 1");
    Check.that(episodes >= 1, "episodes", episodes, "at least 1");
    this.name = name;
    this.env = env;
    this.episodes = episodes;
    every = new Every(name, steps, Run::steps, this::evaluate);
  }

  /// Saves the model to a file whenever an evaluation is better than all before.
  ///
  /// @return this
  public PeriodicEvaluation saveBest(Path file) {
    bestFile = file;
    return this;
  }

  /// Passes each result to a consumer.
  ///
  /// @return this
  public PeriodicEvaluation onResult(BiConsumer<Run, Evaluation> consumer) {
    onResult = consumer;
    return this;
  }

  /// Calls an action when an evaluation is better than all before.
  ///
  /// @return this
  public PeriodicEvaluation onBest(Consumer<Run> action) {
    onBest = action;
    return this;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public double[] state() {
    return best;
  }

  @Override
  public void started(Run run) {
    if (run.steps() == 0) {
      best[0] = Double.NEGATIVE_INFINITY; // of an earlier run
    }
    every.started(run);
  }

  @Override
  public void iterated(Run run) {
    every.iterated(run);
  }

  private void evaluate(Run run) {
    Agent agent = run.agent();
    var settings = run.settings();
    Evaluation result =
        agent.evaluate(
            settings.wrappers().around(env),
            episodes,
            settings.seed(),
            true,
            settings.maxEpisodeSteps());
    onResult.accept(run, result);
    if (result.meanReturn() > best[0]) {
      best[0] = result.meanReturn();
      save(agent);
      onBest.accept(run);
    }
  }

  private void save(Agent agent) {
    if (bestFile == null) {
      return;
    }
    try {
      agent.save(bestFile);
    } catch (IOException e) {
      throw new UncheckedIOException("The best model cannot be saved in " + bestFile + ": " + e, e);
    }
  }
}

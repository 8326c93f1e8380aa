package ascent.env.check;

import ascent.env.Env;
import ascent.env.EnvShape;
import ascent.env.Renderable;
import ascent.rng.Rng;
import ascent.space.Space;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Checks an env against the contract of [Env], before it is used in training.
///
/// ```java
/// EnvChecker.check(Corridor::new);
/// ```
///
/// Any space is allowed, as long as it stays the same. The checker runs at most about ten thousand
/// steps, with random and with extreme actions, and checks that
///
/// - spaces are not null and are the same whenever and whichever env is asked;
/// - no method leaves its thread interrupted;
/// - reset and step write complete, finite observations inside the observation space;
/// - rewards are finite;
/// - an episode is a pure function of its random stream and its actions, independent of earlier
///   episodes and of other envs;
/// - the env does not retain the observation array, the action, or an earlier random stream;
/// - metrics have names that are not blank and do not change, and are finite or NaN;
/// - action masks allow something, depend on the state only, and exist always or never;
/// - a [Renderable] env draws its states on a screen of constant size, without changing the state.
///
/// All problems are collected. A message names the problem, the place and a possible cause. An
/// empty report is no proof of correctness; it rules out the common mistakes.
public final class EnvChecker {
  private static final EnvShape NO_SHAPE =
      new EnvShape(Space.discrete(1), Space.discrete(1), List.of());

  private static final int EPISODES = 4;
  private static final int MAX_STEPS = 500; // of one episode
  private static final int MAX_FLOATS = 2_000_000; // recorded of one episode

  private final Findings problems = new Findings();
  private final CheckedEnvs envs;
  private EnvShape shape = NO_SHAPE;
  private List<CheckedEpisode> first = List.of(); // the episodes that others must repeat
  private int maxSteps = MAX_STEPS;

  private EnvChecker(Supplier<? extends Env> factory) {
    envs = new CheckedEnvs(factory, problems);
  }

  /// Passes if [#report] finds nothing.
  ///
  /// @throws IllegalStateException with every problem found
  public static void check(Supplier<? extends Env> factory) {
    List<String> found = report(factory);
    if (found.isEmpty()) {
      return;
    }
    StringBuilder message = new StringBuilder("the env has ");
    message.append(found.size()).append(found.size() == 1 ? " problem:" : " problems:");
    for (int i = 0; i < found.size(); i++) {
      message.append("\n  ").append(i + 1).append(". ").append(found.get(i));
    }
    throw new IllegalStateException(message.toString());
  }

  /// All problems found with the envs of `factory`; empty if there are none.
  public static List<String> report(Supplier<? extends Env> factory) {
    EnvChecker checker = new EnvChecker(factory);
    checker.guarded(checker::run);
    return checker.problems.list();
  }

  /// All problems found with the envs of `factory`, and hints at what is allowed but often a
  /// mistake: action bounds far from [−1, 1], episodes that do not end within a million steps (or
  /// two seconds), and calls in the env's bytecode of clocks and of random generators without a
  /// seed.
  public static CheckReport inspect(Supplier<? extends Env> factory) {
    EnvChecker checker = new EnvChecker(factory);
    List<String> hints = new ArrayList<>();
    checker.guarded(() -> {
      checker.run();
      checker.hint(hints);
    });
    return new CheckReport(checker.problems.list(), hints);
  }

  private void guarded(Runnable checks) {
    try {
      checks.run();
    } catch (CheckedEnvs.CannotGoOn _) {
      // after what was found so far, no episode can be played
    } catch (Throwable e) { // by a method that is not called in the usual places
      problems.threw("the env", "", e);
    } finally {
      envs.closeAll();
    }
  }

  private void run() {
    Env env = envs.open();
    shape = envs.shape(env);
    maxSteps = Math.clamp(MAX_FLOATS / shape.observationSpace().size(), 10, MAX_STEPS);
    first = play(env);
    if (first.stream().anyMatch(CheckedEpisode::broken)) {
      return;
    }
    envs.requireSame(env, "after some episodes");
    if (checkReplay()) {
      checkReuse(env);
      checkKeptAction();
      checkIndependence();
    }
    checkInterrupted();
    if (env.unwrapped() instanceof Renderable && problems.list().isEmpty() && canDraw()) {
      new CheckedDrawing(envs.open(), shape, maxSteps, problems).check(first);
    }
  }

  private void hint(List<String> hints) {
    Env env = envs.open();
    Hints found = new Hints(env, shape).ofActionBounds();
    if (problems.list().isEmpty() && first.stream().noneMatch(CheckedEpisode::ended)) {
      found.ofEndlessEpisodes(problems);
    }
    hints.addAll(found.list());
    hints.addAll(Impurity.hints(CodeScan.of(env)));
  }

  /// Java can be had without what draws.
  private static boolean canDraw() {
    return ModuleLayer.boot().findModule("java.desktop").isPresent();
  }

  private CheckedEpisode episode(Env env, int number) {
    return new CheckedEpisode(env, shape, number, maxSteps, problems);
  }

  private List<CheckedEpisode> play(Env env) {
    List<CheckedEpisode> episodes = new ArrayList<>();
    for (int k = 0; k < EPISODES; k++) {
      CheckedEpisode episode = episode(env, k);
      episode.begin(env);
      while (episode.running()) {
        episode.step(env);
      }
      episodes.add(episode);
    }
    return episodes;
  }

  /// A new env repeats the same episodes.
  private boolean checkReplay() {
    String difference = CheckedEpisode.firstDifference(first, play(envs.open()));
    if (difference.isEmpty()) {
      return true;
    }
    problems.add(
        "replay",
        ("two new envs differ, with the same random stream and the same actions: " + difference)
            + ". Maybe the env uses Math.random() or new Random() instead of the Rng of reset, or reads a clock or a static field.");
    return false;
  }

  /// The first env repeats the same episodes.
  private void checkReuse(Env used) {
    String difference = CheckedEpisode.firstDifference(first, play(used));
    if (!difference.isEmpty()) {
      problems.add(
          "reuse",
          ("an env after some episodes differs from a new one: " + difference)
              + ". Maybe reset does not reset a field; no state may be carried over to the next episode.");
    }
  }

  /// The same episodes with one `Action` object for all steps, as in training.
  private void checkKeptAction() {
    Env env = envs.open();
    List<CheckedEpisode> again = new ArrayList<>();
    for (int k = 0; k < EPISODES; k++) {
      again.add(episode(env, k).play(env));
    }
    String difference = CheckedEpisode.firstDifference(first, again);
    if (!difference.isEmpty()) {
      problems.add(
          "action kept",
          ("the env differs when its Action object is reused for the next step: " + difference)
              + ". Maybe it keeps the Action, or the array of action.values(), in a field; copy the values instead.");
    }
  }

  /// The same episodes with another env stepped in turn.
  private void checkIndependence() {
    Env env = envs.open();
    Env other = envs.open();
    List<CheckedEpisode> again = new ArrayList<>();
    for (int k = 0; k < EPISODES; k++) {
      CheckedEpisode episode = episode(env, k);
      CheckedEpisode noise = episode(other, EPISODES + k);
      episode.begin(env);
      noise.begin(other);
      while (episode.running()) {
        episode.step(env);
        if (noise.running()) {
          noise.step(other);
        }
      }
      again.add(episode);
    }
    String difference = CheckedEpisode.firstDifference(first, again);
    if (!difference.isEmpty()) {
      problems.add(
          "shared",
          ("an env differs when another one is stepped in turn with it: " + difference)
              + ". Maybe they share a static field, or an object that the factory captured.");
    }
  }

  /// After a reset in mid-episode, the next episode is unchanged and does not use the old stream.
  private void checkInterrupted() {
    Env env = envs.open();
    CheckedEpisode old = new CheckedEpisode(env, shape, 0, 3, problems);
    old.play(env);
    Rng.State drawn = old.rng().save();
    CheckedEpisode next = episode(env, 1).play(env);
    if (!old.rng().save().equals(drawn)) {
      problems.add(
          "old stream",
          "the env draws from the Rng of an earlier reset. Maybe it keeps the first Rng; each episode has its own.");
    }
    String difference = CheckedEpisode.firstDifference(List.of(first.get(1)), List.of(next));
    if (!difference.isEmpty() && problems.list().isEmpty()) {
      problems.add(
          "interrupted",
          ("an env differs after a reset in mid-episode: " + difference)
              + ". Maybe reset relies on the last episode having ended.");
    }
  }
}

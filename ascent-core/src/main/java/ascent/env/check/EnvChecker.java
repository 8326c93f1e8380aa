package ascent.env.check;

import ascent.env.Env;
import ascent.env.EnvFactories;
import ascent.env.EnvFailure;
import ascent.env.Renderable;
import ascent.rng.Rng;
import ascent.space.Space;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
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
/// - spaces are not null and do not change;
/// - reset and step write complete, finite observations inside the observation space;
/// - rewards are finite;
/// - an episode is a pure function of its random stream and its actions, independent of earlier
///   episodes and of other envs;
/// - the env does not retain the observation array, the action, or an earlier random stream;
/// - action masks allow something, depend on the state only, and exist always or never;
/// - a [Renderable] env draws its states on a screen of constant size, without changing the state.
///
/// All problems are collected. A message names the problem, the place and a possible cause. An
/// empty report is no proof of correctness; it rules out the common mistakes.
public final class EnvChecker {
  private static final int EPISODES = 4;
  private static final int MAX_STEPS = 500; // of one episode
  private static final int MAX_FLOATS = 2_000_000; // recorded of one episode

  private final Supplier<? extends Env> factory;
  private final Findings problems = new Findings();
  private final Set<Env> opened = Collections.newSetFromMap(new IdentityHashMap<>());
  private int maxSteps = MAX_STEPS;

  private EnvChecker(Supplier<? extends Env> factory) {
    this.factory = factory;
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
    try {
      checker.run();
    } catch (CannotGoOn _) {
      // after what was found so far, no episode can be played
    } finally {
      checker.closeAll();
    }
    return checker.problems.list();
  }

  private static final class CannotGoOn extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private void run() {
    Env env = open();
    checkSpaces(env);
    List<CheckedEpisode> first = play(env);
    if (first.stream().anyMatch(CheckedEpisode::broken)) {
      return;
    }
    if (checkReplay(first)) {
      checkReuse(env, first);
      checkKeptAction(first);
      checkIndependence(first);
    }
    checkInterrupted(first);
    if (env.unwrapped() instanceof Renderable && problems.list().isEmpty() && canDraw()) {
      new CheckedDrawing(open(), maxSteps, problems).check(first);
    }
  }

  /// Java can be had without what draws.
  private static boolean canDraw() {
    return ModuleLayer.boot().findModule("java.desktop").isPresent();
  }

  private void checkSpaces(Env env) {
    Space observations = space("observationSpace()", env::observationSpace);
    Space actions = space("actionSpace()", env::actionSpace);
    maxSteps = Math.clamp(MAX_FLOATS / observations.size(), 10, MAX_STEPS);
    Env other = open();
    checkSame("observationSpace()", observations, env.observationSpace(), "when asked again");
    checkSame("actionSpace()", actions, env.actionSpace(), "when asked again");
    checkSame("observationSpace()", observations, other.observationSpace(), "of another env");
    checkSame("actionSpace()", actions, other.actionSpace(), "of another env");
  }

  private Space space(String method, Supplier<Space> getter) {
    Space space;
    try {
      space = getter.get();
    } catch (Throwable e) {
      problems.threw(method, "", e);
      throw new CannotGoOn();
    }
    if (space == null) {
      problems.add("null space", EnvFactories.gaveNull(method, "a Space") + ".");
      throw new CannotGoOn();
    }
    return space;
  }

  private void checkSame(String method, Space first, Space then, String when) {
    if (!first.equals(then)) {
      problems.add(
          method,
          (method + " is " + first + ", but " + then + " " + when)
              + ": it must always be the same for all envs of a kind.");
      throw new CannotGoOn();
    }
  }

  private List<CheckedEpisode> play(Env env) {
    List<CheckedEpisode> episodes = new ArrayList<>();
    for (int k = 0; k < EPISODES; k++) {
      CheckedEpisode episode = new CheckedEpisode(env, k, maxSteps, problems);
      episode.begin(env);
      while (episode.running()) {
        episode.step(env);
      }
      episodes.add(episode);
    }
    return episodes;
  }

  /// A new env repeats the same episodes.
  private boolean checkReplay(List<CheckedEpisode> first) {
    String difference = CheckedEpisode.firstDifference(first, play(open()));
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
  private void checkReuse(Env used, List<CheckedEpisode> first) {
    String difference = CheckedEpisode.firstDifference(first, play(used));
    if (!difference.isEmpty()) {
      problems.add(
          "reuse",
          ("an env after some episodes differs from a new one: " + difference)
              + ". Maybe reset does not reset a field; no state may be carried over to the next episode.");
    }
  }

  /// The same episodes with one `Action` object for all steps, as in training.
  private void checkKeptAction(List<CheckedEpisode> first) {
    Env env = open();
    List<CheckedEpisode> again = new ArrayList<>();
    for (int k = 0; k < EPISODES; k++) {
      again.add(new CheckedEpisode(env, k, maxSteps, problems).play(env));
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
  private void checkIndependence(List<CheckedEpisode> first) {
    Env env = open();
    Env other = open();
    List<CheckedEpisode> again = new ArrayList<>();
    for (int k = 0; k < EPISODES; k++) {
      CheckedEpisode episode = new CheckedEpisode(env, k, maxSteps, problems);
      CheckedEpisode noise = new CheckedEpisode(other, EPISODES + k, maxSteps, problems);
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
  private void checkInterrupted(List<CheckedEpisode> first) {
    Env env = open();
    CheckedEpisode old = new CheckedEpisode(env, 0, 3, problems);
    old.play(env);
    Rng.State drawn = old.rng().save();
    CheckedEpisode next = new CheckedEpisode(env, 1, maxSteps, problems).play(env);
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

  private Env open() {
    Env env;
    try {
      env = factory.get();
    } catch (EnvFailure e) {
      problems.add("factory", String.valueOf(e.getMessage()));
      throw new CannotGoOn();
    } catch (Throwable e) {
      problems.threw("the factory", "", e);
      throw new CannotGoOn();
    }
    if (env == null) {
      problems.add("factory", "the factory gave null; it must give a new env at each call.");
      throw new CannotGoOn();
    }
    if (!opened.add(env)) {
      problems.add(
          "factory",
          "the factory gave the same env twice; it must give a new one at each call. Maybe write"
              + " MyEnv::new rather than () -> env.");
      throw new CannotGoOn();
    }
    return env;
  }

  private void closeAll() {
    for (Env env : opened) {
      try {
        env.close();
      } catch (Throwable e) {
        problems.threw("close", "", e);
      }
    }
  }
}

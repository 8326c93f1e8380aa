package ascent.env.check;

import ascent.env.Action;
import ascent.env.Env;
import ascent.env.EnvShape;
import ascent.env.Step;
import ascent.rng.Rng;
import ascent.space.Box;
import ascent.space.Discrete;
import ascent.space.MultiBinary;
import ascent.space.MultiDiscrete;
import ascent.space.Space;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// An episode run by [EnvChecker]. Its random stream and actions depend on its number only. Checks
/// every call and records the results.
final class CheckedEpisode {
  /// The bits of the NaN that fills an observation before the env writes it.
  private static final int UNWRITTEN = 0x7fc0_a5c7;

  private final int number;
  private final int maxSteps;
  private final Findings problems;
  private final Space observationSpace;
  private final Space actionSpace;
  private final Rng rng;
  private final Rng actionRng;
  private final float[] flatAction;
  private final List<float[]> observations = new ArrayList<>(); // as written by the env
  private final List<Step> steps = new ArrayList<>();
  private final CheckedMask mask;
  private final CheckedMetrics metrics;
  private float[] given; // the array last passed to the env
  private int now; // the number of the current step, from 1; 0 is the reset
  private boolean running;
  private boolean ended;
  private boolean broken;

  /// @param shape of the env
  CheckedEpisode(Env env, EnvShape shape, int number, int maxSteps, Findings problems) {
    this.number = number;
    this.maxSteps = maxSteps;
    this.problems = problems;
    observationSpace = shape.observationSpace();
    actionSpace = shape.actionSpace();
    rng = Rng.stream(0, "check", number);
    actionRng = Rng.stream(0, "check actions", number);
    flatAction = new float[actionSpace.size()];
    given = new float[0];
    mask = new CheckedMask(env, actionSpace, rng, problems);
    metrics = new CheckedMetrics(shape.metricNames(), problems);
  }

  Rng rng() {
    return rng;
  }

  boolean running() {
    return running;
  }

  /// Whether the episode failed before its end.
  boolean broken() {
    return broken;
  }

  /// Whether the env ended the episode.
  boolean ended() {
    return ended;
  }

  /// Runs the episode from reset to end.
  CheckedEpisode play(Env env) {
    begin(env);
    Action action = new Action(actionSpace);
    while (running) {
      step(env, action);
    }
    return this;
  }

  void begin(Env env) {
    float[] obs = blank();
    try {
      env.reset(rng, obs);
    } catch (Throwable e) {
      problems.threw("reset", where(), e);
      broken = true;
      return;
    }
    running = true;
    problems.interrupted("reset", where());
    checkObservation("reset", obs);
    record(obs);
    askMask();
  }

  /// One step with a new `Action`, so that an env that retains it causes no error here.
  void step(Env env) {
    step(env, new Action(actionSpace));
  }

  /// One step with an `Action` that the caller may reuse, as a [SyncVectorEnv] does.
  void step(Env env, Action action) {
    chooseAction(now);
    now++;
    action.set(flatAction, 0);
    String before = action.toString();
    float[] obs = blank();
    Step step;
    try {
      step = env.step(action, obs);
    } catch (Throwable e) {
      problems.threw("step", " after " + before + where(), e);
      stop();
      return;
    }
    problems.interrupted("step", where());
    if (step == null) {
      problems.add("null step", "step gave null" + where() + "; it must give a Step.");
      stop();
      return;
    }
    checkStep(step, before, action.toString());
    checkEarlierArray();
    checkObservation("step", obs);
    steps.add(step);
    record(obs);
    running = !step.last() && steps.size() < maxSteps;
    ended = step.last();
    if (running) {
      askMask();
    }
    if (ended && !metrics.ask(env, where())) {
      stop();
    }
  }

  private void askMask() {
    if (!mask.ask(where())) {
      stop();
    }
  }

  private void stop() {
    running = false;
    broken = true;
  }

  private void record(float[] obs) {
    given = obs;
    observations.add(obs.clone());
  }

  private float[] blank() {
    float[] obs = new float[observationSpace.size()];
    Arrays.fill(obs, Float.intBitsToFloat(UNWRITTEN));
    return obs;
  }

  private void checkStep(Step step, String before, String after) {
    if (!Step.isReward(step.reward())) {
      problems.add(
          "reward",
          "the reward is " + step.reward() + where() + "; it must be " + Step.REWARDS + ".");
    }
    if (!before.equals(after)) {
      problems.add(
          "action written",
          ("step changed the action it was given, from " + before + " to " + after + where())
              + "; it must only read it. Maybe it scales action.values() in place.");
    }
  }

  /// The env must not write to the array of the previous call.
  private void checkEarlierArray() {
    if (!Arrays.equals(given, observations.getLast())) {
      problems.add(
          "array kept",
          ("step wrote to the observation array of an earlier call" + where())
              + "; it must write to the one it is given. Maybe the env keeps the array of reset in"
              + " a field.");
    }
  }

  private void checkObservation(String method, float[] obs) {
    for (int i = 0; i < obs.length; i++) {
      String component = "component " + i + " of the observation";
      if (Float.floatToRawIntBits(obs[i]) == UNWRITTEN) {
        if (!problems.has("array kept")) {
          problems.add(
              method + " unwritten",
              (method + " leaves " + component + " unwritten" + where())
                  + "; it must write all of them at every call. Maybe it writes only what changed, or relies on the array's contents before the call, which are undefined.");
        }
        return;
      }
      if (!Float.isFinite(obs[i])) {
        problems.add(
            method + " not finite",
            method + " makes " + component + " " + obs[i] + where() + "; it must be finite.");
        return;
      }
    }
    if (!observationSpace.contains(obs, 0)) {
      problems.add(
          "outside",
          ("the observation of " + method + " is not in " + observationSpace + where() + ": ")
              + observationSpace.whyNot(obs, 0)
              + ". Maybe the bounds of the observation space are too narrow.");
    }
  }

  String where() {
    return " (episode " + number + ", step " + now + ")";
  }

  /// Random actions, or the extreme ones in turn in episode 1; always allowed ones.
  private void chooseAction(int t) {
    actionSpace.sample(actionRng, flatAction, 0);
    if (number == 1) {
      chooseExtreme(t);
    }
    mask.mend(actionRng, flatAction);
  }

  private void chooseExtreme(int t) {
    for (int i = 0; i < flatAction.length; i++) {
      switch (actionSpace) {
        case Discrete discrete -> flatAction[i] = discrete.n() - 1 - t % discrete.n();
        case MultiDiscrete multi -> flatAction[i] = t % 2 == 0 ? multi.count(i) - 1 : 0;
        case MultiBinary _ -> flatAction[i] = t % 2 == 0 ? 1 : 0;
        case Box box -> {
          float bound = t % 2 == 0 ? box.high(i) : box.low(i);
          flatAction[i] = Float.isInfinite(bound) ? flatAction[i] : bound;
        }
      }
    }
  }

  /// The first difference between two recordings of the same episodes, as part of a sentence; empty
  /// if there is none.
  static String firstDifference(List<CheckedEpisode> expected, List<CheckedEpisode> actual) {
    for (int k = 0; k < expected.size(); k++) {
      String difference = expected.get(k).difference(actual.get(k));
      if (!difference.isEmpty()) {
        return "in episode " + expected.get(k).number + " " + difference;
      }
    }
    return "";
  }

  private String difference(CheckedEpisode other) {
    int common = Math.min(observations.size(), other.observations.size());
    for (int t = 0; t < common; t++) {
      if (t > 0 && !steps.get(t - 1).equals(other.steps.get(t - 1))) {
        return "step " + t + " gave " + steps.get(t - 1) + ", then " + other.steps.get(t - 1);
      }
      int i = Arrays.mismatch(observations.get(t), other.observations.get(t));
      if (i >= 0) {
        return ("component " + i + " of the observation after step " + t + " was ")
            + (observations.get(t)[i] + ", then " + other.observations.get(t)[i]);
      }
      String masks = mask.difference(other.mask, t);
      if (!masks.isEmpty()) {
        return masks;
      }
    }
    return metrics.difference(other.metrics);
  }
}

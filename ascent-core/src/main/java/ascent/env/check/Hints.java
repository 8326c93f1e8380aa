package ascent.env.check;

import ascent.env.Action;
import ascent.env.ActionMask;
import ascent.env.Env;
import ascent.env.EnvShape;
import ascent.env.Step;
import ascent.rng.Rng;
import ascent.space.Box;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds what is allowed of an env but makes training harder than necessary: actions on an unusual
/// scale, and episodes that do not end.
final class Hints {
  private static final int MAX_STEPS = 1_000_000;
  private static final int ENOUGH_STEPS = 50_000; // to be worth a hint
  private static final int STEPS_BETWEEN_LOOKS = 1_000; // at the clock
  private static final long MAX_NANOS = 2_000_000_000L;

  /// Half the width of bounds, and their distance from 0 in half widths, that need no rescaling.
  private static final double WIDEST = 5;

  private static final double NARROWEST = 0.2;
  private static final double FARTHEST = 2;

  private static final int EPISODE = 1_000; // none that others play

  private final List<String> found = new ArrayList<>();
  private final Env env;
  private final EnvShape shape;
  private final Rng actionRng = Rng.stream(0, "check actions", EPISODE);
  private final float[] obs;
  private final float[] flat;
  private final Action action;
  private final boolean[] options;
  private @Nullable ActionMask mask; // if there are any

  /// @param env to be stepped by these hints only
  Hints(Env env, EnvShape shape) {
    this.env = env;
    this.shape = shape;
    obs = new float[shape.observationSpace().size()];
    flat = new float[shape.actionSpace().size()];
    action = new Action(shape.actionSpace());
    options = new boolean[shape.actionSpace().features()];
  }

  List<String> list() {
    return List.copyOf(found);
  }

  /// Looks at the bounds of the actions, where they can be rescaled.
  Hints ofActionBounds() {
    if (shape.actionSpace() instanceof Box box && box.bounded()) {
      for (int i = 0; i < box.size(); i++) {
        double half = 0.5 * ((double) box.high(i) - box.low(i));
        double middle = 0.5 * ((double) box.high(i) + box.low(i));
        boolean usual = half <= WIDEST && half >= NARROWEST && Math.abs(middle) <= FARTHEST * half;
        if (!usual) {
          found.add(
              ("component %d of the action lies in [%s, %s], far from [-1, 1]. A Gaussian policy starts with mean 0 and standard"
                      + " deviation 1. Maybe train with --wrap rescale-action (in Java: RescaleAction.of).")
                  .formatted(i, box.low(i), box.high(i)));
          return this;
        }
      }
    }
    return this;
  }

  /// Steps the env with random actions until an episode ends, for a limited time.
  ///
  /// @param problems for what goes wrong on the way
  Hints ofEndlessEpisodes(Findings problems) {
    int steps = stepsWithoutEnd(problems);
    if (steps >= ENOUGH_STEPS) {
      found.add(
          ("no episode ended within %d steps of random actions. A policy learns from the returns of finished episodes, and an evaluation cuts them."
                  + " Maybe train with --wrap time-limit:1000 (in Java: TimeLimit.of).")
              .formatted(steps));
    }
    return this;
  }

  /// The steps of an episode that did not end; 0 if it ended or failed.
  private int stepsWithoutEnd(Findings problems) {
    int t = 0;
    try {
      long deadline = System.nanoTime() + MAX_NANOS;
      begin();
      while (t < MAX_STEPS) {
        t++;
        if (!step()) {
          return 0;
        }
        if (t % STEPS_BETWEEN_LOOKS == 0 && System.nanoTime() > deadline) {
          return t;
        }
      }
      return t;
    } catch (Throwable e) {
      problems.threw("step", " (step %d of an episode of random actions)".formatted(t), e);
      return 0;
    }
  }

  private void begin() {
    env.reset(Rng.stream(0, "check", EPISODE), obs);
    mask = env.actionMask(options) ? new ActionMask(shape.actionSpace()) : null;
  }

  /// Performs a random allowed action; false if the episode ends.
  private boolean step() {
    shape.actionSpace().sample(actionRng, flat, 0);
    if (mask != null) {
      mask.mend(options, 0, actionRng, flat, 0);
    }
    action.set(flat, 0);
    Step step = env.step(action, obs);
    if (step == null || step.last()) {
      return false;
    }
    return mask == null || env.actionMask(options);
  }
}

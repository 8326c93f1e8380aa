package ascent.env.check;

import ascent.env.ActionMask;
import ascent.env.Env;
import ascent.rng.Rng;
import ascent.space.Space;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Checks and records the action masks of an episode for [EnvChecker]. Reads each mask twice to
/// detect options that the env leaves unwritten.
final class CheckedMask {
  private final Env env;
  private final Rng rng; // the episode's
  private final Findings problems;
  private final Space actionSpace;
  private final List<boolean[]> masks = new ArrayList<>(); // empty arrays where there are none
  private final boolean[] once;
  private final boolean[] again;
  private @Nullable ActionMask kind; // if there are masks

  CheckedMask(Env env, Space actionSpace, Rng rng, Findings problems) {
    this.env = env;
    this.rng = rng;
    this.problems = problems;
    this.actionSpace = actionSpace;
    once = new boolean[actionSpace.features()];
    again = new boolean[once.length];
  }

  /// Reads the mask of the current state; false if the episode cannot continue.
  boolean ask(String where) {
    Rng.State before = rng.save();
    boolean masked;
    boolean still;
    try {
      Arrays.fill(once, false);
      masked = env.actionMask(once);
      Arrays.fill(again, true);
      still = env.actionMask(again);
    } catch (Throwable e) {
      problems.threw("actionMask", where, e);
      return false;
    }
    problems.interrupted("actionMask", where);
    boolean first = masks.isEmpty();
    if (masked != still || (!first && masked != (kind != null))) {
      problems.add(
          "mask comes and goes",
          ("actionMask returns true at one call and false at another" + where)
              + "; it must always return the same. Maybe it returns false where everything is allowed; it must fill the mask with true instead.");
      return false;
    }
    if (!rng.save().equals(before)) {
      problems.add("mask draws", "actionMask draws from the Rng" + where + "; it must not.");
    }
    return masked ? record(first, where) : noMask();
  }

  private boolean noMask() {
    masks.add(ActionMask.NONE);
    return true;
  }

  private boolean record(boolean first, String where) {
    if (first) {
      try {
        kind = new ActionMask(actionSpace);
      } catch (IllegalArgumentException e) {
        problems.add("mask of what", "actionMask gives true, but " + e.getMessage());
        return false;
      }
    }
    int option = Arrays.mismatch(once, again);
    if (option >= 0) {
      problems.add(
          "mask unwritten",
          ("actionMask leaves option " + option + " unwritten" + where)
              + "; it must write all of them at every call. Maybe it writes only what is allowed,"
              + " or draws at random.");
      return false;
    }
    String why = kind == null ? "" : kind.whyNot(once);
    if (!why.isEmpty()) {
      problems.add(
          "mask allows nothing",
          ("actionMask " + why + where)
              + "; it must allow at least one. Maybe the episode should have ended there.");
      return false;
    }
    masks.add(once.clone());
    return true;
  }

  /// Replaces what the mask forbids.
  void mend(Rng actionRng, float[] action) {
    if (kind != null) {
      kind.mend(once, 0, actionRng, action, 0);
    }
  }

  /// The difference between the masks after step t of two recordings of an episode, as part of a
  /// sentence; empty if there is none.
  String difference(CheckedMask other, int t) {
    if (t >= Math.min(masks.size(), other.masks.size())) {
      return "";
    }
    boolean[] mine = masks.get(t);
    boolean[] theirs = other.masks.get(t);
    if (mine.length != theirs.length) {
      return "actionMask gave " + (mine.length > 0) + ", then " + (theirs.length > 0);
    }
    int option = Arrays.mismatch(mine, theirs);
    return option < 0
        ? ""
        : ("option " + option + " of the action mask after step " + t)
            + (mine[option] ? " was allowed, then forbidden" : " was forbidden, then allowed");
  }
}

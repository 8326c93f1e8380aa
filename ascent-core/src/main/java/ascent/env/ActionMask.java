package ascent.env;

import ascent.rng.Rng;
import ascent.space.Discrete;
import ascent.space.MultiDiscrete;
import ascent.space.Space;

/// The layout and the checks of masks over the actions of a space: `[features]`, the options of one
/// choice after those of another, with at least one option of each choice allowed.
///
/// Internal: public for Ascent's own modules alone.
public final class ActionMask {
  /// No masks: everything is allowed.
  public static final boolean[] NONE = {};

  private final int[] counts; // options per choice

  /// @throws IllegalArgumentException for a space whose actions cannot be forbidden
  public ActionMask(Space actionSpace) {
    counts =
        switch (actionSpace) {
          case Discrete s -> new int[] {s.n()};
          case MultiDiscrete s -> s.counts();
          default ->
              throw new IllegalArgumentException(
                  "actions of "
                      + actionSpace
                      + " cannot be masked, only those of Discrete and MultiDiscrete spaces can."
                      + " Maybe use a MultiDiscrete of 2s instead of bits.");
        };
  }

  /// What is wrong with a mask, as the end of a sentence; empty if it is valid.
  ///
  /// @param mask `[features]`
  public String whyNot(boolean[] mask) {
    return whyNot(mask, 0);
  }

  /// What is wrong with the mask that `masks` hold at `at`; see [#whyNot(boolean[])].
  String whyNot(boolean[] masks, int at) {
    int from = at;
    for (int i = 0; i < counts.length; i++) {
      if (allowed(masks, from, counts[i]) == 0) {
        return counts.length == 1 ? "allows no action" : "allows no option of choice " + i;
      }
      from += counts[i];
    }
    return "";
  }

  /// Replaces the forbidden choices of an action by random allowed ones.
  ///
  /// @param masks hold the mask at `at`
  /// @param actions hold the action at `offset`
  public void mend(boolean[] masks, int at, Rng rng, float[] actions, int offset) {
    int from = at;
    for (int i = 0; i < counts.length; i++) {
      int allowed = allowed(masks, from, counts[i]);
      if (allowed > 0 && !masks[from + (int) actions[offset + i]]) {
        int left = rng.nextInt(allowed);
        int option = -1;
        while (left >= 0) {
          option++;
          left -= masks[from + option] ? 1 : 0;
        }
        actions[offset + i] = option;
      }
      from += counts[i];
    }
  }

  private static int allowed(boolean[] mask, int from, int n) {
    int allowed = 0;
    for (int j = 0; j < n; j++) {
      allowed += mask[from + j] ? 1 : 0;
    }
    return allowed;
  }
}

package ascent.env;

import ascent.rng.Rng;
import ascent.space.Discrete;
import ascent.space.MultiDiscrete;
import ascent.space.Space;

/// What a mask over the actions of a space must be: `[features]`, the options of one choice after
/// those of the other, at least one of each choice allowed.
///
/// Internal: public for other packages of this module alone.
public final class ActionMask {
  /// No masks: everything is allowed.
  public static final boolean[] NONE = {};

  private final int[] counts; // how many options each choice has

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
                      + " Maybe use a MultiDiscrete of 2s in place of bits.");
        };
  }

  /// What a mask does wrong, as the rest of a sentence; empty if nothing.
  ///
  /// @param mask `[features]`
  public String whyNot(boolean[] mask) {
    int from = 0;
    for (int i = 0; i < counts.length; i++) {
      if (allowed(mask, from, counts[i]) == 0) {
        return counts.length == 1 ? "allows no action" : "allows no option of choice " + i;
      }
      from += counts[i];
    }
    return "";
  }

  /// Replaces the choices of an action that are forbidden by random ones that are allowed.
  ///
  /// @param masks hold the mask from `at` on
  /// @param actions hold the action from `offset` on
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

package ascent.env;

import ascent.space.Box;
import ascent.space.Space;

/// What an observation of a space must be. Values slightly outside a Box are allowed, for example
/// by rounding. NaN, infinities and invalid indices are not.
final class ObservationCheck {
  private final Space space;
  private final boolean box;
  private final int size;

  ObservationCheck(Space space) {
    this.space = space;
    box = space instanceof Box;
    size = space.size();
  }

  /// What is wrong with `obs[at … at + size)`, as a sentence about `name`; empty if it is valid.
  /// Allocates nothing in that case.
  String whyNot(String name, float[] obs, int at) {
    if (box) {
      for (int j = 0; j < size; j++) {
        if (!Float.isFinite(obs[at + j])) {
          return name + "'s component " + j + " is " + obs[at + j];
        }
      }
      return "";
    }
    return space.contains(obs, at)
        ? ""
        : name + " is not in " + space + ": " + space.whyNot(obs, at);
  }
}

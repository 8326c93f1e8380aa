package ascent.collect;

import ascent.config.Check;
import ascent.env.Action;
import ascent.space.Box;
import ascent.space.Discrete;
import ascent.space.MultiBinary;
import ascent.space.MultiDiscrete;
import ascent.space.Space;

/// Actions as flat numbers.
///
/// Internal: public for Ascent's own modules alone.
public final class Actions {
  private Actions() {}

  /// The numbers of an action as its space lays them out, `[actionSize]`.
  public static float[] flat(Space space, Action action) {
    return switch (space) {
      case Discrete _ -> new float[] {action.index()};
      case Box _ -> action.values();
      case MultiDiscrete _ -> floats(action.indices());
      case MultiBinary _ -> floats(action.bits());
    };
  }

  private static float[] floats(int[] indices) {
    float[] floats = new float[indices.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = indices[i];
    }
    return floats;
  }

  private static float[] floats(boolean[] bits) {
    float[] floats = new float[bits.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = bits[i] ? 1 : 0;
    }
    return floats;
  }

  /// Requires an action whose probability a policy can give.
  ///
  /// @throws IllegalArgumentException unless a policy over the space can give the probability of
  ///   the action; values outside a box's bounds are allowed
  public static void require(Space space, float[] action) {
    if (action.length != space.size()) {
      throw new IllegalArgumentException(
          "action has " + action.length + " numbers; it must have " + space.size() + ".");
    }
    requireAt("action", space, action, 0);
  }

  /// The same for one action in an array of actions.
  public static void requireAt(String name, Space space, float[] actions, int at) {
    if (space instanceof Box) {
      requireFinite(name, actions, at, space.size());
    } else if (!space.contains(actions, at)) {
      throw new IllegalArgumentException(
          name + " is not of " + space + ": " + space.whyNot(actions, at) + ".");
    }
  }

  /// Requires finite numbers.
  ///
  /// @throws IllegalArgumentException unless `a[at … at + n)` are finite
  public static void requireFinite(String name, float[] a, int at, int n) {
    for (int i = 0; i < n; i++) {
      Check.that(Float.isFinite(a[at + i]), name + "[" + i + "]", a[at + i], "finite");
    }
  }
}

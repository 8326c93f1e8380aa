package ascent.env;

import ascent.config.Check;
import ascent.space.Box;
import ascent.space.Discrete;
import ascent.space.MultiBinary;
import ascent.space.MultiDiscrete;
import ascent.space.Space;
import java.util.Arrays;

/// An action as passed to an env. The action space determines which accessor applies:
///
/// | action space | accessor |
/// |---|---|
/// | Discrete | [index()][#index] |
/// | Box | [values()][#values], clipped to the bounds |
/// | MultiDiscrete | [indices()][#indices] |
/// | MultiBinary | [bits()][#bits] |
///
/// The arrays belong to the action, which is reused for the next step: read them, but do not change
/// or retain them.
public final class Action {
  private enum Reading {
    INDEX,
    VALUES,
    INDICES,
    BITS
  }

  private final Space space;
  private final Reading reading;
  private final float[] low; // bounds of values [n]
  private final float[] high;
  private int index;
  private final float[] values; // [n] of a Box, else empty
  private final int[] indices; // [k] of a MultiDiscrete, else empty
  private final boolean[] bits; // [n] of a MultiBinary, else empty

  /// An action of that space; call [#set] before reading it.
  public Action(Space space) {
    this.space = space;
    reading =
        switch (space) {
          case Discrete _ -> Reading.INDEX;
          case Box _ -> Reading.VALUES;
          case MultiDiscrete _ -> Reading.INDICES;
          case MultiBinary _ -> Reading.BITS;
        };
    low = space instanceof Box box ? box.low() : new float[0];
    high = space instanceof Box box ? box.high() : new float[0];
    values = new float[low.length];
    indices = new int[reading == Reading.INDICES ? space.size() : 0];
    bits = new boolean[reading == Reading.BITS ? space.size() : 0];
  }

  /// The space that the action is of.
  public Space space() {
    return space;
  }

  /// The action of number `index` of a Discrete space.
  public static Action of(int index) {
    Check.that(index >= 0, "action", index, "at least 0");
    return of(Space.discrete(index + 1), new float[] {index}, 0);
  }

  /// An action of a Box without bounds.
  public static Action of(float... values) {
    Space space = Space.box(Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, values.length);
    return of(space, values, 0);
  }

  /// The action that lies at `flat[offset … offset + space.size())`, clipped to the bounds if the
  /// space is a Box.
  public static Action of(Space space, float[] flat, int offset) {
    Action action = new Action(space);
    action.set(flat, offset);
    return action;
  }

  /// Sets this to the action at `flat[offset … offset + space.size())`.
  public void set(float[] flat, int offset) {
    index = (int) flat[offset];
    for (int i = 0; i < values.length; i++) {
      float value = flat[offset + i];
      if (Float.isNaN(value)) {
        throw new IllegalArgumentException(
            "component " + i + " of the action is NaN. Maybe the policy has diverged.");
      }
      values[i] = Math.max(low[i], Math.min(high[i], value));
    }
    for (int i = 0; i < indices.length; i++) {
      indices[i] = (int) flat[offset + i];
    }
    for (int i = 0; i < bits.length; i++) {
      bits[i] = flat[offset + i] != 0;
    }
  }

  /// Writes the action as [#set] reads it, clipped as it is.
  public void write(float[] flat) {
    switch (reading) {
      case INDEX -> flat[0] = index;
      case VALUES -> System.arraycopy(values, 0, flat, 0, values.length);
      case INDICES -> {
        for (int i = 0; i < indices.length; i++) {
          flat[i] = indices[i];
        }
      }
      case BITS -> {
        for (int i = 0; i < bits.length; i++) {
          flat[i] = bits[i] ? 1 : 0;
        }
      }
    }
  }

  /// The index of a Discrete action, in [0, n).
  public int index() {
    check(Reading.INDEX);
    return index;
  }

  /// Returns the index of a Discrete action and checks that it lies in [0, n). Training always
  /// passes a valid index; a caller that steps the env by hand might not.
  ///
  /// @throws IllegalArgumentException if it does not
  public int index(int n) {
    int i = index();
    if (i < 0 || i >= n) {
      throw Check.failure("action", i, "in [0, " + (n - 1) + "]");
    }
    return i;
  }

  /// Returns the values of a Box action and checks that there are n.
  ///
  /// @throws IllegalArgumentException if there are more or fewer than `n`
  public float[] values(int n) {
    float[] all = values();
    if (all.length != n) {
      throw Check.failure("the action's length", all.length, Integer.toString(n));
    }
    return all;
  }

  /// The values of a Box action, each within its bounds, `[n]`.
  public float[] values() {
    check(Reading.VALUES);
    return values;
  }

  /// The index of each choice of a MultiDiscrete action, `[k]`.
  public int[] indices() {
    check(Reading.INDICES);
    return indices;
  }

  /// The bits of a MultiBinary action `[n]`.
  public boolean[] bits() {
    check(Reading.BITS);
    return bits;
  }

  private void check(Reading asked) {
    if (asked != reading) {
      throw new IllegalStateException(
          ("the action is of " + space + ", it has no " + name(asked))
              + ("; read it by " + name(reading) + "."));
    }
  }

  private static String name(Reading reading) {
    return switch (reading) {
      case INDEX -> "index()";
      case VALUES -> "values()";
      case INDICES -> "indices()";
      case BITS -> "bits()";
    };
  }

  @Override
  public String toString() {
    return switch (reading) {
      case INDEX -> "Action[" + index + "]";
      case VALUES -> "Action" + Arrays.toString(values);
      case INDICES -> "Action" + Arrays.toString(indices);
      case BITS -> "Action" + Arrays.toString(bits);
    };
  }
}

package ascent.cli.render;

import ascent.config.Numbers;
import ascent.env.Action;
import ascent.space.Box;
import ascent.space.Discrete;
import ascent.space.MultiBinary;
import ascent.space.MultiDiscrete;
import ascent.space.Space;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Actions as short texts: `1`, `0.25 -1`, `2 0 1`, `101`.
final class ActionText {
  private static final float HUNDRED = 100;

  private ActionText() {}

  static String of(Action action, Space space) {
    return switch (space) {
      case Discrete _ -> "" + action.index();
      case MultiDiscrete _ ->
          Arrays.stream(action.indices()).mapToObj(i -> "" + i).collect(Collectors.joining(" "));
      case MultiBinary _ -> bits(action.bits());
      case Box _ -> values(action.values());
    };
  }

  private static String bits(boolean[] bits) {
    return IntStream.range(0, bits.length)
        .mapToObj(i -> bits[i] ? "1" : "0")
        .collect(Collectors.joining());
  }

  /// Rounded to hundredths.
  private static String values(float[] values) {
    return IntStream.range(0, values.length)
        .mapToObj(i -> Numbers.text(Math.round(values[i] * HUNDRED) / HUNDRED))
        .collect(Collectors.joining(" "));
  }
}

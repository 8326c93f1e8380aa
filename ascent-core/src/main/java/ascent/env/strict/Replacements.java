package ascent.env.strict;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The static methods that others stand in for.
final class Replacements {
  static final ClassDesc RANDOM = ClassDesc.of("java.util.Random");
  static final ClassDesc EPISODE_RANDOM = ClassDesc.of("ascent.env.strict.EpisodeRandom");

  private static final ClassDesc MATH = ClassDesc.of("java.lang.Math");
  private static final ClassDesc STRICT_MATH = ClassDesc.of("java.lang.StrictMath");

  /// The methods of `Math` whose last bits may differ between machines. The others are exact.
  private static final Set<String> INEXACT =
      Set.of(
          "sin", "cos", "tan", "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh", "exp",
          "expm1", "log", "log10", "log1p", "pow", "cbrt", "hypot");

  /// Methods that [EpisodeRandom] has under the same name, by owner and name.
  private static final Map<String, MethodTypeDesc> RANDOM_METHODS =
      Map.of(
          "java.lang.Math.random", MethodTypeDesc.of(ConstantDescs.CD_double),
          "java.lang.StrictMath.random", MethodTypeDesc.of(ConstantDescs.CD_double),
          "java.util.Collections.shuffle",
              MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_List),
          "java.util.UUID.randomUUID", MethodTypeDesc.of(ClassDesc.of("java.util.UUID")),
          "java.util.random.RandomGenerator.getDefault",
              MethodTypeDesc.of(ClassDesc.of("java.util.random.RandomGenerator")));

  private static final Map<String, Set<String>> CLOCKS =
      Map.of(
          "java.lang.System", Set.of("nanoTime", "currentTimeMillis", "identityHashCode"),
          "java.time.Instant", Set.of("now"),
          "java.util.Date", Set.of("<init>"));

  private Replacements() {}

  /// The class whose method of the same name and type stands in for a static method.
  static Optional<ClassDesc> of(ClassDesc owner, String name, MethodTypeDesc type) {
    if (owner.equals(MATH) && INEXACT.contains(name)) {
      return Optional.of(STRICT_MATH);
    }
    return type.equals(RANDOM_METHODS.get(nameOf(owner) + "." + name))
        ? Optional.of(EPISODE_RANDOM)
        : Optional.empty();
  }

  /// Whether a replaced method computes, rather than draws.
  static boolean isMath(ClassDesc replacement) {
    return replacement.equals(STRICT_MATH);
  }

  /// Whether a call gives another number each time, such as a seed should not be.
  static boolean isClock(ClassDesc owner, String name) {
    return CLOCKS.getOrDefault(nameOf(owner), Set.of()).contains(name);
  }

  private static String nameOf(ClassDesc type) {
    String prefix = type.packageName().isEmpty() ? "" : type.packageName() + ".";
    return prefix + type.displayName();
  }
}

package ascent.env.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What makes an episode differ when it is replayed: random numbers without a seed, and clocks.
enum Impurity {
  RANDOMNESS("draws random numbers without a seed", "draw from the Rng of reset"),
  CLOCK("depends on when it runs", "count steps");

  private static final int LISTED = 10;

  private final String what;
  private final String better;

  Impurity(String what, String better) {
    this.what = what;
    this.better = better;
  }

  /// A call of one.
  ///
  /// @param called as in Java: `Math.random()`
  /// @param where `com.acme.Warehouse.step(Warehouse.java:40)`
  record Place(Impurity kind, String called, String where) {
    @Override
    public String toString() {
      return "%s calls %s, which %s. If an episode depends on it, it cannot be replayed. Maybe %s instead."
          .formatted(where, called, kind.what, kind.better);
    }
  }

  /// A hint for each place; of many, for the first ones.
  static List<String> hints(List<Place> places) {
    List<String> hints = new ArrayList<>();
    places.stream().distinct().limit(LISTED).map(Place::toString).forEach(hints::add);
    long more = places.stream().distinct().count() - hints.size();
    if (more > 0) {
      String calls = more == 1 ? "is 1 more call" : "are " + more + " more calls";
      hints.add("There " + calls + " of that kind.");
    }
    return hints;
  }

  /// Clocks of which every `now` reads the system's, unless it is given a Clock.
  private static final Set<String> DATES =
      Set.of(
          "java/time/Instant",
          "java/time/LocalDate",
          "java/time/LocalDateTime",
          "java/time/LocalTime",
          "java/time/OffsetDateTime",
          "java/time/ZonedDateTime");

  /// The kind of a call; null if it is harmless.
  ///
  /// @param owner internal name of the class
  /// @param type descriptor of the method
  static @Nullable Impurity of(String owner, String method, String type) {
    if (isRandom(owner, method, type)) {
      return RANDOMNESS;
    }
    return isClock(owner, method, type) ? CLOCK : null;
  }

  private static boolean isRandom(String owner, String method, String type) {
    return switch (owner) {
      case "java/lang/Math", "java/lang/StrictMath" -> method.equals("random");
      case "java/util/Random", "java/util/SplittableRandom" ->
          type.equals("()V") && method.equals("<init>");
      case "java/security/SecureRandom" ->
          method.equals("<init>") || method.startsWith("getInstance");
      case "java/util/concurrent/ThreadLocalRandom" -> method.equals("current");
      case "java/util/random/RandomGenerator" -> method.equals("getDefault") || method.equals("of");
      case "java/util/random/RandomGeneratorFactory" ->
          method.equals("create") && type.startsWith("()");
      case "java/util/UUID" -> method.equals("randomUUID");
      case "java/util/Collections" ->
          method.equals("shuffle") && type.equals("(Ljava/util/List;)V");
      case "java/lang/System" -> method.equals("identityHashCode");
      case "kotlin/random/Random$Default", "scala/util/Random$" -> method.startsWith("next");
      default -> false;
    };
  }

  private static boolean isClock(String owner, String method, String type) {
    return switch (owner) {
      case "java/lang/System" -> method.equals("nanoTime") || method.equals("currentTimeMillis");
      case "java/time/Clock" -> method.startsWith("system");
      case "java/util/Date" -> method.equals("<init>") && type.equals("()V");
      case "java/util/Calendar" -> method.equals("getInstance");
      default -> DATES.contains(owner) && method.equals("now") && !type.contains("Clock");
    };
  }

  /// Whether a method does not belong to episodes: a program's start, drawing, and text.
  static boolean isHarmlessIn(String method, String type) {
    return switch (method) {
      case "main" -> type.equals("([Ljava/lang/String;)V") || type.equals("()V");
      case "render" -> type.equals("(Ljava/awt/Graphics2D;)V");
      case "toString" -> type.equals("()Ljava/lang/String;");
      default -> false;
    };
  }
}

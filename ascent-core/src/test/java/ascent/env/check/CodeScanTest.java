package ascent.env.check;

import static org.assertj.core.api.Assertions.assertThat;

import ascent.env.Env;
import ascent.env.Probe;
import ascent.env.wrap.TimeLimit;
import ascent.env.wrap.Wrapper;
import ascent.rng.Rng;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

class CodeScanTest {
  private static List<String> called(Env env) {
    return CodeScan.of(env).stream().map(Impurity.Place::called).toList();
  }

  /// Each in a way of its own: directly, as a method reference, in a lambda, in another class.
  static final class Impure extends Probe {
    private final Helper helper = new Helper();
    private final List<Integer> cards = new ArrayList<>();

    @SuppressWarnings("JavaTimeDefaultTimeZone") // which is what is looked for
    @Override
    public void reset(Rng rng, float[] obs) {
      super.reset(rng, obs);
      place = Math.random() + new Random().nextDouble();
      DoubleSupplier reference = ThreadLocalRandom.current()::nextDouble;
      DoubleSupplier math = Math::random;
      DoubleSupplier lambda = () -> System.nanoTime();
      place += reference.getAsDouble() + math.getAsDouble() + lambda.getAsDouble();
      place += System.currentTimeMillis() + Instant.now().toEpochMilli();
      place += LocalDate.now().getDayOfYear() + helper.draw();
      Collections.shuffle(cards);
    }
  }

  static final class Helper {
    double draw() {
      return UUID.randomUUID().getLeastSignificantBits() + new SecureRandom().nextInt();
    }
  }

  @Test
  void randomness_without_a_seed_and_clocks_are_found() {
    assertThat(called(new Impure()))
        .containsExactlyInAnyOrder(
            "Math.random()",
            "new Random()",
            "ThreadLocalRandom.current()",
            "Math.random()",
            "System.nanoTime()",
            "System.currentTimeMillis()",
            "Instant.now()",
            "LocalDate.now()",
            "Collections.shuffle(…)",
            "UUID.randomUUID()",
            "new SecureRandom()");
  }

  @Test
  void a_hint_says_where() {
    List<String> hints = Impurity.hints(CodeScan.of(new Impure()));
    assertThat(hints)
        .hasSize(11) // ten, and how many more
        .first()
        .asString()
        .matches(
            "ascent\\.env\\.check\\.CodeScanTest\\$Impure\\.reset\\(CodeScanTest\\.java:\\d+\\) calls"
                + " Math\\.random\\(\\), which draws random numbers without a seed\\. If an episode"
                + " depends on it, it cannot be replayed\\. Maybe draw from the Rng of reset instead\\.");
    assertThat(hints).last().isEqualTo("There is 1 more call of that kind.");
    assertThat(hints)
        .anyMatch(hint ->
            hint.contains("Impure.reset(CodeScanTest.java")
                && hint.contains("System.nanoTime(), which depends on when it runs"));
  }

  /// With a seed, a clock of one's own, and where no episode comes.
  static final class Pure extends Probe {
    private static final Clock STOPPED = Clock.fixed(Instant.EPOCH, java.time.ZoneOffset.UTC);

    @Override
    public void reset(Rng rng, float[] obs) {
      super.reset(rng, obs);
      place = new Random(7).nextDouble() + Instant.now(STOPPED).toEpochMilli();
      List<Integer> cards = new ArrayList<>(List.of(1, 2));
      Collections.shuffle(cards, new Random(rng.nextLong()));
      place += cards.getFirst();
    }

    public static void main(String[] args) {
      IO.println(System.nanoTime());
    }

    @Override
    public String toString() {
      return "at " + Instant.now();
    }
  }

  @Test
  void what_is_seeded_or_outside_of_episodes_is_not_found() {
    assertThat(called(new Pure())).isEmpty();
  }

  record Jitter(Env inner) implements Wrapper {
    @Override
    public void reset(Rng rng, float[] obs) {
      inner.reset(Rng.stream(System.nanoTime(), "mine"), obs);
    }
  }

  @Test
  void wrappers_are_looked_at_too() {
    assertThat(called(TimeLimit.of(() -> new Jitter(new Pure()), 10).get()))
        .containsExactly("System.nanoTime()");
  }
}

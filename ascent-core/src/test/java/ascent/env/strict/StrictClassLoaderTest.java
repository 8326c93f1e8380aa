package ascent.env.strict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ascent.rng.Rng;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StrictClassLoaderTest {
  @TempDir Path folder;
  private StrictClassLoader loader;

  /// An object of a class `acme.Code` with this body.
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private <T> T code(String head, String body) {
    try {
      String text = "public final class Code implements " + head + " {\n" + body + "\n}\n";
      URL classes = Compiled.compile(folder, "Code", text);
      loader = new StrictClassLoader(new URL[] {classes}, getClass().getClassLoader());
      return (T) loader.loadClass("acme.Code").getConstructor().newInstance();
    } catch (IOException | ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private Supplier<Object> draws(String expression) {
    return code("Supplier<Object>", "public Object get() { return " + expression + "; }");
  }

  /// What code draws within an episode on a stream.
  private static Object within(Rng stream, Supplier<Object> code) {
    Rng before = EpisodeStream.enter(stream);
    try {
      return code.get();
    } finally {
      EpisodeStream.enter(before);
    }
  }

  private static Rng stream(int episode) {
    return Rng.stream(1, "episode", episode);
  }

  private Rewriting rewriting() {
    assertThat(loader.rewritings()).hasSize(1);
    return loader.rewritings().getFirst();
  }

  @Test
  void math_is_strict() {
    DoubleUnaryOperator f =
        code(
            "DoubleUnaryOperator",
            """
            private final DoubleUnaryOperator log = Math::log;
            public double applyAsDouble(double x) {
              double y = x > 0 ? Math.sin(x) : Math.exp(x); // frames at a merge
              return y + Math.pow(1.1, x) + log.applyAsDouble(Math.abs(x) + 1)
                  + ((DoubleUnaryOperator) z -> Math.cos(z)).applyAsDouble(x);
            }\
            """);
    assertThat(rewriting()).isEqualTo(new Rewriting("acme.Code", 5, 0));
    for (int i = -20_000; i < 20_000; i++) {
      double x = i * 0.01;
      double y = x > 0 ? StrictMath.sin(x) : StrictMath.exp(x);
      double expected =
          y + StrictMath.pow(1.1, x) + StrictMath.log(Math.abs(x) + 1) + StrictMath.cos(x);
      assertThat(f.applyAsDouble(x)).isEqualTo(expected);
    }
  }

  @Test
  void draws_without_a_seed_are_the_episodes() {
    List<String> expressions =
        List.of(
            "Math.random()",
            "StrictMath.random()",
            "new Random().nextLong()",
            "new Random().nextGaussian()",
            "new Random(System.nanoTime()).nextInt()",
            "new Random(System.currentTimeMillis() ^ 17).nextInt(1_000_000)",
            "new Random(new Date().getTime()).nextDouble()",
            "ThreadLocalRandom.current().nextInt(5, 1_000_000)",
            "ThreadLocalRandom.current().doubles(3).sum()",
            "RandomGenerator.getDefault().nextLong()",
            "UUID.randomUUID()",
            "((Supplier<Random>) Random::new).get().nextLong()",
            "((DoubleSupplier) Math::random).getAsDouble()");
    Supplier<Object> code =
        code(
            "Supplier<Object>",
            "public Object get() { return List.<Supplier<Object>>of(() -> %s); }"
                .formatted(String.join(",\n() -> ", expressions)));
    assertThat(rewriting()).isEqualTo(new Rewriting("acme.Code", 0, expressions.size()));
    @SuppressWarnings("unchecked")
    List<Supplier<Object>> draws = (List<Supplier<Object>>) code.get();
    for (int i = 0; i < draws.size(); i++) {
      Object first = within(stream(0), draws.get(i));
      assertThat(within(stream(0), draws.get(i))).as(expressions.get(i)).isEqualTo(first);
      assertThat(within(stream(1), draws.get(i))).as(expressions.get(i)).isNotEqualTo(first);
    }
  }

  @Test
  void a_shuffle_is_the_episodes() {
    Supplier<Object> code =
        code(
            "Supplier<Object>",
            """
            public Object get() {
              List<Integer> list = new ArrayList<>(List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10));
              Collections.shuffle(list);
              return list;
            }\
            """);
    Object first = within(stream(0), code);
    assertThat(within(stream(0), code)).isEqualTo(first);
    assertThat(within(stream(1), code)).isNotEqualTo(first);
  }

  /// A generator in a field draws from the episode in which it is used.
  @Test
  void a_generator_may_outlive_an_episode() {
    Supplier<Object> code =
        code(
            "Supplier<Object>",
            """
            private final Random kept = new Random();
            private ThreadLocalRandom other = ThreadLocalRandom.current();
            public Object get() { return kept.nextGaussian() + other.nextGaussian(); }\
            """);
    Object first = within(stream(0), code);
    within(stream(1), code);
    assertThat(within(stream(0), code)).isEqualTo(first);
  }

  @Test
  void a_seed_of_its_own_stays() {
    Supplier<Object> code = draws("new Random(42).nextLong()");
    assertThat(code.get()).isEqualTo(new Random(42).nextLong());
    assertThat(loader.rewritings()).isEmpty();

    Supplier<Object> nested = draws("new Random(new Random().nextInt(3)).nextLong()");
    assertThat(rewriting()).isEqualTo(new Rewriting("acme.Code", 0, 1));
    assertThat(within(stream(0), nested))
        .isIn(new Random(0).nextLong(), new Random(1).nextLong(), new Random(2).nextLong());
  }

  /// A class of its own keeps its sequence; only what it is made with decides.
  @Test
  void a_subclass_of_random_stays() {
    Supplier<Object> code =
        code(
            "Supplier<Object>",
            """
            static final class Mine extends Random {
              Mine() { super(); }
              @Override protected int next(int bits) { return 1; }
            }
            public Object get() { return new Mine().nextInt(); }\
            """);
    assertThat(code.get()).isEqualTo(1);
    assertThat(loader.rewritings()).isEmpty();
  }

  @Test
  void what_needs_nothing_keeps_its_bytes() throws IOException {
    draws("Math.max(1, 2) + Math.sqrt(4)");
    byte[] original = Files.readAllBytes(folder.resolve("classes/acme/Code.class"));
    assertThat(loader.rewrite(original)).isSameAs(original);
  }

  @Test
  void classes_of_the_parent_are_not_rewritten() throws ClassNotFoundException {
    draws("1");
    assertThat(loader.loadClass("ascent.rng.Rng")).isSameAs(Rng.class);
    assertThat(loader.loadClass("acme.Code").getProtectionDomain().getCodeSource().getLocation())
        .isEqualTo(loader.getURLs()[0]);
  }

  @Test
  void a_file_that_is_no_class_is_not_found() throws IOException {
    draws("1");
    Path file = folder.resolve("classes/acme/Code.class");
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 40));
    StrictClassLoader other = new StrictClassLoader(loader.getURLs(), null);
    assertThatThrownBy(() -> other.loadClass("acme.Code"))
        .isInstanceOfAny(ClassNotFoundException.class, LinkageError.class);
  }

  @Test
  void random_uuids_are_of_version_4() {
    Supplier<Object> code = draws("UUID.randomUUID()");
    UUID id = (UUID) within(stream(0), code);
    assertThat(id.version()).isEqualTo(4);
    assertThat(id.variant()).isEqualTo(2);
  }
}

package ascent.it.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Policies as Java source: compiled by javac without Ascent on the class path, and held against
/// `Agent.act` bit by bit.
class JavaExportTest {
  private static final int CALLS = 10_000;
  private static final List<SamplePolicy> POLICIES = SamplePolicy.all();

  @TempDir private static Path dir;
  private static URLClassLoader loader;

  static Stream<SamplePolicy> policies() {
    return POLICIES.stream();
  }

  @BeforeAll
  static void compile() throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--release",
                "11",
                "-Xlint:all,-options",
                "-Werror",
                "-proc:none",
                "-cp",
                "",
                "-d",
                dir.toString()));
    for (SamplePolicy policy : POLICIES) {
      Path file = dir.resolve(policy.name() + ".java");
      Files.writeString(file, policy.export().java("com.acme.policies", policy.name()));
      arguments.add(file.toString());
    }
    int code =
        Objects.requireNonNull(ToolProvider.getSystemJavaCompiler())
            .run(null, null, null, arguments.toArray(String[]::new));
    assertThat(code).as("javac").isZero();
    loader =
        new URLClassLoader(new URL[] {dir.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
  }

  @AfterAll
  static void close() throws Exception {
    loader.close();
  }

  private static Class<?> type(SamplePolicy policy) throws ClassNotFoundException {
    return loader.loadClass("com.acme.policies." + policy.name());
  }

  /// The exported `act` as a function of observation and mask.
  private static Acting acting(SamplePolicy policy) throws Exception {
    Method[] methods = type(policy).getMethods();
    Method act =
        Arrays.stream(methods).filter(m -> m.getName().equals("act")).findFirst().orElseThrow();
    MethodHandle handle = MethodHandles.publicLookup().unreflect(act);
    boolean returns = act.getReturnType() == int.class;
    int size = policy.agent().actionSpace().size();
    return (observation, mask) -> {
      float[] action = new float[size];
      List<Object> arguments = new ArrayList<>(List.of(observation));
      if (policy.masked()) {
        arguments.add(mask);
      }
      if (returns) {
        return new float[] {(int) handle.invokeWithArguments(arguments)};
      }
      arguments.add(action);
      handle.invokeWithArguments(arguments);
      return action;
    };
  }

  @FunctionalInterface
  private interface Acting {
    float[] act(float[] observation, boolean[] mask) throws Throwable;
  }

  @ParameterizedTest
  @MethodSource("policies")
  void the_class_takes_the_agents_actions_bit_for_bit(SamplePolicy policy) throws Throwable {
    int n = policy.samples();
    float[][] observations = policy.observations(n);
    boolean[][] masks = policy.masked() ? policy.masks(n) : new boolean[n][0];
    Acting exported = acting(policy);
    float[] first = policy.act(observations[0], masks[0]);
    boolean varies = false;
    for (int i = 0; i < n; i++) {
      float[] expected = policy.act(observations[i], masks[i]);
      float[] actual = exported.act(observations[i], masks[i]);
      if (!Arrays.equals(actual, expected)) { // compares bits
        assertThat(actual)
            .as("observation %s", Arrays.toString(observations[i]))
            .isEqualTo(expected);
      }
      varies |= !Arrays.equals(expected, first);
    }
    assertThat(varies).as("not always the same action").isTrue();
  }

  @Test
  void the_signature_tells_what_the_policy_takes_and_gives() throws Exception {
    assertThat(signature("Categorical")).isEqualTo("int act(float[])");
    assertThat(signature("Masked")).isEqualTo("int act(float[], boolean[])");
    assertThat(signature("MaskedChoices")).isEqualTo("void act(float[], boolean[], float[])");
    assertThat(signature("Bits")).isEqualTo("void act(float[], float[])");
    assertThat(signature("Gaussian")).isEqualTo("void act(float[], float[])");
  }

  private static String signature(String name) throws Exception {
    SamplePolicy policy =
        POLICIES.stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
    Method act =
        Arrays.stream(type(policy).getMethods())
            .filter(m -> m.getName().equals("act"))
            .findFirst()
            .orElseThrow();
    List<String> types = Arrays.stream(act.getParameterTypes()).map(Class::getSimpleName).toList();
    return act.getReturnType() + " act(" + String.join(", ", types) + ")";
  }

  @Test
  void what_the_agent_refuses_the_class_refuses() throws Exception {
    Acting box = acting(POLICIES.getFirst());
    boolean[] none = {};
    assertThatThrownBy(() -> box.act(new float[4], none))
        .hasMessage("observation has 4 numbers; it must have 5.");
    assertThatThrownBy(() -> box.act(new float[] {0, Float.NaN, 0, 0, 0}, none))
        .hasMessage("observation[1] is NaN; it must be finite.");
    Acting state = acting(named("OneState"));
    assertThatThrownBy(() -> state.act(new float[] {48}, none))
        .hasMessage("observation[0] is 48.0; it must be a whole number below its count.");
    assertThatThrownBy(() -> state.act(new float[] {0.5f}, none)).hasMessageContaining("whole");
    Acting masked = acting(named("MaskedChoices"));
    boolean[] mask = new boolean[10];
    mask[0] = true;
    mask[3] = true;
    assertThatThrownBy(() -> masked.act(new float[] {1}, mask))
        .hasMessage("mask allows no option of a choice; it must allow at least one.");
  }

  private static SamplePolicy named(String name) {
    return POLICIES.stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
  }

  /// The smallest object takes 16 bytes, so one per call would be 160,000.
  @Test
  void a_call_allocates_nothing() throws Throwable {
    MethodHandle act =
        MethodHandles.publicLookup()
            .findStatic(
                type(named("NormalizedBeta")),
                "act",
                MethodType.methodType(void.class, float[].class, float[].class));
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    float[] observation = new float[5];
    float[] action = new float[3];
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 20; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < CALLS; i++) {
        act.invokeExact(observation, action);
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    assertThat(least).isLessThan(16L * CALLS);
  }

  @Test
  void many_threads_at_once_get_the_actions_of_one() throws Exception {
    SamplePolicy policy = named("Gaussian");
    Acting exported = acting(policy);
    float[][] observations = policy.observations(500);
    boolean[] none = {};
    try (ExecutorService executor = Executors.newFixedThreadPool(8)) {
      Callable<Boolean> task =
          () -> {
            for (float[] observation : observations) {
              try {
                if (!Arrays.equals(
                    exported.act(observation, none), policy.act(observation, none))) {
                  return false;
                }
              } catch (Throwable e) {
                throw new IllegalStateException(e);
              }
            }
            return true;
          };
      for (Future<Boolean> done : executor.invokeAll(java.util.Collections.nCopies(16, task))) {
        assertThat(done.get()).isTrue();
      }
    }
  }

  @Test
  void names_that_are_none_of_javas_are_refused() {
    var export = POLICIES.getFirst().export();
    assertThatThrownBy(() -> export.java("", "my-policy"))
        .hasMessageContaining("the class is my-policy; it must be a Java identifier");
    assertThatThrownBy(() -> export.java("", "class")).hasMessageContaining("Java identifier");
    assertThatThrownBy(() -> export.java("", "Math")).hasMessageContaining("java.lang");
    assertThatThrownBy(() -> export.java("com..acme", "Policy"))
        .hasMessageContaining("the package is com..acme; it must be a Java package's name");
  }
}

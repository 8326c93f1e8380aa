package ascent.box2d;

import static org.assertj.core.api.Assertions.assertThat;

import ascent.env.Action;
import ascent.env.Env;
import ascent.env.Step;
import ascent.env.check.CheckReport;
import ascent.env.check.EnvChecker;
import ascent.env.registry.EnvSpec;
import ascent.env.registry.Envs;
import ascent.rng.Rng;
import ascent.space.Space;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Scanner;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class Box2dEnvsTest {
  static List<EnvSpec> specs() {
    return new Box2dEnvs().envs();
  }

  @Test
  void the_service_loader_finds_them() {
    assertThat(Envs.all())
        .extracting(EnvSpec::id)
        .contains(
            "CartPole-v1",
            "LunarLander-v3",
            "LunarLanderContinuous-v3",
            "BipedalWalker-v3",
            "BipedalWalkerHardcore-v3");
  }

  @Test
  void limits_and_thresholds_are_those_of_gymnasium() {
    for (EnvSpec spec : specs()) {
      boolean lander = spec.id().startsWith("LunarLander");
      assertThat(spec.rewardThreshold()).isEqualTo(lander ? 200 : 300);
    }
    assertThat(specs())
        .extracting(EnvSpec::maxEpisodeSteps)
        .containsExactly(1000, 1000, 1600, 2000);
  }

  @ParameterizedTest
  @MethodSource("specs")
  void they_pass_the_checker(EnvSpec spec) {
    assertThat(EnvChecker.inspect(spec.factory())).isEqualTo(new CheckReport(List.of(), List.of()));
  }

  @ParameterizedTest
  @MethodSource("specs")
  @Tag("learning")
  void random_episodes_stay_within_the_observation_space(EnvSpec spec) {
    boolean lander = spec.id().startsWith("LunarLander");
    try (Env env = spec.factory().get()) {
      float[] obs = new float[env.observationSpace().size()];
      float[] flat = new float[env.actionSpace().size()];
      Rng rng = Rng.stream(1, "actions");
      for (int k = 0; k < (lander ? 1000 : 100); k++) { // a walker stumbles for 600 steps or so
        env.reset(Rng.stream(1, "env", k), obs);
        assertWithin(env.observationSpace(), obs);
        Step step = Step.of(0);
        while (!step.last()) {
          env.actionSpace().sample(rng, flat, 0);
          step = env.step(Action.of(env.actionSpace(), flat, 0), obs);
          assertWithin(env.observationSpace(), obs);
          assertThat(step.reward()).isFinite();
        }
      }
    }
  }

  private static void assertWithin(Space space, float[] obs) {
    for (float number : obs) {
      assertThat(Float.isFinite(number)).isTrue();
    }
    assertThat(space.contains(obs, 0)).as(space::toString).isTrue();
  }

  @ParameterizedTest
  @MethodSource("specs")
  void an_episode_has_the_same_bits_after_others_and_beside_others(EnvSpec spec)
      throws InterruptedException, ExecutionException {
    int[] fresh = new int[8];
    for (int k = 0; k < fresh.length; k++) {
      try (Env env = spec.factory().get()) {
        fresh[k] = hash(env, k);
      }
    }
    try (Env env = spec.factory().get()) {
      for (int k = fresh.length - 1; k >= 0; k--) {
        assertThat(hash(env, k))
            .as("episode %d in an env that played others", k)
            .isEqualTo(fresh[k]);
      }
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<Integer>> hashes = new ArrayList<>();
      for (int i = 0; i < 2 * fresh.length; i++) {
        int k = i % fresh.length;
        hashes.add(
            threads.submit(() -> {
              try (Env env = spec.factory().get()) {
                return hash(env, k);
              }
            }));
      }
      for (int i = 0; i < hashes.size(); i++) {
        assertThat(hashes.get(i).get())
            .as("episode %d on a thread of several", i % fresh.length)
            .isEqualTo(fresh[i % fresh.length]);
      }
    }
  }

  /// A hash of all bits of an episode of at most 150 random steps.
  private static int hash(Env env, int episode) {
    float[] obs = new float[env.observationSpace().size()];
    float[] flat = new float[env.actionSpace().size()];
    env.reset(Rng.stream(1, "env", episode), obs);
    Rng rng = Rng.stream(1, "actions", episode);
    int hash = Arrays.hashCode(obs);
    Step step = Step.of(0);
    for (int t = 0; t < 150 && !step.last(); t++) {
      env.actionSpace().sample(rng, flat, 0);
      step = env.step(Action.of(env.actionSpace(), flat, 0), obs);
      hash = 31 * (31 * hash + Arrays.hashCode(obs)) + Double.hashCode(step.reward());
    }
    return hash;
  }

  @Test
  void ten_thousand_worlds_leave_no_memory_behind() throws IOException {
    Path statistics = Path.of("/proc/self/statm");
    Assumptions.assumeTrue(Files.isReadable(statistics), "tells the memory in use on Linux only");
    float[] obs = new float[8];
    try (LunarLander env = new LunarLander()) {
      worlds(env, obs, 2_000);
      long before = residentBytes(statistics);
      worlds(env, obs, 10_000);
      // Measured where none leaks: up to 110 MB, the Java heap's. Where every one does: 1,170 MB.
      double grown = (residentBytes(statistics) - before) / 1e6;
      assertThat(grown).as("MB more in use").isLessThan(500);
    }
  }

  private static void worlds(LunarLander env, float[] obs, int n) {
    for (int k = 0; k < n; k++) {
      env.reset(Rng.stream(1, "env", k), obs);
      if (k % 2 == 0) {
        env.close();
      }
    }
  }

  private static long residentBytes(Path statistics) throws IOException {
    System.gc();
    try (Scanner pages = new Scanner(statistics, StandardCharsets.US_ASCII)) {
      pages.nextLong(); // of address space
      return pages.nextLong() * 4096;
    }
  }
}

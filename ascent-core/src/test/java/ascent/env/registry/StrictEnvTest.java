package ascent.env.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ascent.algo.PPOConfig;
import ascent.env.Env;
import ascent.env.check.CheckReport;
import ascent.env.check.EnvChecker;
import ascent.env.strict.Rewriting;
import ascent.env.strict.StrictEnv;
import ascent.train.Trainer;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An env around a simulator that draws from everything but the stream of reset.
class StrictEnvTest {
  private static final String SOURCE =
      """
      package acme;

      import ascent.env.*;
      import ascent.rng.Rng;
      import ascent.space.Space;
      import java.util.Random;
      import java.util.concurrent.ThreadLocalRandom;

      public final class Wobble implements Env {
        private final Random noise = new Random();
        private double angle;
        private int t;

        @Override public Space observationSpace() { return Space.box(-100, 100, 1); }
        @Override public Space actionSpace() { return Space.discrete(2); }

        @Override public void reset(Rng rng, float[] obs) {
          angle = Math.random() - 0.5;
          t = 0;
          obs[0] = (float) angle;
        }

        @Override public Step step(Action action, float[] obs) {
          double push = action.index() - 0.5 + ThreadLocalRandom.current().nextDouble(0.1);
          angle += 0.1 * Math.sin(angle) + 0.1 * push + 0.01 * noise.nextGaussian();
          obs[0] = (float) angle;
          return new Step(1 - Math.abs(angle), Math.abs(angle) > 3, ++t == 100);
        }
      }
      """;

  @TempDir Path folder;
  private URLClassLoader loader;

  @BeforeEach
  void compile() throws IOException {
    Path source = Files.writeString(folder.resolve("Wobble.java"), SOURCE, UTF_8);
    Path classes = folder.resolve("classes");
    String path = System.getProperty("java.class.path");
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-cp",
                path,
                "-d",
                classes.toString(),
                source.toString());
    assertThat(code).isZero();
    loader = new URLClassLoader(new URL[] {classes.toUri().toURL()}, getClass().getClassLoader());
  }

  @Test
  void episodes_replay_and_nothing_is_left_to_hint_at() {
    assertThat(EnvChecker.inspect(Envs.find("acme.Wobble", loader).factory()).problems())
        .isNotEmpty();

    CheckReport report = EnvChecker.inspect(Envs.find("strict:acme.Wobble", loader).factory());

    assertThat(report.problems()).isEmpty();
    assertThat(report.hints()).isEmpty();
  }

  @Test
  void the_id_says_so_and_the_report_what_was_rewritten() {
    EnvSpec spec = Envs.find("strict:acme.Wobble?maxEpisodeSteps=50", loader);
    assertThat(spec.id()).isEqualTo("strict:acme.Wobble?maxEpisodeSteps=50");
    assertThat(Envs.find(spec.id(), loader).id()).isEqualTo(spec.id());
    try (Env env = spec.factory().get()) {
      assertThat(StrictEnv.rewritings(env)).containsExactly(new Rewriting("acme.Wobble", 1, 3));
      assertThat(env.unwrapped().getClass().getName()).isEqualTo("acme.Wobble");
    }
  }

  @Test
  void trainings_are_equal_to_the_bit_with_any_number_of_threads() {
    String first = train(1);
    assertThat(train(2)).isEqualTo(first);
  }

  private String train(int threads) {
    return Trainer.of(Envs.find("strict:acme.Wobble", loader))
        .with(PPOConfig.DEFAULT.withRolloutSteps(64).withEpochs(2))
        .envs(4)
        .threads(threads)
        .train(512)
        .agent()
        .parametersSha256();
  }

  @Test
  void without_jars_there_is_nothing_to_rewrite() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Envs.find("strict:acme.Wobble", ClassLoader.getSystemClassLoader()))
        .withMessage(
            "strict:acme.Wobble needs jars or folders whose classes are to be rewritten. Maybe add"
                + " --class-path JAR.");
  }
}

package ascent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Environments of the user's own, from a folder of classes that Ascent does not know of.
class ClassPathTest {
  private static final String CORRIDOR =
      """
      package acme;

      import ascent.env.Action;
      import ascent.env.Env;
      import ascent.env.Step;
      import ascent.rng.Rng;
      import ascent.space.Space;

      public final class NAME implements Env {
        private int cell;

        @Override public Space observationSpace() { return Space.box(0, 1, 1); }
        @Override public Space actionSpace() { return Space.discrete(2); }
        @Override public void reset(Rng rng, float[] obs) { cell = 0; obs[0] = 0; }

        @Override public Step step(Action action, float[] obs) {
          cell = Math.max(0, cell + (action.index() == 1 ? 1 : -1));
          obs[0] = cell / 5f;
          return cell == 5 ? Step.terminal(REWARD) : Step.of(-0.01);
        }
      }
      """;

  @TempDir Path folder;
  private final ClassLoader before = Thread.currentThread().getContextClassLoader();

  @BeforeEach
  void compile() throws IOException {
    compile("Corridor", "1");
    compile("Broken", "Double.NaN");
  }

  @AfterEach
  void forget() {
    Thread.currentThread().setContextClassLoader(before);
  }

  private void compile(String name, String reward) throws IOException {
    String text = CORRIDOR.replace("NAME", name).replace("REWARD", reward);
    Path source = Files.writeString(folder.resolve(name + ".java"), text, UTF_8);
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                folder.resolve("classes").toString(),
                source.toString());
    assertThat(code).isZero();
  }

  private String classes() {
    return folder.resolve("classes").toString();
  }

  @Test
  void an_environment_of_one_s_own_is_checked_trained_on_evaluated_and_resumed() {
    assertThat(Cli.run("check", "acme.Corridor", "--class-path", classes()).succeeded())
        .contains("acme.Corridor: nothing wrong was found.");
    String run = folder.resolve("run").toString();
    Cli.run(
            "train",
            "ppo",
            "acme.Corridor",
            "--class-path",
            classes(),
            "--steps",
            "512",
            "--set",
            "rolloutSteps=128",
            "--eval-episodes",
            "2",
            "--max-episode-steps",
            "50",
            "--out",
            run)
        .succeeded();
    Cli.run("eval", run, "--class-path", classes(), "--episodes", "2", "--max-episode-steps", "50")
        .succeeded();
    Cli.run("resume", run, "--class-path", classes(), "--steps", "768").succeeded();
  }

  @Test
  void what_is_wrong_is_listed_and_fails() {
    Cli.Result broken = Cli.run("check", "acme.Broken", "--class-path", classes());
    assertThat(broken.code()).isEqualTo(1);
    assertThat(broken.out()).startsWith("1. the reward is NaN");
    assertThat(broken.err()).contains("a problem was found in acme.Broken.");
  }

  @Test
  void a_jar_that_is_not_there_is_wrong_use() {
    Cli.Result missing = Cli.run("check", "acme.Corridor", "--class-path", "no/such.jar");
    assertThat(missing.code()).isEqualTo(2);
    assertThat(missing.err())
        .contains("--class-path: there is no jar or folder 'no/such.jar'. Maybe it has not been");
  }

  @Test
  void a_class_that_is_not_there_is_wrong_use() {
    Cli.Result missing = Cli.run("check", "acme.Corridr", "--class-path", classes());
    assertThat(missing.code()).isEqualTo(2);
    assertThat(missing.err()).contains("acme.Corridr");
  }

  @Test
  void without_the_class_path_there_is_no_such_environment() {
    assertThat(Cli.run("check", "acme.Corridor").code()).isEqualTo(2);
  }
}

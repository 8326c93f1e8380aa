package ascent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ascent.io.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    compile(name, reward, "", "");
  }

  private void compile(String name, String reward, String old, String changed) throws IOException {
    String text = CORRIDOR.replace(old, changed).replace("NAME", name).replace("REWARD", reward);
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
        .contains("acme.Corridor: no problems were found.");
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

  /// A simulator that draws from generators of its own.
  @Test
  void a_strict_environment_replays_exactly() throws IOException {
    compile(
        "Foreign",
        "1",
        "Step.of(-0.01)",
        "Step.of(-0.01 * Math.sin(cell) - 0.001 * Math.random())");
    assertThat(Cli.run("check", "acme.Foreign", "--class-path", classes()).code()).isEqualTo(1);
    assertThat(Cli.run("check", "acme.Foreign", "--class-path", classes(), "--strict").succeeded())
        .startsWith("strict:acme.Foreign: no problems were found.\n")
        .endsWith("REWRITTEN CLASS  MATH  RANDOM\nacme.Foreign     1     1\n");
    assertThat(
            Json.at(
                Cli.run("check", "acme.Foreign", "--class-path", classes(), "--strict", "--json")
                    .json(),
                "rewritten",
                0))
        .isEqualTo(Map.of("type", "acme.Foreign", "math", 1, "random", 1));

    String run = folder.resolve("run").toString();
    String line =
        "train ppo acme.Foreign --strict --class-path %s --steps %d --seed 3 --set"
            + " rolloutSteps=128 --set learningRate=0.0003 --eval-episodes 2"
            + " --max-episode-steps 50 --quiet --json --out %s";
    Cli.run(line.formatted(classes(), 512, run).split(" ")).json();
    assertThat(Files.readString(Path.of(run, "config.json"))).contains("strict:acme.Foreign");
    String[] eval = {"eval", run, "--class-path", classes(), "--episodes", "3"};
    assertThat(Cli.run(eval).succeeded()).isEqualTo(Cli.run(eval).succeeded());
    String whole = folder.resolve("whole").toString();
    Object hash =
        Cli.run("resume", run, "--class-path", classes(), "--steps", "1024", "--json", "--quiet")
            .json()
            .get("parameters_sha256");
    assertThat(Cli.run(line.formatted(classes(), 1024, whole).split(" ")).json())
        .containsEntry("parameters_sha256", hash);

    assertThat(Cli.run("train", "ppo", "acme.Foreign", "--strict").failed(2))
        .isEqualTo("--strict rewrites the classes of --class-path, which is missing.");
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
  void a_file_that_is_no_jar_is_wrong_use() throws IOException {
    Path junk = Files.writeString(folder.resolve("junk.jar"), "not a jar", UTF_8);
    assertThat(Cli.run("envs", "--class-path", classes() + ":" + junk).failed(2))
        .startsWith("--class-path: '" + junk + "' is not a jar: ");
  }

  /// As `java -cp` has it: every jar of a folder, and nothing between two colons.
  @Test
  void jars_are_found_by_a_wildcard() throws IOException {
    Path lib = Files.createDirectory(folder.resolve("lib"));
    String all = lib + "/*";
    assertThat(Cli.run("check", "acme.Corridor", "--class-path", all).failed(2))
        .isEqualTo("--class-path: there is no jar in the folder of '" + all + "'.");

    Files.writeString(lib.resolve("readme.txt"), "not a jar", UTF_8);
    try (var jar = new JarOutputStream(Files.newOutputStream(lib.resolve("acme.jar")))) {
      jar.putNextEntry(new ZipEntry("acme/Corridor.class"));
      Files.copy(folder.resolve("classes/acme/Corridor.class"), jar);
    }
    assertThat(Cli.run("check", "acme.Corridor", "--class-path", ":" + all + "::").succeeded())
        .contains("no problems were found.");
  }

  @Test
  void a_provider_that_is_missing_is_named_with_what_lists_it() throws IOException {
    Path services = Files.createDirectories(folder.resolve("classes/META-INF/services"));
    Path file = services.resolve("ascent.env.registry.EnvProvider");
    Files.writeString(file, "acme.Missing", UTF_8);
    for (String command : List.of("envs", "check CartPole-v1", "train ppo CartPole-v1")) {
      String line = command + " --class-path " + classes();
      assertThat(Cli.run(line.split(" ")).failed(2))
          .isEqualTo(
              "an EnvProvider cannot be used: acme.Missing not found. It is listed in %s."
                  .formatted(file));
    }
  }

  /// Its own bugs are the environment's, whichever command finds them.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          public NAME() { throw new RuntimeException("no licence"); } | the constructor of acme.Buggy threw java.lang.RuntimeException: no licence at acme.Buggy.<init>(Buggy.java:
          @Override public void close() { int[] a = new int[0]; a[0] = 1; } | close threw java.lang.ArrayIndexOutOfBoundsException: Index 0 out of bounds for length 0 at acme.Buggy.close(Buggy.java:
          """)
  void a_bug_outside_of_episodes_is_told_with_its_line(String member, String expected)
      throws IOException {
    String end = "private int cell;";
    compile("Buggy", "1", end, end + " " + member);
    String train = "train ppo acme.Buggy --steps 64 --out " + folder.resolve("run");

    assertThat(Cli.run("check", "acme.Buggy", "--class-path", classes()).out()).contains(expected);
    for (String command :
        List.of(train, "envs acme.Buggy", "render acme.Buggy -o " + folder.resolve("a.gif"))) {
      Cli.Result result = Cli.run((command + " --class-path " + classes()).split(" "));
      assertThat(result.code()).as(command).isEqualTo(1);
      assertThat(result.err()).startsWith("ascent: " + expected).endsWith(").\n");
    }
    assertThat(folder.resolve("run")).doesNotExist();
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

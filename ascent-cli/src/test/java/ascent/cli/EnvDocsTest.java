package ascent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ascent.cli.EnvPage.Table;
import ascent.config.Configs;
import ascent.config.Numbers;
import ascent.env.Env;
import ascent.env.registry.EnvSpec;
import ascent.env.registry.Envs;
import ascent.envs.tabular.TabularEnv;
import ascent.rng.Rng;
import ascent.space.Box;
import ascent.space.Discrete;
import ascent.space.Space;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The pages of `docs/envs` against the envs they describe.
class EnvDocsTest {
  private static final Pattern COMMAND =
      Pattern.compile("(?m)^\\./ascent train \\S+ '?([A-Z][^\\s']+)");

  static List<EnvPage> pages() throws IOException {
    return EnvPage.all();
  }

  private static List<EnvSpec> specs() {
    return Envs.all().stream()
        .filter(spec ->
            !List.of("Breaking-v0", "Endless-v0", "Drawn-v0", "Fragile-v0").contains(spec.name()))
        .toList();
  }

  /// A space without the bounds of a box, as `ascent envs` lists it.
  private static String brief(Space space) {
    return space instanceof Box box ? "Box(" + box.size() + ")" : space.toString();
  }

  @Test
  void every_env_is_in_the_heading_of_one_page_and_in_the_list() throws IOException {
    assertThat(pages().stream().flatMap(page -> page.envs().stream()))
        .containsExactlyInAnyOrderElementsOf(specs().stream().map(EnvSpec::name).toList());
    String list = Files.readString(EnvPage.FOLDER.resolve("README.md"));
    for (EnvPage page : pages()) {
      String first = page.envs().getFirst();
      String row =
          list.lines().filter(line -> line.startsWith("| [" + first)).findFirst().orElseThrow();
      assertThat(row).contains(page.envs());
      String file = EnvPage.FOLDER.relativize(page.file()).toString().replace('\\', '/');
      assertThat(row).contains("](" + file + ")");
      try (Env env = Envs.find(first).factory().get()) {
        assertThat(row).contains("| " + brief(env.observationSpace()));
        assertThat(row).contains("| " + brief(env.actionSpace()));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void the_table_at_the_top_has_the_spaces_the_limit_the_threshold_and_the_class(EnvPage page)
      throws ClassNotFoundException {
    for (String name : page.envs()) {
      EnvSpec spec = Envs.find(name);
      try (Env env = spec.factory().get()) {
        String mask = masks(env) ? ", with a mask" : "";
        assertThat(page.saidOf(name, page.fact("action space")))
            .isEqualTo(brief(env.actionSpace()) + mask);
        assertThat(page.saidOf(name, page.fact("observation space")))
            .isEqualTo(brief(env.observationSpace()));
        assertClass(env, page.fact("class"));
      }
      int steps = spec.maxEpisodeSteps();
      assertThat(page.saidOf(name, page.fact("longest episode")))
          .isEqualTo(steps == 0 ? "no limit" : String.format(Locale.ROOT, "%,d steps", steps));
      if (steps > 0) {
        String truncated = String.format(Locale.ROOT, "(Truncated after |\\()%,d steps", steps);
        assertThat(page.section("End of an episode")).containsPattern(truncated);
      }
      double threshold = spec.rewardThreshold();
      assertThat(page.saidOf(name, page.fact("solved at a mean return of")))
          .isEqualTo(Double.isNaN(threshold) ? "–" : Numbers.text(threshold));
    }
  }

  private static boolean masks(Env env) {
    env.reset(Rng.stream(1, "any"), new float[env.observationSpace().size()]);
    return env.actionMask(new boolean[env.actionSpace().features()]);
  }

  private static void assertClass(Env env, String cell) throws ClassNotFoundException {
    Class<?> stated = Class.forName(cell.split("`", -1)[1]);
    if (env instanceof TabularEnv tabular) {
      assertThat(stated).isEqualTo(tabular.mdp().getClass());
      assertThat(cell).endsWith(", played by `TabularEnv`");
    } else {
      assertThat(stated).isEqualTo(env.getClass());
    }
    boolean box2d = stated.getPackageName().equals("ascent.box2d");
    assertThat(cell.contains("`ascent-box2d`")).isEqualTo(box2d);
  }

  @ParameterizedTest
  @MethodSource("pages")
  void every_parameter_is_listed_with_its_type_its_default_and_its_meaning(EnvPage page) {
    Table table = EnvPage.tables(page.section("Parameters")).getFirst();
    assertThat(table.head()).containsExactly("name", "type", "default", "meaning");
    for (String name : page.envs()) {
      List<List<String>> listed =
          table.rows().stream()
              .map(r -> List.of(r.get(0), r.get(1), page.saidOf(name, r.get(2)), r.get(3)))
              .toList();
      assertThat(listed)
          .as(name)
          .containsExactlyElementsOf(
              Envs.find(name).parameters().stream().map(EnvDocsTest::row).toList());
    }
  }

  private static List<String> row(Configs.Entry entry) {
    return List.of(entry.name(), entry.type(), entry.defaultText(), entry.help());
  }

  /// Whatever the env, some table says so: a row for each action, the bounds of each component.
  @ParameterizedTest
  @MethodSource("pages")
  void actions_and_observations_have_tables_that_agree_with_the_spaces(EnvPage page) {
    for (String name : page.envs()) {
      try (Env env = Envs.find(name).factory().get()) {
        assertThat(EnvPage.tables(page.section("Actions")))
            .as("actions of %s", name)
            .anyMatch(table -> agrees(table, env.actionSpace()));
        if (env.observationSpace() instanceof Box box) {
          assertThat(EnvPage.tables(page.section("Observations")))
              .as("observations of %s: %s", name, box)
              .anyMatch(table -> agrees(table, box));
        }
      }
    }
  }

  private static boolean agrees(Table table, Space space) {
    if (space instanceof Discrete discrete) {
      return table.column(table.head().getFirst()).equals(numbers(discrete.n()));
    }
    Box box = (Box) space;
    if (table.head().getFirst().equals("channel")) {
      int cells = 100;
      return table.column("channel").equals(numbers(box.size() / cells))
          && box.equals(Space.box(0, 1, box.size()));
    }
    if (!table.head().containsAll(List.of("component", "min", "max"))) {
      return false;
    }
    float[] low = new float[box.size()];
    float[] high = new float[box.size()];
    Arrays.fill(low, Float.NaN); // not described yet
    for (List<String> row : table.rows()) {
      for (int i : components(row.get(table.head().indexOf("component")))) {
        if (i >= low.length || !Float.isNaN(low[i])) {
          return false;
        }
        low[i] = number(row.get(table.head().indexOf("min")));
        high[i] = number(row.get(table.head().indexOf("max")));
      }
    }
    return IntStream.range(0, low.length)
        .allMatch(i -> near(low[i], box.low(i)) && near(high[i], box.high(i)));
  }

  private static List<String> numbers(int n) {
    return IntStream.range(0, n).mapToObj(Integer::toString).toList();
  }

  /// `3: name`, `4, 9: name` or `14 … 23: name`.
  private static int[] components(String cell) {
    String numbers = cell.substring(0, cell.indexOf(':'));
    if (numbers.contains(" … ")) {
      String[] ends = numbers.split(" … ", -1);
      return IntStream.rangeClosed(Integer.parseInt(ends[0]), Integer.parseInt(ends[1])).toArray();
    }
    return Arrays.stream(numbers.split(", ", -1)).mapToInt(Integer::parseInt).toArray();
  }

  /// `-12.57 (4π)` and `∞` too.
  private static float number(String cell) {
    return Float.parseFloat(cell.split(" ", -1)[0].replace("∞", "Infinity"));
  }

  private static boolean near(float stated, float bound) {
    return stated == bound || Math.abs(stated - bound) < 0.005;
  }

  @ParameterizedTest
  @MethodSource("pages")
  void a_page_has_a_command_that_sets_a_parameter_and_every_id_is_found(EnvPage page) {
    List<String> ids =
        COMMAND.matcher(page.text()).results().map((MatchResult m) -> m.group(1)).toList();

    assertThat(ids).anyMatch(id -> id.contains("?"));
    for (String id : ids) {
      assertThat(Envs.find(id).id()).isEqualTo(id);
      assertThat(page.envs()).contains(Envs.find(id).name());
    }
  }

  /// After a clone there is no `ascent` on the path.
  @Test
  void commands_in_the_documents_begin_with_the_script_of_the_clone() throws IOException {
    try (Stream<Path> files = Files.walk(HelpTest.root().resolve("docs"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".md")).toList()) {
        if (!file.endsWith("cli.md")) { // the program's own words
          assertThat(Files.readString(file))
              .as(file.toString())
              .doesNotContainPattern("(?m)(^|`)ascent [a-z]");
        }
      }
    }
  }
}

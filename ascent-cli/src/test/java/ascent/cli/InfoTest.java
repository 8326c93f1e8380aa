package ascent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ascent.env.registry.Envs;
import ascent.io.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// `ascent info`.
class InfoTest {

  @Test
  void json_has_what_a_bug_report_needs() {
    Map<String, Object> info = Cli.run("info", "--json").json();

    assertThat(info.keySet())
        .containsExactly(
            "version",
            "commit",
            "java",
            "os",
            "cpu",
            "cpu_features",
            "cores",
            "memory",
            "kernels",
            "encoding",
            "variables",
            "algorithms",
            "environments");
    assertThat(Json.at(info, "java", "version")).isEqualTo(Runtime.version().toString());
    assertThat(Cli.number(info, "cores")).isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(Cli.number(info, "memory", "machine"))
        .isGreaterThanOrEqualTo(Cli.number(info, "memory", "heap_limit"));
    assertThat(Json.at(info, "kernels", "vector_module"))
        .isEqualTo(ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent());
    assertThat(Json.list(info, "algorithms")).contains("ppo");
  }

  /// Box2D's are native.
  @Test
  void every_provider_is_listed_and_its_environments_are_created() {
    List<Object> providers = Json.list(Cli.run("info", "--json").json(), "environments");

    assertThat(providers)
        .extracting(p -> Json.at(p, "provider"))
        .contains("ascent.box2d.Box2dEnvs");
    assertThat(providers.stream().mapToDouble(p -> Cli.number(p, "envs")).sum())
        .isEqualTo(Envs.all().size());
    assertThat(providers)
        .filteredOn(p -> String.valueOf(Json.at(p, "provider")).contains(".box2d."))
        .allSatisfy(p -> assertThat(Json.object(p, "failures")).isEmpty());
  }

  @Test
  void people_get_a_table_without_the_names_of_folders() {
    String text = Cli.run("info").succeeded();

    assertThat(text)
        .containsPattern("(?m)^version +\\S")
        .containsPattern("(?m)^kernels, hardware fma +(true|false)$")
        .containsPattern("(?m)^memory, machine +[0-9.]+ GiB$")
        .containsPattern("environments +ascent.box2d.Box2dEnvs: 4 in \\S+, all can be\\s+created")
        .doesNotContain(System.getProperty("user.dir"));
  }
}

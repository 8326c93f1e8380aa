package ascent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ascent.algo.Algorithms;
import ascent.algo.BehaviorCloningConfig;
import ascent.algo.LearnerConfig;
import ascent.config.Configs;
import ascent.io.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// `envs`, `algos`, `presets`, `config`.
class ListingTest {

  @Test
  void envs_are_listed_with_their_spaces() {
    assertThat(Cli.run("envs").succeeded().lines())
        .anyMatch(line -> line.matches("CartPole-v1 +Box\\(4\\) +Discrete\\(2\\) +500 +475 +.*"))
        .anyMatch(line -> line.matches("Pendulum-v1 +Box\\(3\\) +Box\\(1\\) +200 +– +.*"))
        .anyMatch(line -> line.matches("Taxi-v3 +Discrete\\(500\\) +Discrete\\(6\\) +200 +8 +.*"));
  }

  @Test
  void envs_as_json_have_the_bounds_too() {
    Map<String, Object> env = Json.object(Cli.run("envs", "--json").json(), "envs", 0);

    assertThat(env.keySet())
        .containsExactly(
            "env",
            "description",
            "observation_space",
            "action_space",
            "max_episode_steps",
            "reward_threshold",
            "parameters");
    assertThat(Json.object(env, "parameters", 0).keySet())
        .containsExactly("name", "type", "default", "meaning");
  }

  @Test
  void an_env_is_shown_in_full() {
    assertThat(Cli.run("envs", "LunarLander-v3").succeeded().lines())
        .startsWith("LunarLander-v3")
        .anyMatch(line -> line.matches("observation +Box\\(\\[-2\\.5, .*"))
        .anyMatch(line -> line.matches("action +Discrete\\(4\\)"))
        .anyMatch(line -> line.matches("steps +1000"))
        .anyMatch(line -> line.matches("solved +200"))
        .anyMatch(line -> line.matches("presets +ppo: tuned, .*"))
        .anyMatch(line -> line.matches("maxEpisodeSteps +int +1000 +An episode is truncated .*"));
    Map<String, Object> env = Cli.run("envs", "LunarLander-v3", "--json").json();
    assertThat(env.get("env")).isEqualTo("LunarLander-v3");
    assertThat(Json.at(env, "presets", "ppo", 0)).isEqualTo("tuned");
  }

  @Test
  void the_threshold_is_that_of_the_default_parameters() {
    Map<String, Object> env = Cli.run("envs", "CartPole-v1?maxEpisodeSteps=100", "--json").json();

    assertThat(env.get("max_episode_steps")).isEqualTo(100);
    assertThat(env).containsEntry("reward_threshold", null);
  }

  @Test
  void algos_are_listed() {
    assertThat(Cli.run("algos").succeeded().lines())
        .contains("a2c             Advantage Actor-Critic (Mnih et al. 2016, synchronous)")
        .contains("ppo             Proximal Policy Optimization (Schulman et al. 2017)")
        .contains("trpo            Trust Region Policy Optimization (Schulman et al. 2015)");
    List<Object> algorithms = Json.list(Cli.run("algos", "--json").json(), "algorithms");
    assertThat(algorithms.size()).isEqualTo(Algorithms.all().size());
    assertThat(Json.at(algorithms, 0, "algorithm")).isEqualTo("reinforce");
  }

  @Test
  void presets_are_listed_with_their_source() {
    assertThat(Cli.run("presets").succeeded())
        .contains("CartPole-v1")
        .contains("Stable-Baselines3's defaults")
        .contains("LunarLander-v3?maxEpisodeSteps=500")
        .containsPattern("worst\\s+-193.6,\\s+0\\s+below\\s+-200");
    Map<String, Object> preset = Json.object(Cli.run("presets", "--json").json(), "presets", 0);
    assertThat(preset.keySet())
        .containsExactly(
            "algorithm",
            "env",
            "name",
            "steps",
            "episodes",
            "envs",
            "parameters",
            "set",
            "source",
            "reliability");
  }

  private static List<LearnerConfig> learners() {
    List<LearnerConfig> learners = new ArrayList<>(Algorithms.all());
    learners.add(BehaviorCloningConfig.DEFAULT);
    return learners;
  }

  @Test
  void config_lists_every_hyperparameter_with_its_default() {
    for (LearnerConfig config : learners()) {
      List<Configs.Entry> entries = Configs.describe((Record) config);

      String table = Cli.run("config", config.algorithm()).succeeded();
      List<Object> settings =
          Json.list(Cli.run("config", config.algorithm(), "--json").json(), "settings");

      assertThat(settings.size()).isEqualTo(entries.size());
      for (int i = 0; i < entries.size(); i++) {
        Configs.Entry entry = entries.get(i);
        assertThat(table).containsPattern("(?m)^" + entry.name() + " ");
        assertThat(Json.at(settings, i, "name")).isEqualTo(entry.name());
        assertThat(Json.at(settings, i, "default")).isEqualTo(entry.defaultText());
        assertThat(Json.at(settings, i, "meaning")).asString().isNotBlank();
      }
    }
  }

  @Test
  void the_meaning_of_a_choice_names_what_there_is_to_choose() {
    for (LearnerConfig config : learners()) {
      for (Configs.Entry entry : Configs.describe((Record) config)) {
        if (entry.type().contains(" | ")) {
          assertThat(entry.help()).as(entry.name()).contains(entry.type().split(" \\| "));
        }
      }
    }
  }
}

package ascent.cli.command;

import ascent.cli.args.Arguments;
import ascent.cli.args.Command;
import ascent.cli.args.Syntax;
import ascent.cli.text.Output;
import ascent.cli.text.Table;
import ascent.config.Configs;
import ascent.config.Numbers;
import ascent.env.Env;
import ascent.env.EnvSpec;
import ascent.env.Envs;
import ascent.space.Box;
import ascent.space.Space;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `ascent envs`.
public final class EnvsCommand implements Command {
  private static final String NONE = "–";

  @Override
  public Syntax syntax() {
    return Syntax.of("envs", "List the environments.")
        .classPath()
        .flag("--json", "Print them as one JSON object.");
  }

  @Override
  public void run(Arguments arguments, Output output) {
    if (arguments.flag("--json")) {
      List<Object> objects = new ArrayList<>();
      Envs.all().forEach(spec -> objects.add(object(spec)));
      output.json(Map.of("envs", objects));
      return;
    }
    Table table = new Table("env", "observation", "action", "steps", "solved", "description");
    for (EnvSpec spec : Envs.all()) {
      try (Env env = spec.factory().get()) {
        table.row(
            spec.id(),
            brief(env.observationSpace()),
            brief(env.actionSpace()),
            spec.maxEpisodeSteps() > 0 ? "" + spec.maxEpisodeSteps() : NONE,
            solvable(spec) ? Numbers.text(spec.rewardThreshold()) : NONE,
            spec.description());
      }
    }
    output.result(table.toString());
    output.result(
        "\nSteps: an episode is cut off after so many. Solved: the mean return that counts."
            + "\nParameters, listed by --json, follow a question mark:"
            + " 'FrozenLake-v1?map=8x8&slippery=false'. A class of your own is an env by its name.");
  }

  private static boolean solvable(EnvSpec spec) {
    return !Double.isNaN(spec.rewardThreshold());
  }

  /// A space without the bounds of a box: they are in `--json`.
  private static String brief(Space space) {
    return space instanceof Box box ? "Box(" + box.size() + ")" : space.toString();
  }

  private static Map<String, @Nullable Object> object(EnvSpec spec) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    try (Env env = spec.factory().get()) {
      object.put("env", spec.id());
      object.put("description", spec.description());
      object.put("observation_space", env.observationSpace().toString());
      object.put("action_space", env.actionSpace().toString());
      object.put("max_episode_steps", spec.maxEpisodeSteps() > 0 ? spec.maxEpisodeSteps() : null);
      object.put("reward_threshold", solvable(spec) ? spec.rewardThreshold() : null);
      List<Object> parameters = new ArrayList<>();
      spec.parameters().forEach(entry -> parameters.add(object(entry)));
      object.put("parameters", parameters);
    }
    return object;
  }

  private static Map<String, @Nullable Object> object(Configs.Entry entry) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("name", entry.name());
    object.put("type", entry.type());
    object.put("default", entry.defaultText());
    object.put("meaning", entry.help());
    return object;
  }
}

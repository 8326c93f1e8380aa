package ascent.cli.command;

import ascent.cli.args.Arguments;
import ascent.cli.args.Command;
import ascent.cli.args.Syntax;
import ascent.cli.args.UsageException;
import ascent.cli.plan.Preset;
import ascent.cli.plan.Presets;
import ascent.cli.text.Output;
import ascent.cli.text.Table;
import ascent.config.Configs;
import ascent.config.Numbers;
import ascent.env.Env;
import ascent.env.EnvFactories;
import ascent.env.registry.EnvSpec;
import ascent.env.registry.Envs;
import ascent.space.Box;
import ascent.space.Space;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// `ascent envs`.
public final class EnvsCommand implements Command {
  private static final String NONE = "–";

  @Override
  public Syntax syntax() {
    return Syntax.of("envs", "List the environments, or show one in full.")
        .optional("ENV", "Environment to show with its bounds, parameters and presets.")
        .classPath()
        .flag("--json", "Print them as one JSON object.");
  }

  @Override
  public void run(Arguments arguments, Output output) {
    String id = arguments.argument(0);
    boolean json = arguments.flag("--json");
    if (!id.isEmpty()) {
      show(UsageException.checking(() -> Envs.find(id)), json, output);
    } else if (json) {
      output.json(Map.of("envs", Envs.all().stream().map(EnvsCommand::object).toList()));
    } else {
      list(output);
    }
  }

  private static void list(Output output) {
    Table table = new Table("env", "observation", "action", "steps", "solved", "description");
    for (EnvSpec spec : Envs.all()) {
      Spaces spaces = Spaces.of(spec);
      table.row(
          spec.id(),
          brief(spaces.observations),
          brief(spaces.actions),
          spec.maxEpisodeSteps() > 0 ? "" + spec.maxEpisodeSteps() : NONE,
          solvable(spec) ? Numbers.text(spec.rewardThreshold()) : NONE,
          spec.description());
    }
    output.table(table);
    output.result(
        "\nSteps: the step limit of an episode. Solved: the mean return that counts as solved."
            + "\nParameters follow a question mark: 'FrozenLake-v1?map=8x8&slippery=false';"
            + " 'ascent envs ENV' lists them. A class of your own is found by its name.");
  }

  private static void show(EnvSpec spec, boolean json, Output output) {
    Map<String, List<String>> presets = presets(spec);
    if (json) {
      Map<String, @Nullable Object> object = object(spec);
      object.put("presets", presets);
      output.json(object);
      return;
    }
    Spaces spaces = Spaces.of(spec);
    output.result(spec.id() + "\n" + spec.description() + "\n");
    Table facts = new Table("property", "value");
    facts.row("observation", spaces.observations.toString());
    facts.row("action", spaces.actions.toString());
    facts.row("steps", spec.maxEpisodeSteps() > 0 ? "" + spec.maxEpisodeSteps() : NONE);
    facts.row("solved", solvable(spec) ? Numbers.text(spec.rewardThreshold()) : NONE);
    if (!presets.isEmpty()) {
      facts.row(
          "presets",
          presets.entrySet().stream()
              .map(e -> e.getKey() + ": " + String.join(", ", e.getValue()))
              .collect(Collectors.joining("; ")));
    }
    output.table(facts);
    Table parameters = new Table("parameter", "type", "default", "meaning");
    for (Configs.Entry entry : spec.parameters()) {
      parameters.row(entry.name(), entry.type(), entry.defaultText(), entry.help());
    }
    output.result("");
    output.table(parameters);
  }

  /// The names of the presets that are for this env, by algorithm.
  private static Map<String, List<String>> presets(EnvSpec spec) {
    return Presets.load().all().stream()
        .filter(preset -> preset.env().equals(spec.name()))
        .collect(
            Collectors.groupingBy(
                Preset::algorithm,
                LinkedHashMap::new,
                Collectors.mapping(Preset::name, Collectors.toList())));
  }

  /// An env's spaces; creates an env to read them.
  private record Spaces(Space observations, Space actions) {
    static Spaces of(EnvSpec spec) {
      Env env = EnvFactories.open(spec.factory());
      try {
        return new Spaces(env.observationSpace(), env.actionSpace());
      } finally {
        EnvFactories.close(env);
      }
    }
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
    Spaces spaces = Spaces.of(spec);
    object.put("env", spec.id());
    object.put("description", spec.description());
    object.put("observation_space", spaces.observations.toString());
    object.put("action_space", spaces.actions.toString());
    object.put("max_episode_steps", spec.maxEpisodeSteps() > 0 ? spec.maxEpisodeSteps() : null);
    object.put("reward_threshold", solvable(spec) ? spec.rewardThreshold() : null);
    object.put("parameters", spec.parameters().stream().map(EnvsCommand::object).toList());
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

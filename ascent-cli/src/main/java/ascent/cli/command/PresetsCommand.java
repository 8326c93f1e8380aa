package ascent.cli.command;

import ascent.cli.args.Arguments;
import ascent.cli.args.Command;
import ascent.cli.args.Syntax;
import ascent.cli.plan.Preset;
import ascent.cli.plan.Presets;
import ascent.cli.text.Output;
import ascent.cli.text.Table;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/// `ascent presets`.
public final class PresetsCommand implements Command {
  @Override
  public Syntax syntax() {
    return Syntax.of("presets", "List the presets: settings that are known to work.")
        .flag("--json", "Print them as one JSON object.");
  }

  @Override
  public void run(Arguments arguments, Output output) {
    Presets presets = Presets.load();
    if (arguments.flag("--json")) {
      output.json(Map.of("presets", presets.all()));
      return;
    }
    Table table =
        new Table("algorithm", "env", "preset", "steps", "episodes", "envs", "settings and source");
    for (Preset preset : presets.all()) {
      String settings =
          preset.set().entrySet().stream()
              .map(e -> e.getKey() + "=" + e.getValue() + " ")
              .collect(Collectors.joining());
      table.row(
          preset.algorithm(),
          env(preset),
          preset.name(),
          "" + preset.steps(),
          preset.episodes() == 0 ? "any" : "" + preset.episodes(),
          "" + preset.envs(),
          settings + "(" + preset.source() + ")" + reliability(preset));
    }
    output.table(table);
  }

  private static String reliability(Preset preset) {
    return preset.reliability() == null ? "" : " " + preset.reliability();
  }

  private static String env(Preset preset) {
    StringJoiner env = new StringJoiner("&", preset.env() + "?", "").setEmptyValue(preset.env());
    preset.parameters().forEach((name, value) -> env.add(name + "=" + value));
    return preset.env().equals(Preset.ANY_ENV) ? "any" : env.toString();
  }
}

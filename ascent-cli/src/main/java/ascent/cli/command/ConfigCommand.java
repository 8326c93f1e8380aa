package ascent.cli.command;

import ascent.algo.BehaviorCloningConfig;
import ascent.algo.LearnerConfig;
import ascent.cli.args.Arguments;
import ascent.cli.args.Command;
import ascent.cli.args.Syntax;
import ascent.cli.plan.Planner;
import ascent.cli.text.Output;
import ascent.cli.text.Table;
import ascent.config.Configs;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `ascent config ALGO`.
public final class ConfigCommand implements Command {
  @Override
  public Syntax syntax() {
    return Syntax.of(
            "config", "List an algorithm's hyperparameters: what `train --set key=value` takes.")
        .argument(
            "ALGO", "Algorithm; see `ascent algos`. Also behavior-cloning, for `ascent clone`.")
        .classPath()
        .flag("--json", "Print them as one JSON object.");
  }

  @Override
  public void run(Arguments arguments, Output output) {
    LearnerConfig config = config(arguments.argument(0));
    List<Configs.Entry> entries = Configs.describe((Record) config);
    if (arguments.flag("--json")) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("algorithm", config.algorithm());
      object.put("settings", entries.stream().map(ConfigCommand::object).toList());
      output.json(object);
      return;
    }
    Table table = new Table("name", "type", "default", "meaning");
    for (Configs.Entry entry : entries) {
      boolean choice = entry.type().contains("|"); // the meaning says between what
      table.row(entry.name(), choice ? "choice" : entry.type(), entry.defaultText(), entry.help());
    }
    output.table(table);
    output.result(
        """

        A schedule is a function of training progress: 0.0003 throughout, linear:0.001 (to 0),
        linear:0.1..0.001, exp:0.1..0.001, piecewise:0=0.001,0.5=0.0003,1=0.0001 (lines between
        values at shares of the training), warmup:0.05:SCHEDULE (a ramp from 0 to it). Ints are
        like 64,64; none is an empty list.\
        """);
  }

  /// Those of behaviour cloning are set by `ascent clone`.
  private static LearnerConfig config(String name) {
    boolean clone = name.equals(BehaviorCloningConfig.DEFAULT.algorithm());
    return clone ? BehaviorCloningConfig.DEFAULT : Planner.algorithm(name);
  }

  private static Map<String, Object> object(Configs.Entry entry) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("name", entry.name());
    object.put("type", entry.type());
    object.put("default", entry.defaultText());
    object.put("meaning", entry.help());
    return object;
  }
}

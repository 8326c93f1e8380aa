package ascent.cli.run;

import ascent.cli.plan.Plan;
import ascent.cli.text.Output;
import ascent.cli.text.Table;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// Shows the settings of a run without training.
final class DryRun {
  private DryRun() {}

  static void show(Plan plan, Path directory, int threads, boolean json, Output output) {
    if (json) {
      output.json(object(plan, directory, threads));
      return;
    }
    output.result(
        "%s on %s, preset %s (%s)"
            .formatted(
                plan.config().algorithm(),
                plan.env().id(),
                plan.preset().name(),
                plan.preset().source()));
    output.result("run in %s, %d threads at most".formatted(directory, threads));
    table("run", plan.runSettings(), output);
    table("algorithm", plan.algorithmSettings(), output);
  }

  private static void table(String of, Map<String, Plan.Setting> settings, Output output) {
    Table table = new Table(of + " setting", "value", "from");
    settings.forEach((name, setting) -> table.row(name, setting.value(), setting.from()));
    output.result("");
    output.table(table);
  }

  private static Map<String, Object> object(Plan plan, Path directory, int threads) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("algorithm", plan.config().algorithm());
    object.put("env", plan.env().id());
    object.put("preset", plan.preset().name());
    object.put("run", directory.toString());
    object.put("threads", threads);
    object.put("run_settings", plan.runSettings());
    object.put("algorithm_settings", plan.algorithmSettings());
    return object;
  }
}

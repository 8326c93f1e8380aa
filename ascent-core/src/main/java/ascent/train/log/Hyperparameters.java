package ascent.train.log;

import ascent.agent.RunSettings;
import ascent.config.Configs;
import ascent.train.Run;
import java.util.LinkedHashMap;
import java.util.Map;

/// What runs are compared by.
final class Hyperparameters {
  private Hyperparameters() {}

  /// Algorithm, environment, seed, size, and every setting of the algorithm, by name.
  static Map<String, String> of(Run run) {
    RunSettings settings = run.settings();
    Map<String, String> all = new LinkedHashMap<>();
    all.put("algorithm", run.config().algorithm());
    all.put("env", settings.env());
    all.put("wrappers", settings.wrappers().toString());
    all.put("seed", Long.toString(settings.seed()));
    all.put("envs", Integer.toString(settings.envs()));
    all.put("steps", Long.toString(settings.steps()));
    if (run.config() instanceof Record config) {
      all.putAll(Configs.toMap(config));
    }
    return all;
  }
}

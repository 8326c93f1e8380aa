package ascent.study.record;

import ascent.io.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// Writes directories of runs as `Trainer` does, without training.
public final class Runs {
  private Runs() {}

  /// A run of PPO on CartPole-v1.
  ///
  /// @param changed settings of the run or the algorithm, `seed=2 clipRange=0.1`
  /// @param rows of steps and mean returns, `512,20`
  public static RunRecord write(Path directory, String changed, String... rows) throws IOException {
    Map<String, String> run = new LinkedHashMap<>();
    run.put("env", "CartPole-v1");
    run.put("seed", "1");
    run.put("rewardThreshold", "475");
    Map<String, String> config = new LinkedHashMap<>();
    config.put("clipRange", "0.2");
    String algorithm = "ppo";
    for (String pair : changed.isEmpty() ? new String[0] : changed.split(" ")) {
      String name = pair.substring(0, pair.indexOf('='));
      String value = pair.substring(pair.indexOf('=') + 1);
      if (name.equals("algorithm")) {
        algorithm = value;
      } else {
        (run.containsKey(name) ? run : config).put(name, value);
      }
    }
    Files.createDirectories(directory);
    Files.writeString(
        directory.resolve("config.json"),
        Json.pretty(Map.of("algorithm", algorithm, "run", run, "config", config)));
    var csv = new StringBuilder("time/total_timesteps,rollout/ep_rew_mean\n");
    for (String row : rows) {
      csv.append(row).append('\n');
    }
    Files.writeString(directory.resolve("metrics.csv"), csv);
    return RunRecord.read(directory);
  }
}

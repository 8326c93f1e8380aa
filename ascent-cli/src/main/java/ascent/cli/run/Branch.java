package ascent.cli.run;

import ascent.agent.RunSettings;
import ascent.algo.AlgorithmConfig;
import ascent.cli.args.Arguments;
import ascent.cli.args.UsageException;
import ascent.cli.plan.Sb3Names;
import ascent.cli.text.Output;
import ascent.cli.text.Progress;
import ascent.config.Configs;
import ascent.config.Numbers;
import ascent.env.registry.Envs;
import ascent.train.Listener;
import ascent.train.Replay;
import ascent.train.TrainingResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A new run that begins as another one did and goes on with other settings: `ascent replay RUN
/// --at STEP --branch key=value`.
///
/// @param config of the algorithm, from the branch on
/// @param steps the new total
public record Branch(AlgorithmConfig config, long steps) {
  private static final String STEPS = "steps";

  /// The branch that `--branch` asks for.
  ///
  /// @throws UsageException if a setting is unknown, invalid, or cannot be changed
  public static Branch of(Arguments arguments, Replay replay) {
    Map<String, String> changes = new LinkedHashMap<>(arguments.pairs("--branch"));
    String steps = changes.remove(STEPS);
    for (String name : changes.keySet()) {
      if (Configs.toMap(RunSettings.DEFAULT).containsKey(name)) {
        throw new UsageException(
            "--branch cannot change %s; it can change settings of the algorithm, and steps."
                .formatted(name));
      }
    }
    Record before = (Record) replay.config();
    Sb3Names.refuse(changes, Configs.toMap(before).keySet());
    AlgorithmConfig config =
        UsageException.checking(() -> (AlgorithmConfig) Configs.with(before, changes));
    return new Branch(config, steps == null ? replay.settings().steps() : total(steps));
  }

  private static long total(String text) {
    try {
      return Numbers.parseLong(text);
    } catch (NumberFormatException e) {
      throw new UsageException("--branch steps: " + e.getMessage());
    }
  }

  /// Trains it.
  ///
  /// @param run that it branches off
  /// @param at the step
  public void train(Replay replay, Path run, long at, Arguments arguments, Output output)
      throws IOException {
    boolean quiet = arguments.flag("--quiet");
    Path name = run.toAbsolutePath().normalize().getFileName();
    try (NewDirectory directory =
        NewDirectory.of(arguments.option("--out"), name + "-from-" + at)) {
      Path path = directory.path();
      TrainingResult result =
          Runs.train(
              progress -> trained(replay, at, path, progress),
              () -> Progress.of(output, quiet, steps),
              path,
              output);
      Runs.noteStop(result, path, output);
      int threads = arguments.threads();
      new Report(result, Envs.find(replay.settings().env()), threads, path)
          .show(arguments.flag("--json"), output);
    }
  }

  private TrainingResult trained(Replay replay, long at, Path directory, Listener progress) {
    try {
      return replay.branch(at, config, steps, directory, List.of(progress));
    } catch (IOException e) {
      throw new UncheckedIOException(e.toString(), e);
    }
  }
}

package ascent.study;

import ascent.agent.RunSettings;
import ascent.algo.AlgorithmConfig;
import ascent.algo.DivergedException;
import ascent.collect.Evaluation;
import ascent.env.EnvFailure;
import ascent.env.registry.EnvSpec;
import ascent.env.registry.Envs;
import ascent.io.FolderLock;
import ascent.study.record.RunRecord;
import ascent.train.Listener;
import ascent.train.Trainer;
import ascent.train.TrainingResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Trains and evaluates one run of a study: from its start, from its checkpoint, or not at all if
/// it is done.
///
/// @param cell the run
/// @param directory of it
record CellRunner(Cell cell, Path directory) {
  private static final String CONFIG = "config.json";
  private static final String CHECKPOINT = "checkpoint.zip";

  /// What a run that was killed before its first checkpoint has left.
  private static final List<String> LEFTOVERS = List.of(CONFIG, "metrics.csv", "episodes.csv");

  static CellRunner of(Cell cell, Path study) {
    return new CellRunner(cell, cell.directory(study));
  }

  boolean isDone() {
    return Outcome.isIn(directory);
  }

  /// Checks that what is in the directory, if anything, is this run.
  ///
  /// @throws IllegalArgumentException if it is a run with other settings
  void check() throws IOException {
    if (!Files.exists(directory.resolve(CONFIG)) || !(isDone() || isResumable())) {
      return;
    }
    Map<String, String> found = RunRecord.read(directory).settings();
    Map<String, String> wanted = cell.all();
    for (String name : wanted.keySet()) {
      String value = found.getOrDefault(name, "");
      if (!value.equals(wanted.get(name))) {
        throw new IllegalArgumentException(
            "%s is a run with %s %s; the study asks for %s. Maybe use another folder."
                .formatted(directory, name, value.isEmpty() ? "unset" : value, wanted.get(name)));
      }
    }
  }

  private boolean isResumable() {
    return Files.exists(directory.resolve(CHECKPOINT));
  }

  /// The outcome of a run that is done.
  Outcome outcome() throws IOException {
    return Outcome.read(directory);
  }

  /// Trains what is left of the run, and evaluates it.
  Outcome run(Listener listener) throws IOException {
    Outcome outcome;
    try {
      outcome = evaluated(trained(listener));
    } catch (EnvFailure | DivergedException e) {
      outcome = Outcome.failed(cell.seed(), Objects.requireNonNullElse(e.getMessage(), "unknown"));
    }
    outcome.write(directory);
    return outcome;
  }

  private TrainingResult trained(Listener listener) throws IOException {
    if (isResumable()) {
      return Trainer.resume(directory).threads(1).listen(listener).train();
    }
    clear();
    AlgorithmConfig config = cell.variant().config();
    return Trainer.of(spec())
        .with(config)
        .with(cell.settings())
        .threads(1)
        .out(directory)
        .listen(listener)
        .train();
  }

  private void clear() throws IOException {
    if (!Files.isDirectory(directory)) {
      return;
    }
    try (FolderLock _ = FolderLock.acquire(directory)) {
      for (String name : LEFTOVERS) {
        Files.deleteIfExists(directory.resolve(name));
      }
    }
  }

  private Outcome evaluated(TrainingResult result) {
    RunSettings settings = result.settings();
    Evaluation evaluation =
        result
            .agent()
            .evaluate(
                settings.wrappers().around(spec().factory()),
                settings.evalEpisodes(),
                settings.seed(),
                true,
                settings.maxEpisodeSteps());
    return new Outcome(
        cell.seed(),
        result.steps(),
        result.episodes(),
        evaluation.meanReturn(),
        evaluation.stdReturn(),
        evaluation.episodes(),
        result.solvedAtStep().orElse(-1),
        result.wallSeconds(),
        result.agent().parametersSha256(),
        "");
  }

  private EnvSpec spec() {
    return Envs.find(cell.settings().env());
  }
}

package ascent.cli.dashboard;

import ascent.io.FolderLock;
import ascent.study.Outcome;
import ascent.study.StudyPlan;
import ascent.study.StudyPlan.PlannedRun;
import ascent.study.stats.Aggregates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A study as the page shows it.
///
/// @param id see [RunFolder]
/// @param name its directory's
/// @param algorithm by name
/// @param env by name
/// @param state `running` while a process is using its directory, `finished` once all runs are
///   done, otherwise `unfinished`
/// @param settings with their runs
/// @param modified when it was last begun or continued, milliseconds since 1970
record StudySummary(
    String id,
    String name,
    String algorithm,
    String env,
    String state,
    List<Setting> settings,
    long modified) {

  /// A setting that the study varies.
  ///
  /// @param name such as `clipRange 0.1, gaeLambda 0.8`
  /// @param iqm interquartile mean of the scores so far; null if there are none
  /// @param runs by seed
  record Setting(String name, @Nullable Double iqm, List<StudyRun> runs) {
    static Setting of(String name, List<StudyRun> runs) {
      double[] scores =
          runs.stream()
              .map(StudyRun::score)
              .filter(Objects::nonNull)
              .mapToDouble(Double::doubleValue)
              .toArray();
      Double iqm =
          scores.length == 0 ? null : Aggregates.interquartileMean(new double[][] {scores});
      return new Setting(name, iqm, List.copyOf(runs));
    }
  }

  /// A run of a study.
  ///
  /// @param id of the run in the list of runs
  /// @param seed of the run
  /// @param state see [State], in lower case
  /// @param score the mean return of its final policy; null if it has none
  /// @param steps environment steps so far; null if it has not begun
  /// @param total steps that it is to take
  /// @param failure why it failed; empty if it did not
  record StudyRun(
      String id,
      long seed,
      String state,
      @Nullable Double score,
      @Nullable Double steps,
      long total,
      String failure) {

    enum State {
      DONE,
      FAILED,
      RUNNING,
      /// Not begun, or interrupted.
      WAITING
    }

    static StudyRun of(PlannedRun run, String id, Path directory) throws IOException {
      if (Outcome.isIn(directory)) {
        Outcome outcome = Outcome.read(directory);
        State state = outcome.isFailed() ? State.FAILED : State.DONE;
        Double score = outcome.isFailed() ? null : outcome.meanReturn();
        return of(run, id, state, score, (double) outcome.steps(), outcome.failure());
      }
      Path metrics = directory.resolve("metrics.csv");
      Double steps =
          Files.exists(metrics) ? MetricsTail.last(metrics).get("time/total_timesteps") : null;
      boolean used = Files.isDirectory(directory) && FolderLock.user(directory).isPresent();
      return of(run, id, used ? State.RUNNING : State.WAITING, null, steps, "");
    }

    private static StudyRun of(
        PlannedRun run,
        String id,
        State state,
        @Nullable Double score,
        @Nullable Double steps,
        String failure) {
      String lower = state.name().toLowerCase(Locale.ROOT);
      return new StudyRun(id, run.seed(), lower, score, steps, run.steps(), failure);
    }

    boolean isDone() {
      return state.equals("done") || state.equals("failed");
    }
  }

  /// Reads a study's summary.
  ///
  /// @param study its directory
  /// @param folder of all runs
  /// @throws IOException if a file is gone, or the plan is damaged
  static StudySummary of(RunFolder.Entry study, RunFolder folder) throws IOException {
    Path directory = study.directory();
    boolean used = FolderLock.user(directory).isPresent(); // before the runs, which end before it
    StudyPlan plan = StudyPlan.read(directory);
    Map<String, List<StudyRun>> runs = new LinkedHashMap<>();
    for (PlannedRun run : plan.runs()) {
      Path of = directory.resolve(run.directory()).normalize();
      if (of.startsWith(directory)) {
        runs.computeIfAbsent(run.setting(), _ -> new ArrayList<>())
            .add(StudyRun.of(run, folder.id(of), of));
      }
    }
    boolean done = runs.values().stream().flatMap(List::stream).allMatch(StudyRun::isDone);
    List<Setting> settings = new ArrayList<>();
    runs.forEach((name, list) -> settings.add(Setting.of(name, list)));
    return new StudySummary(
        study.id(),
        Objects.toString(directory.getFileName(), study.id()),
        plan.algorithm(),
        plan.env(),
        used ? "running" : done ? "finished" : "unfinished",
        settings,
        Files.getLastModifiedTime(directory.resolve(StudyPlan.FILE)).toMillis());
  }
}

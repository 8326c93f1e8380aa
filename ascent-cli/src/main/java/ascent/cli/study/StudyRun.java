package ascent.cli.study;

import ascent.cli.args.Arguments;
import ascent.cli.args.OutputFiles;
import ascent.cli.args.UsageException;
import ascent.cli.plan.Plan;
import ascent.cli.text.Output;
import ascent.cli.text.Table;
import ascent.study.Cell;
import ascent.study.Outcome;
import ascent.study.Study;
import ascent.study.StudyResult;
import ascent.study.StudyRunner;
import ascent.study.Summary;
import ascent.study.Variant;
import ascent.study.plot.Values;
import ascent.study.report.HtmlReport;
import ascent.study.stats.Estimate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Runs a study and shows its results.
///
/// @param study what to run
/// @param folder of it
/// @param threads how many runs at a time
/// @param command that the user typed
public record StudyRun(Study study, Path folder, int threads, String command) {
  private static final String REPORT = "report.html";
  private static final Path RUNS = Path.of("runs");
  private static final int ENV_LENGTH = 60;

  /// The folder of a study: the given one, otherwise one whose name follows from the settings, so
  /// that the same command finds it again.
  ///
  /// @param kind first word of that name
  public static Path folder(String kind, @Nullable String asked, Study study) {
    if (asked != null) {
      return Arguments.path(asked);
    }
    Variant first = study.variants().getFirst();
    String env = study.env().replaceAll("[^A-Za-z0-9._-]", "_");
    return RUNS.resolve(
        "%s-%s-%s-%s"
            .formatted(
                kind,
                first.config().algorithm(),
                env.substring(0, Math.min(env.length(), ENV_LENGTH)),
                study.fingerprint()));
  }

  /// A plan with several seeds, from the plan's on.
  ///
  /// @throws UsageException if there are none, or too many
  public static Study ofSeeds(Plan plan, int seeds) {
    Variant variant = new Variant(Map.of(), plan.config(), plan.run());
    return UsageException.checking(
        () -> new Study(List.of(variant), StudyRequest.seedList(plan.run().seed(), seeds)));
  }

  /// Runs it, writes the report and shows the results.
  public void run(boolean json, boolean quiet, Output output) throws IOException {
    requireStudyOrNothing(folder);
    StudyResult result;
    try (var progress = new StudyProgress(study, quiet, output);
        Output.LastWords _ = output.lastWords(() -> "continue by typing the same command again")) {
      result = UsageException.checking(() -> unchecked(progress));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    HtmlReport.write(result, command, folder.resolve(REPORT));
    if (json) {
      output.json(object(result));
    } else {
      show(result, output);
    }
    int failed = result.summaries().stream().mapToInt(Summary::failed).sum();
    if (failed > 0) {
      output.note(
          "%d of %d runs failed and have no score; see %s"
              .formatted(failed, result.outcomes().size(), folder.resolve("results.csv")));
    }
  }

  private StudyResult unchecked(StudyProgress progress) {
    try {
      return new StudyRunner(study, folder, threads).run(progress);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Refuses a file, a directory that cannot be written, and that of a run.
  static void requireStudyOrNothing(Path folder) throws IOException {
    OutputFiles.requireDirectory("out", folder);
    if (Files.exists(folder.resolve("checkpoint.zip"))) {
      throw new UsageException(
          "out is %s, the directory of a run; it must be new, empty or a study's."
              .formatted(folder));
    }
  }

  private void show(StudyResult result, Output output) {
    double threshold = study.variants().getFirst().settings().rewardThreshold();
    boolean solvable = !Double.isInfinite(threshold);
    Table table =
        new Table(
            "setting",
            "IQM [95 %]",
            "worst quarter",
            "worst … best",
            solvable ? "≥ " + Values.text(threshold) : "runs",
            "s per run");
    for (Summary summary : result.summaries()) {
      table.row(row(summary, threshold, solvable));
    }
    output.result(table.toString());
    output.result(
        String.format(
            Locale.ROOT,
            "%d runs%s, %.1f s; report %s",
            result.outcomes().size(),
            result.kept() == 0 ? "" : " (" + result.kept() + " done before)",
            result.seconds(),
            folder.resolve(REPORT)));
  }

  private static String[] row(Summary summary, double threshold, boolean solvable) {
    int n = summary.outcomes().size();
    String seconds = String.format(Locale.ROOT, "%.2f", summary.seconds() / n);
    String label = summary.variant().label();
    var statistics = summary.statistics();
    if (statistics == null) {
      return new String[] {label, "every run failed", "–", "–", "0/" + n, seconds};
    }
    return new String[] {
      label,
      text(statistics.iqm()),
      Values.text(statistics.worstQuarter()),
      Values.text(statistics.spread().worst()) + " … " + Values.text(statistics.spread().best()),
      solvable ? summary.reached(threshold) + "/" + n : Integer.toString(n),
      seconds
    };
  }

  private static String text(Estimate estimate) {
    String value = Values.text(estimate.value());
    return estimate.hasInterval()
        ? "%s [%s, %s]".formatted(value, Values.text(estimate.low()), Values.text(estimate.high()))
        : value;
  }

  private Map<String, Object> object(StudyResult result) {
    Variant first = study.variants().getFirst();
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("algorithm", first.config().algorithm());
    object.put("env", study.env());
    object.put("seeds", study.seeds());
    object.put("runs", result.outcomes().size());
    object.put("kept", result.kept());
    object.put("seconds", result.seconds());
    object.put("study", folder.toString());
    object.put("report", folder.resolve(REPORT).toString());
    object.put("variants", result.summaries().stream().map(this::object).toList());
    return object;
  }

  private Map<String, Object> object(Summary summary) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("factors", summary.variant().factors());
    var statistics = summary.statistics();
    if (statistics != null) {
      object.put("iqm", statistics.iqm());
      object.put("mean", statistics.mean());
      object.put("worst_quarter", statistics.worstQuarter());
      object.put("spread", statistics.spread());
    }
    object.put("failed", summary.failed());
    object.put("train_seconds", summary.seconds());
    List<Map<String, Object>> runs = new ArrayList<>();
    for (Outcome outcome : summary.outcomes()) {
      Map<String, Object> run = new LinkedHashMap<>();
      run.put("seed", outcome.seed());
      run.put("score", outcome.meanReturn());
      run.put("steps", outcome.steps());
      run.put("parameters_sha256", outcome.parametersSha256());
      run.put("run", new Cell(summary.variant(), outcome.seed()).directory(folder).toString());
      runs.add(run);
    }
    object.put("runs", runs);
    return object;
  }
}

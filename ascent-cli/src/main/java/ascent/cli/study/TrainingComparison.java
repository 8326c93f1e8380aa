package ascent.cli.study;

import ascent.cli.args.Arguments;
import ascent.cli.args.UsageException;
import ascent.cli.text.Output;
import ascent.study.Comparison;
import ascent.study.ComparisonRunner;
import ascent.study.Outcome;
import ascent.study.Study;
import ascent.study.StudyListener;
import ascent.study.Variant;
import ascent.study.report.HtmlReport;
import ascent.study.stats.StoppingRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A comparison of two settings, trained with the same seeds.
///
/// @param a side A
/// @param b side B
/// @param runner trains them
/// @param command that the user typed
record TrainingComparison(Side a, Side b, ComparisonRunner runner, String command) {
  private static final String REPORT = "report.html";

  /// Reads and checks the arguments.
  ///
  /// @throws UsageException if one is invalid, or both sides are the same
  static TrainingComparison of(Arguments arguments, StoppingRule rule) {
    Side a = Side.of("A", arguments.argument(0), "--set-a", arguments);
    Side b = Side.of("B", arguments.argument(1), "--set-b", arguments);
    if (a.isSame(b)) {
      throw new UsageException(
          "A and B have the same settings; there is nothing to compare. Maybe --set-b key=value.");
    }
    long seed = arguments.longInteger("--seed", 1);
    Study study = new Study(List.of(a.variant(), b.variant()), List.of(seed));
    Path folder = StudyRun.folder("compare", arguments.option("--out"), study);
    return new TrainingComparison(
        a,
        b,
        new ComparisonRunner(a.variant(), b.variant(), seed, rule, folder, arguments.threads()),
        arguments.line());
  }

  /// Trains until it is decided, and shows the result.
  void show(boolean json, boolean quiet, Output output) throws IOException {
    Path folder = runner.folder();
    StudyRun.requireStudyOrNothing(folder);
    Comparison comparison;
    try (var progress = new CompareProgress(quiet, output);
        Output.LastWords _ = output.lastWords(() -> "continue by typing the same command again")) {
      comparison = UsageException.checking(() -> unchecked(progress));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    Path report = folder.resolve(REPORT);
    HtmlReport.write(comparison.result(), command, report);
    var verdict =
        new CompareVerdict(comparison.decision(), runner.rule(), comparison.seconds(), "seeds");
    if (json) {
      Map<String, Object> object = verdict.object();
      object.put("a", object(a, comparison));
      object.put("b", object(b, comparison));
      object.put("kept", comparison.kept());
      object.put("folder", folder.toString());
      object.put("report", report.toString());
      output.json(object);
      return;
    }
    output.result(text("A", a, comparison));
    output.result(text("B", b, comparison));
    output.result(verdict.text());
    output.result("report " + report);
  }

  private Comparison unchecked(CompareProgress progress) {
    try {
      return runner.run(StudyListener.NONE, progress);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(String name, Side side, Comparison comparison) {
    List<Outcome> outcomes = comparison.result().of(side.variant());
    long failed = outcomes.stream().filter(Outcome::isFailed).count();
    return CompareVerdict.side(name, side.text(), mean(outcomes))
        + String.format(Locale.ROOT, ", %,d steps", side.variant().settings().steps())
        + (failed == 0 ? "" : ", %d runs failed and lose".formatted(failed));
  }

  private static double mean(List<Outcome> outcomes) {
    return outcomes.stream()
        .filter(o -> !o.isFailed())
        .mapToDouble(Outcome::meanReturn)
        .average()
        .orElse(Double.NaN);
  }

  private static Map<String, Object> object(Side side, Comparison comparison) {
    List<Outcome> outcomes = comparison.result().of(side.variant());
    Variant variant = side.variant();
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("settings", side.text());
    object.put("algorithm", variant.config().algorithm());
    object.put("steps", variant.settings().steps());
    object.put("mean", mean(outcomes));
    object.put("failed", outcomes.stream().filter(Outcome::isFailed).count());
    object.put("scores", outcomes.stream().map(Outcome::meanReturn).toList());
    return object;
  }
}

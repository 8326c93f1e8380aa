package ascent.cli.plot;

import ascent.cli.args.Arguments;
import ascent.cli.args.UsageException;
import ascent.cli.run.Replays;
import ascent.cli.run.Runs;
import ascent.cli.text.Output;
import ascent.study.action.ActionHistory;
import ascent.study.action.ActionHistory.Choice;
import ascent.study.action.ActionHistory.Part;
import ascent.study.action.ActionHistory.Quantiles;
import ascent.study.plot.ActionPlot;
import ascent.study.plot.Curve;
import ascent.study.plot.Sparkline;
import ascent.study.plot.Values;
import ascent.study.record.RunRecord;
import ascent.study.stats.Estimate;
import ascent.train.Replay;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `ascent plot RUN --actions`.
final class ActionsPlot {
  static final String OPTION = "--actions";

  private static final int COLUMNS = 60; // of a sparkline
  private static final int MEDIAN = Quantiles.LEVELS.size() / 2;

  private ActionsPlot() {}

  /// Computes the run again, and shows its actions.
  ///
  /// @throws UsageException if there are several runs, or options that do not go together
  static void plot(Arguments arguments, Style style, List<RunRecord> runs, Output output)
      throws IOException {
    for (String other : List.of("--x", "--y", "--group-by", "--smooth", "--threshold")) {
      if (arguments.option(other) != null) {
        throw new UsageException(
            "%s is for curves; it does not go with %s.".formatted(other, OPTION));
      }
    }
    if (runs.size() > 1) {
      throw new UsageException(
          "%s is of one run; these are %d, the first of them %s."
              .formatted(OPTION, runs.size(), runs.getFirst().directory()));
    }
    RunRecord run = runs.getFirst();
    ActionHistory history = history(run.directory(), output);
    ActionPlot plot =
        new ActionPlot(
            arguments.option(
                "--title",
                "%s, %s".formatted(run.setting(RunRecord.ALGORITHM), run.setting("env"))),
            history);
    if (style.file() != null) {
      style.write(plot.picture(arguments.option("--size") == null ? plot.size() : style.size()));
    }
    if (arguments.flag("--json")) {
      output.json(json(history, run, style));
    } else if (style.file() != null) {
      output.result("%s: actions of %s".formatted(style.file(), plot.title()));
    } else {
      lines(plot, run).forEach(output::result);
    }
  }

  private static ActionHistory history(Path directory, Output output) throws IOException {
    Replay replay = Replays.open(Runs.resumable(directory));
    List<ActionHistory> histories = new ArrayList<>();
    Replays.work(
        replay, replay.steps(), false, output, watched -> histories.add(ActionHistory.of(watched)));
    return histories.getFirst();
  }

  private static Map<String, Object> json(ActionHistory history, RunRecord run, Style style) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("file", style.file() == null ? null : style.file().toString());
    object.put("run", run.directory().toString());
    object.put("env", run.setting("env"));
    object.put("steps", history.steps());
    object.put("actions", history.parts().stream().map(ActionsPlot::object).toList());
    return object;
  }

  private static Map<String, Object> object(Part part) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("name", part.name());
    switch (part) {
      case Choice choice -> object.put("shares", choice.shares());
      case Quantiles quantiles -> {
        object.put("levels", Quantiles.LEVELS);
        object.put("quantiles", quantiles.values());
      }
    }
    return object;
  }

  /// A heading, and a line of text for each option or number of an action.
  private static List<String> lines(ActionPlot plot, RunRecord run) {
    ActionHistory history = plot.history();
    List<String> lines = new ArrayList<>();
    lines.add(
        "actions of %s, %s, over %s to %s steps"
            .formatted(
                run.directory(),
                run.setting("env"),
                Values.text(history.steps().getFirst()),
                Values.text(history.steps().getLast())));
    for (Part part : history.parts()) {
      switch (part) {
        case Choice choice -> lines.addAll(shares(choice, history));
        case Quantiles quantiles -> lines.add(fan(quantiles, history));
      }
    }
    return lines;
  }

  private static List<String> shares(Choice choice, ActionHistory history) {
    List<String> lines = new ArrayList<>();
    for (int option = 0; option < choice.options(); option++) {
      int place = option;
      List<Double> shares = choice.shares().stream().map(point -> point.get(place)).toList();
      lines.add(
          "%s %d  %s  %s %%"
              .formatted(
                  choice.name(),
                  option,
                  Sparkline.of(curve(history, shares), COLUMNS, 0, 1),
                  Values.text(Math.rint(1000 * shares.getLast()) / 10)));
    }
    return lines;
  }

  private static String fan(Quantiles quantiles, ActionHistory history) {
    List<Double> medians = quantiles.values().stream().map(point -> point.get(MEDIAN)).toList();
    double low = medians.stream().mapToDouble(m -> m).min().orElseThrow();
    double high = medians.stream().mapToDouble(m -> m).max().orElseThrow();
    List<Double> last = quantiles.values().getLast();
    return "%s  median from %s (▁) to %s (█)  %s  %s, 90 %% in [%s, %s]"
        .formatted(
            quantiles.name(),
            Values.text(low),
            Values.text(high),
            Sparkline.of(curve(history, medians), COLUMNS, low, high),
            Values.text(last.get(MEDIAN)),
            Values.text(last.getFirst()),
            Values.text(last.getLast()));
  }

  private static Curve curve(ActionHistory history, List<Double> values) {
    return new Curve(
        "",
        1,
        history.steps().stream().map(Long::doubleValue).toList(),
        values.stream().map(v -> new Estimate(v, Double.NaN, Double.NaN)).toList());
  }
}

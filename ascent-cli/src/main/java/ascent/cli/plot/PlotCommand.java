package ascent.cli.plot;

import ascent.cli.args.Arguments;
import ascent.cli.args.Command;
import ascent.cli.args.Syntax;
import ascent.cli.args.UsageException;
import ascent.cli.text.Output;
import ascent.study.plot.Curve;
import ascent.study.plot.CurvePlot;
import ascent.study.plot.Sparkline;
import ascent.study.plot.Values;
import ascent.study.record.RunFolders;
import ascent.study.record.RunGroup;
import ascent.study.record.RunRecord;
import ascent.study.stats.Estimate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// `ascent plot RUN…`.
public final class PlotCommand implements Command {
  private static final Set<String> RETURNS =
      Set.of("rollout/ep_rew_mean", "eval/mean_reward", "episode/return");
  private static final int MOST_CURVES = 16;
  private static final int COLUMNS = 60; // of a sparkline
  private static final int LONGEST_LABEL = 60;

  @Override
  public Syntax syntax() {
    return Syntax.of(
            "plot",
            "Plot learning curves, or how a run's actions changed: in a file with -o, otherwise as a"
                + " line of text per curve.")
        .arguments("RUN", "Directories of runs, or folders of runs such as a study's.")
        .option("-o", "FILE", "Picture to write: a .png or an .svg. An existing file is replaced.")
        .option(
            "--x",
            "AXIS",
            "What the horizontal axis counts: steps, episodes or seconds (default: steps).")
        .option(
            "--y",
            "METRIC",
            "Column of metrics.csv, or episode/ and a column of episodes.csv (default:"
                + " rollout/ep_rew_mean, the mean return of the last 100 episodes).")
        .option(
            "--group-by",
            "KEY",
            "Average over the runs with the same value of this setting (default: over those that"
                + " differ only in the seed).")
        .option(
            "--smooth",
            "SHARE",
            "Average each run over a window of this share of its length (default: 0.02; 0: none).")
        .option(
            "--threshold",
            "Y",
            "Mark this value; none for no mark (default: where the environment counts as solved).")
        .flag(
            ActionsPlot.OPTION,
            "Plot the actions that one run took in training instead: the share of each, or"
                + " quantiles. The run is computed again, which takes as long as it took.")
        .option("--theme", "THEME", "light, dark, or auto for an .svg (default: light).")
        .option(
            "--size",
            "WxH",
            "Size in points (default: 800x480, higher for many actions); a .png has twice the pixels.")
        .option("--title", "TEXT", "Title (default: metric and environment).")
        .classPath()
        .flag(
            "--json",
            "Print the last value of each curve, or all of --actions, as one JSON object.")
        .footer(
            "",
            "A curve is the mean of its runs, the band the 95 % interval of that mean by",
            "Student's t, where there are at least two runs.",
            "",
            "Examples:",
            "  ascent plot runs/ppo-CartPole-v1-1",
            "  ascent plot runs/study -o curves.png",
            "  ascent plot runs/study --group-by clipRange --y train/approx_kl -o kl.svg",
            "  ascent plot runs/study --y episode/length --x episodes",
            "  ascent plot runs/ppo-CartPole-v1-1 --actions -o actions.png");
  }

  @Override
  public void run(Arguments arguments, Output output) throws IOException {
    System.setProperty("java.awt.headless", "true");
    Style style = Style.of(arguments);
    List<RunRecord> runs =
        RunFolders.read(arguments.argumentsFrom(0).stream().map(Arguments::path).toList());
    if (arguments.flag(ActionsPlot.OPTION)) {
      ActionsPlot.plot(arguments, style, runs, output);
      return;
    }
    requireOneEnv(runs);
    List<Curve> curves = UsageException.checking(() -> curves(arguments, style, runs));
    CurvePlot plot =
        new CurvePlot(
            arguments.option("--title", style.maker().y() + ", " + runs.getFirst().setting("env")),
            subtitle(runs, curves),
            style.axis(),
            style.maker().y(),
            curves,
            threshold(arguments, runs, style.maker().y()));
    if (style.file() != null) {
      style.write(plot.picture(style.size()));
    }
    report(plot, style, arguments.flag("--json"), output);
  }

  private static void requireOneEnv(List<RunRecord> runs) {
    RunRecord first = runs.getFirst();
    for (RunRecord run : runs) {
      if (!run.env().equals(first.env())) {
        throw new UsageException(
            "%s is a run of %s and %s one of %s; a plot is of one environment. Maybe plot them one"
                    .formatted(first.directory(), first.env(), run.directory(), run.env())
                + " after the other.");
      }
    }
  }

  private static List<Curve> curves(Arguments arguments, Style style, List<RunRecord> runs) {
    String key = arguments.option("--group-by");
    List<RunGroup> groups = key == null ? RunGroup.byDifferences(runs) : RunGroup.by(key, runs);
    if (groups.size() > MOST_CURVES) {
      throw new UsageException(
          "these runs make %d curves; a plot has at most %d. Maybe average some: --group-by KEY."
              .formatted(groups.size(), MOST_CURVES));
    }
    List<Curve> curves = new ArrayList<>();
    groups.forEach(group -> curves.add(style.maker().of(group)));
    return curves;
  }

  private static String subtitle(List<RunRecord> runs, List<Curve> curves) {
    String algorithms =
        runs.stream()
            .map(run -> run.setting(RunRecord.ALGORITHM))
            .distinct()
            .collect(Collectors.joining(", "));
    int least = curves.stream().mapToInt(Curve::runs).min().orElseThrow();
    int most = curves.stream().mapToInt(Curve::runs).max().orElseThrow();
    String seeds = least == most ? Integer.toString(most) : least + " to " + most;
    return most == 1
        ? algorithms + ", a run each"
        : "%s, mean of %s runs each and its 95 %% interval".formatted(algorithms, seeds);
  }

  private static double threshold(Arguments arguments, List<RunRecord> runs, String metric) {
    String asked = arguments.option("--threshold");
    if (asked == null) {
      return RETURNS.contains(metric) ? runs.getFirst().threshold() : Double.NaN;
    }
    return asked.equals("none") ? Double.NaN : arguments.real("--threshold", Double.NaN);
  }

  private static void report(CurvePlot plot, Style style, boolean json, Output output) {
    if (json) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("file", style.file() == null ? null : style.file().toString());
      object.put("metric", style.maker().y());
      object.put("x", style.axis());
      object.put("curves", plot.curves().stream().map(PlotCommand::object).toList());
      output.json(object);
      return;
    }
    if (style.file() != null) {
      int n = plot.curves().size();
      output.result(
          "%s: %d %s of %s".formatted(style.file(), n, n == 1 ? "curve" : "curves", plot.title()));
      return;
    }
    lines(plot).forEach(output::result);
  }

  private static Map<String, Object> object(Curve curve) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("label", curve.label());
    object.put("runs", curve.runs());
    object.put("x", curve.x().getLast());
    object.put("mean", curve.last().value());
    object.put("low", curve.last().low());
    object.put("high", curve.last().high());
    return object;
  }

  /// A line of text per curve, all with one scale.
  private static List<String> lines(CurvePlot plot) {
    double[] means =
        plot.curves().stream()
            .flatMap(c -> c.y().stream())
            .mapToDouble(Estimate::value)
            .sorted()
            .toArray();
    double low = means[0];
    double high = means[means.length - 1];
    int width =
        Math.min(
            LONGEST_LABEL,
            plot.curves().stream().mapToInt(c -> c.label().length()).max().orElse(0));
    List<String> lines = new ArrayList<>();
    for (Curve curve : plot.curves()) {
      Estimate last = curve.last();
      String band =
          last.hasInterval()
              ? " [%s, %s]".formatted(Values.text(last.low()), Values.text(last.high()))
              : "";
      String label = width == 0 ? "" : String.format("%-" + width + "s  ", curve.label());
      lines.add(
          label
              + Sparkline.of(curve, COLUMNS, low, high)
              + "  "
              + Values.text(last.value())
              + band);
    }
    double from = plot.curves().stream().mapToDouble(c -> c.x().getFirst()).min().orElseThrow();
    double to = plot.curves().stream().mapToDouble(c -> c.x().getLast()).max().orElseThrow();
    return Stream.concat(
            Stream.of(
                "%s, from %s (▁) to %s (█), over %s to %s %s"
                    .formatted(
                        plot.title(),
                        Values.text(low),
                        Values.text(high),
                        Values.text(from),
                        Values.text(to),
                        plot.x())),
            lines.stream())
        .toList();
  }
}

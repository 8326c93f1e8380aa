package ascent.cli.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import ascent.cli.args.Arguments;
import ascent.cli.args.Command;
import ascent.cli.args.OutputFiles;
import ascent.cli.args.Syntax;
import ascent.cli.args.UsageException;
import ascent.cli.text.Output;
import ascent.cli.text.Table;
import ascent.config.Nearest;
import ascent.config.Numbers;
import ascent.io.AtomicFiles;
import ascent.lab.estimator.EstimatorReport;
import ascent.lab.estimator.EstimatorSettings;
import ascent.lab.estimator.EstimatorSettings.Knob;
import ascent.lab.estimator.EstimatorSweep;
import ascent.lab.estimator.EstimatorSweep.Measure;
import ascent.lab.exact.TabularTasks;
import ascent.study.plot.Picture;
import ascent.study.plot.Theme;
import ascent.study.plot.Values;
import ascent.study.stats.Estimate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `ascent lab estimators`.
final class EstimatorsCommand implements Command {
  private static final EstimatorSettings DEFAULT = EstimatorSettings.DEFAULT;

  @Override
  public Syntax syntax() {
    return Syntax.of(
            "estimators",
            "Measure the library's gradient estimates against the exact gradient of a small task.")
        .option("--task", "TASK", "The task (default: random); see below.")
        .option("--estimators", "NAMES", "Some estimators, with commas between (default: all).")
        .option(
            "--vary",
            "SETTING",
            "Repeat with several values of episodes, horizon, reward-scale, lambda, clip-range,"
                + " critic-error or gamma.")
        .option("--values", "LIST", "Its values, ascending, with commas between.")
        .option("-o", "FILE", "Picture to write: a .png or an .svg. An existing file is replaced.")
        .option(
            "--measure", "MEASURE", "What it shows: bias, variance, mse or cosine (default: mse).")
        .option("--gamma", "G", "Discount factor (default: 0.95).")
        .option("--horizon", "N", "Length of the task's episodes, where it has one (default: 10).")
        .option("--reward-scale", "F", "Factor on all rewards (default: 1).")
        .option("--episodes", "N", "Episodes of an estimate (default: 16).")
        .option("--lambda", "L", "λ of GAE (default: 0.95).")
        .option("--clip-range", "E", "ε of PPO (default: 0.2).")
        .option(
            "--critic-error",
            "F",
            "Standard deviation of the critic's error as a share of that of V (default: 0.5).")
        .option("--replicates", "N", "Estimates of each estimator (default: 400).")
        .option("--seed", "S", "Seed of task, policy and draws (default: 1).")
        .option("--threads", "N", "Threads (default: all cores).")
        .flag("--quiet", "Show no progress.")
        .flag("--json", "Print the result as one JSON object.")
        .footer(footer());
  }

  private static String[] footer() {
    List<String> lines =
        new ArrayList<>(
            List.of(
                "",
                "Bias is relative to ‖∇J‖, variance and mean squared error to its square; in",
                "brackets 95 % intervals. COVERED is the share of components of ∇J that the 99 %",
                "interval of their mean estimate holds.",
                "",
                "Tasks:"));
    for (String name : TabularTasks.NAMES) {
      lines.add("  %-17s %s".formatted(name, TabularTasks.description(name)));
    }
    lines.addAll(
        List.of(
            "",
            "Examples:",
            "  ascent lab estimators",
            "  ascent lab estimators --vary lambda --values 0,0.5,1 -o gae.png"));
    return lines.toArray(String[]::new);
  }

  @Override
  public void run(Arguments arguments, Output output) throws IOException {
    System.setProperty("java.awt.headless", "true");
    EstimatorSweep.Plan plan = UsageException.checking(() -> plan(arguments));
    Measure measure = measure(arguments.option("--measure", "mse"));
    Path file = picture(arguments.option("-o"));
    boolean quiet = arguments.flag("--quiet");
    int threads = arguments.threads();
    EstimatorSweep sweep =
        UsageException.checking(() ->
            EstimatorSweep.run(
                plan,
                names(arguments.option("--estimators")),
                threads,
                line -> {
                  if (!quiet) {
                    output.note(line);
                  }
                }));
    if (file != null) {
      write(UsageException.checking(() -> sweep.picture(measure)), file);
    }
    if (arguments.flag("--json")) {
      output.json(json(sweep, file));
    } else {
      print(sweep, file, output);
    }
  }

  private static EstimatorSweep.Plan plan(Arguments arguments) {
    EstimatorSettings settings =
        new EstimatorSettings(
            arguments.option("--task", DEFAULT.task()),
            arguments.real("--gamma", DEFAULT.gamma()),
            arguments.integer("--horizon", DEFAULT.horizon()),
            arguments.real("--reward-scale", DEFAULT.rewardScale()),
            arguments.integer("--episodes", DEFAULT.episodes()),
            arguments.real("--lambda", DEFAULT.lambda()),
            arguments.real("--clip-range", DEFAULT.clipRange()),
            arguments.real("--critic-error", DEFAULT.criticError()),
            arguments.integer("--replicates", DEFAULT.replicates()),
            arguments.longInteger("--seed", DEFAULT.seed()));
    String vary = arguments.option("--vary");
    String values = arguments.option("--values");
    if ((vary == null) != (values == null)) {
      throw new UsageException("--vary and --values are given together, or neither is.");
    }
    if (vary == null || values == null) {
      List<Double> once = List.of((double) settings.episodes());
      return new EstimatorSweep.Plan(settings, Knob.EPISODES, once);
    }
    List<Double> numbers = new ArrayList<>();
    for (String value : values.split(",", -1)) {
      try {
        numbers.add(Numbers.parseDouble(value));
      } catch (NumberFormatException e) {
        throw new UsageException("--values: " + e.getMessage());
      }
    }
    return new EstimatorSweep.Plan(settings, knob(vary), numbers);
  }

  private static Knob knob(String name) {
    for (Knob knob : Knob.values()) {
      if (EstimatorSweep.name(knob).equals(name)) {
        return knob;
      }
    }
    throw unknown("--vary", name, Arrays.stream(Knob.values()).map(EstimatorSweep::name).toList());
  }

  private static Measure measure(String name) {
    for (Measure measure : Measure.values()) {
      if (name(measure).equals(name)) {
        return measure;
      }
    }
    throw unknown(
        "--measure", name, Arrays.stream(Measure.values()).map(EstimatorsCommand::name).toList());
  }

  private static String name(Measure measure) {
    return measure.name().toLowerCase(Locale.ROOT);
  }

  private static UsageException unknown(String option, String name, List<String> names) {
    return new UsageException(
        "%s is %s; it must be one of %s.%s"
            .formatted(option, name, String.join(", ", names), Nearest.hint(name, names)));
  }

  private static List<String> names(@Nullable String option) {
    return option == null ? List.of() : List.of(option.split(",", -1));
  }

  private static @Nullable Path picture(@Nullable String name) throws IOException {
    if (name == null) {
      return null;
    }
    String lower = name.toLowerCase(Locale.ROOT);
    if (!lower.endsWith(".png") && !lower.endsWith(".svg")) {
      throw new UsageException("-o is " + name + "; it must end in .png or .svg.");
    }
    return OutputFiles.file("-o", name);
  }

  private static void write(Picture picture, Path file) throws IOException {
    if (file.toString().toLowerCase(Locale.ROOT).endsWith(".svg")) {
      AtomicFiles.write(file, picture.svg(Theme.AUTO).getBytes(UTF_8));
    } else {
      AtomicFiles.write(file, out -> picture.png(Theme.LIGHT, out));
    }
  }

  private static void print(EstimatorSweep sweep, @Nullable Path file, Output output) {
    boolean varies = sweep.points().size() > 1;
    for (EstimatorSweep.Point point : sweep.points()) {
      if (varies) {
        output.result(EstimatorSweep.name(sweep.knob()) + " " + Values.text(point.value()));
      }
      Table table = new Table("estimator", "bias", "variance", "mse", "cosine", "covered");
      for (EstimatorReport report : point.reports()) {
        EstimatorReport r = report.relative();
        table.row(
            r.estimator(),
            text(r.bias()),
            text(r.variance()),
            text(r.meanSquaredError()),
            text(r.cosine()),
            Double.isNaN(r.covered()) ? "–" : Math.round(100 * r.covered()) + " %");
      }
      output.table(table);
      if (varies) {
        output.result("");
      }
    }
    if (file != null) {
      output.result(file.toString());
    }
  }

  private static String text(Estimate e) {
    return Double.isNaN(e.value())
        ? "–"
        : String.format(Locale.ROOT, "%.3f [%.3f, %.3f]", e.value(), e.low(), e.high())
            .replace('-', '−');
  }

  private static Map<String, Object> json(EstimatorSweep sweep, @Nullable Path file) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("settings", sweep.settings());
    object.put("vary", EstimatorSweep.name(sweep.knob()));
    object.put("points", sweep.points());
    if (file != null) {
      object.put("file", file.toString());
    }
    return object;
  }
}

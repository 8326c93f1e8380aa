package ascent.bench;

import ascent.agent.RunSettings;
import ascent.algo.AlgorithmConfig;
import ascent.algo.Algorithms;
import ascent.cli.bench.Figures;
import ascent.cli.plan.Sb3Names;
import ascent.cli.text.Table;
import ascent.config.Check;
import ascent.config.Configs;
import ascent.config.Nearest;
import ascent.env.registry.EnvSpec;
import ascent.env.registry.Envs;
import ascent.io.Json;
import ascent.train.Trainer;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Holds our learning curves against Stable-Baselines3's, with its hyperparameters: thirty of our
/// seeds against the ten or thirty that were measured there. Then holds the comparison itself
/// against defects that it must see, ten seeds each.
///
/// The statistic was fixed beforehand: the area under the curve of the mean return of the last 20
/// training episodes, every 2,000 steps. Curves count as equal where the 95 % interval of the
/// difference of the mean areas lies within ±8 % of Stable-Baselines3's mean. A defect is seen
/// where they do not.
///
/// Arguments: names of runs, such as `ppo_pendulum`; without any, all of them.
public final class CurvesBench {
  private static final String RESOURCE = "sb3_curves.json";
  private static final double MARGIN = 0.08;
  private static final int SEEDS = 30;
  private static final int SEEDS_OF_A_DEFECT = 10;

  /// Something wrong on purpose: settings as after `--set`, or a time limit taken for an end.
  private record Defect(String name, Map<String, String> set, boolean limitIsTerminal) {
    static final Defect NONE = new Defect("", Map.of(), false);

    static Defect of(String name, String key, String value) {
      return new Defect(name, Map.of(key, value), false);
    }
  }

  private static final Defect NO_VALUES = Defect.of("critic never fitted", "vfCoef", "0");
  private static final Defect LAMBDA = Defect.of("λ too low by .3", "gaeLambda", "0.65");
  private static final Defect LAMBDA_OF_ZOO = Defect.of("λ too low by .3", "gaeLambda", "0.5");
  private static final Defect LAMBDA_OF_TRPO = Defect.of("λ too low by .3", "gaeLambda", "0.68");
  private static final Defect LIMIT = new Defect("no bootstrap at the time limit", Map.of(), true);

  /// The defects that matter on a task: each was named before it was tried.
  private static final Map<String, List<Defect>> DEFECTS =
      Map.of(
          "ppo_cartpole_default",
          List.of(NO_VALUES, LAMBDA, Defect.of("one epoch, not ten", "epochs", "1")),
          "ppo_cartpole_zoo",
          List.of(NO_VALUES, LAMBDA_OF_ZOO, Defect.of("γ .9, not .98", "gamma", "0.9")),
          "ppo_pendulum",
          List.of(NO_VALUES, LAMBDA, LIMIT, Defect.of("γ .99, not .9", "gamma", "0.99")),
          "ppo_acrobot",
          List.of(
              NO_VALUES,
              Defect.of("λ too low by .3", "gaeLambda", "0.64"),
              Defect.of("γ .9, not .99", "gamma", "0.9")),
          "ppo_lunar_tutorial",
          List.of(NO_VALUES, LAMBDA, Defect.of("one epoch, not ten", "epochs", "1")),
          "ppo_lunar_zoo",
          List.of(
              NO_VALUES,
              Defect.of("λ too low by .3", "gaeLambda", "0.68"),
              Defect.of("γ .9, not .999", "gamma", "0.9")),
          "trpo_cartpole_zoo",
          List.of(LAMBDA_OF_TRPO, Defect.of("KL limit a tenth", "targetKl", "0.001")),
          "trpo_pendulum",
          List.of(LAMBDA, LIMIT, Defect.of("KL limit a tenth", "targetKl", "0.001")),
          "a2c_cartpole_zoo",
          List.of(NO_VALUES, Defect.of("λ too low by .3", "gaeLambda", "0.7")));

  private CurvesBench() {}

  public static void main(String... args) throws IOException {
    Map<String, @Nullable Object> runs = Json.object(reference(), "runs");
    List<String> known = List.copyOf(runs.keySet());
    List<String> wanted = args.length == 0 ? known : List.of(args);
    for (String name : wanted) {
      Check.that(
          known.contains(name), "RUN", name, "one of " + known + "." + Nearest.hint(name, known));
    }
    for (String name : wanted) {
      compare(name, runs.get(name));
    }
  }

  private static @Nullable Object reference() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(CurvesBench.class.getResourceAsStream(RESOURCE), RESOURCE)) {
      return Json.parse(in.readAllBytes());
    }
  }

  private static void compare(String name, @Nullable Object run) throws IOException {
    double[] theirs = Json.list(run, "curves").stream().mapToDouble(CurvesBench::area).toArray();
    List<Defect> all = new ArrayList<>(List.of(Defect.NONE));
    all.addAll(DEFECTS.getOrDefault(name, List.of()));
    Table table =
        new Table(
            "",
            "seeds",
            "area",
            "difference, 95 %",
            "of SB3's mean",
            "p",
            "within ±8 %",
            "spread",
            "p",
            "areas");
    table.row(
        "Stable-Baselines3",
        Integer.toString(theirs.length),
        Figures.text(Comparison.mean(theirs), 1),
        "",
        "",
        "",
        "",
        Figures.text(Math.sqrt(Comparison.variance(theirs)), 1),
        "",
        text(theirs));
    for (Defect defect : all) {
      int seeds = defect.equals(Defect.NONE) ? SEEDS : SEEDS_OF_A_DEFECT;
      double[] ours =
          IntStream.rangeClosed(1, seeds).mapToDouble(s -> train(run, defect, s)).toArray();
      table.row(cells(defect, ours, Comparison.of(ours, theirs)));
      IO.println(table.last());
    }
    new Page("Learning curves: " + name, List.of("curves", name))
        .add(description(run))
        .add(table.markdown())
        .publish("curves-" + name.replace('_', '-'));
  }

  private static double area(@Nullable Object curve) {
    return Json.list(curve).stream()
        .filter(Objects::nonNull) // no episode had ended
        .mapToDouble(x -> ((Number) x).doubleValue())
        .average()
        .orElse(Double.NaN);
  }

  private static String text(double[] areas) {
    return String.join(
        " ", DoubleStream.of(areas).mapToObj(a -> Figures.text(a, 0)).toArray(String[]::new));
  }

  private static String[] cells(Defect defect, double[] ours, Comparison c) {
    double percent = 100 / Math.abs(c.reference());
    boolean equal = c.within(MARGIN);
    return new String[] {
      defect.name().isEmpty() ? "**Ascent**" : "planted: " + defect.name(),
      Integer.toString(ours.length),
      Figures.text(c.mean(), 1),
      Figures.text(c.low(), 1) + " … " + Figures.text(c.high(), 1),
      Figures.text(c.low() * percent, 1) + " … " + Figures.text(c.high() * percent, 1) + " %",
      String.format(Locale.ROOT, "%.2g", c.p()),
      equal ? "yes" : "no",
      Figures.text(c.spread(), 2) + " ×",
      String.format(Locale.ROOT, "%.2g", c.spreadP()),
      text(ours)
    };
  }

  /// Trains one seed and gives the area under its curve.
  private static double train(@Nullable Object run, Defect defect, long seed) {
    EnvSpec env = Envs.find(text(run, "env"));
    var curve = new CurveEnv.Curve(number(run, "every"));
    AlgorithmConfig config = config(run);
    config = (AlgorithmConfig) Configs.with((Record) config, defect.set());
    RunSettings settings =
        RunSettings.DEFAULT
            .withEnvs(number(run, "envs"))
            .withSteps(number(run, "steps"))
            .withSeed(seed);
    Trainer.of(CurveEnv.of(env.factory(), curve, defect.limitIsTerminal()))
        .with(config)
        .with(settings)
        .threads(1)
        .train();
    return curve.area(Json.list(run, "curves", 0).size());
  }

  private static AlgorithmConfig config(@Nullable Object run) {
    String name = text(run, "algorithm").toLowerCase(Locale.ROOT);
    AlgorithmConfig defaults = Algorithms.find(name);
    return (AlgorithmConfig) Configs.with((Record) defaults, settings(run));
  }

  private static Map<String, String> settings(@Nullable Object run) {
    Record defaults = (Record) Algorithms.find(text(run, "algorithm").toLowerCase(Locale.ROOT));
    Set<String> known = Configs.toMap(defaults).keySet();
    Map<String, String> settings = new LinkedHashMap<>();
    for (Map.Entry<String, @Nullable Object> setting :
        Json.object(run, "hyperparameters").entrySet()) {
      String name = setting.getKey();
      settings.put(Sb3Names.ours(name, known).orElse(name), String.valueOf(setting.getValue()));
    }
    return settings;
  }

  private static String text(@Nullable Object run, String key) {
    return String.valueOf(Json.at(run, key));
  }

  private static int number(@Nullable Object run, String key) {
    return Integer.parseInt(text(run, key));
  }

  private static String description(@Nullable Object run) {
    return """
    `%s` on `%s`, %d environments, %,d steps, %s; the rest at the defaults that both share. Our seeds are
    1, 2, 3, …, on one thread. The area is the mean of the curve's points: the mean return of the last 20 training
    episodes, every 2,000 steps, from the end of the first episode on. The difference is ours less
    Stable-Baselines3's, with Welch's 95 %% interval. Curves count as equal where the interval lies within ±8 %% of
    Stable-Baselines3's mean. The spread is the standard deviation of the areas between seeds; ours is given as a
    multiple of Stable-Baselines3's. Both p are permutation tests, of the means and of the distances from the
    median. A planted defect that matters on the task must come out as "no".\
    """
        .formatted(
            text(run, "algorithm"),
            text(run, "env"),
            number(run, "envs"),
            number(run, "steps"),
            settings(run));
  }
}

package ascent.lab.course;

import ascent.algo.PPOConfig;
import ascent.env.Env;
import ascent.env.registry.Envs;
import ascent.lab.lesson.Lesson;
import ascent.lab.lesson.LessonResult;
import ascent.lab.lesson.LessonResult.Check;
import ascent.lab.lesson.LessonResult.Row;
import ascent.lab.lesson.LessonRun;
import ascent.study.plot.HeatMap;
import ascent.study.plot.Picture;
import ascent.study.stats.Estimate;
import ascent.study.stats.StudentInterval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

/// Exercise 4.2 of tutorial 003: PPO on LunarLander-v3 with three clip ranges, three numbers of
/// epochs and three λ: all 27 combinations.
///
/// @param steps of a training
public record PpoClipStudy(long steps) implements Lesson {
  private static final long STEPS = 100_000;
  private static final int ENVS = 8;
  private static final int WINDOW = 50; // training episodes
  private static final double LEVEL = 0.95;
  private static final List<Float> CLIPS = List.of(0.1f, 0.2f, 0.3f);
  private static final List<Integer> EPOCHS = List.of(3, 10, 20);
  private static final List<Float> LAMBDAS = List.of(0.9f, 0.95f, 0.99f);
  private static final int THREE = 3; // values of each

  private static final PPOConfig PPO =
      PPOConfig.DEFAULT.withRolloutSteps(256).withBatchSize(128).withEntCoef(0.01f);

  /// The study that takes minutes: 100,000 steps a training.
  public PpoClipStudy() {
    this(STEPS);
  }

  @Override
  public String name() {
    return "ppo-clip-study";
  }

  @Override
  public String summary() {
    return "PPO on LunarLander: clip range, epochs and λ, all 27 combinations.";
  }

  @Override
  public List<String> tutorials() {
    return List.of("003");
  }

  @Override
  public int seeds() {
    return 3;
  }

  /// In the order of clip ranges, then epochs, then λ.
  private List<Setting> settings() {
    Supplier<Env> lander = Envs.find("LunarLander-v3").factory()::get;
    List<Setting> settings = new ArrayList<>();
    for (float clip : CLIPS) {
      for (int epochs : EPOCHS) {
        for (float lambda : LAMBDAS) {
          PPOConfig config = PPO.withClipRange(clip).withEpochs(epochs).withGaeLambda(lambda);
          String label = "clip %s, %d epochs, λ = %s".formatted(clip, epochs, lambda);
          settings.add(Setting.ofSteps(label, lander, config, steps).withEnvs(ENVS));
        }
      }
    }
    return settings;
  }

  @Override
  public LessonResult run(LessonRun run) {
    Trainings trained = Trainings.of(run, settings());
    double[] means = new double[trained.settings().size()];
    for (int i = 0; i < means.length; i++) {
      means[i] = Arrays.stream(last(trained, i)).average().orElseThrow();
    }
    List<Row> rows = new ArrayList<>();
    for (int k = 0; k < THREE; k++) {
      rows.add(factor("clip range " + CLIPS.get(k), trained, k, 9));
    }
    for (int k = 0; k < THREE; k++) {
      rows.add(factor(EPOCHS.get(k) + " epochs", trained, k, THREE));
    }
    for (int k = 0; k < THREE; k++) {
      rows.add(factor("λ = " + LAMBDAS.get(k), trained, k, 1));
    }
    int best = extreme(1, means);
    int worst = extreme(-1, means);
    rows.add(cell("best", trained, best));
    rows.add(cell("worst", trained, worst));
    Map<String, Object> data = new LinkedHashMap<>(trained.last(WINDOW));
    double few = mean(trained, i -> i / THREE % THREE == 0);
    double many = mean(trained, i -> i / THREE % THREE != 0);
    List<Check> checks =
        List.of(
            new Check(
                "with 10 or 20 epochs the returns are at least 30 higher than with 3, on average",
                many - few >= 30,
                Texts.list(few, many)),
            new Check(
                "the best combination is at least 100 above the worst",
                means[best] - means[worst] >= 100,
                Texts.list(means[worst], means[best])));
    return new LessonResult(rows, checks, picture(trained), data);
  }

  private static double[] last(Trainings trained, int setting) {
    return trained.values(setting, t -> t.last(WINDOW));
  }

  private static int extreme(int sign, double... values) {
    int at = 0;
    for (int i = 1; i < values.length; i++) {
      at = sign * values[i] > sign * values[at] ? i : at;
    }
    return at;
  }

  /// The returns of all runs with the k-th value of a factor.
  ///
  /// @param stride settings between two values of the factor
  private static Row factor(String what, Trainings trained, int k, int stride) {
    double[] all = returns(trained, i -> i / stride % THREE == k);
    return new Row(what + ": mean return, " + all.length + " runs", "–", Texts.mean(LEVEL, all));
  }

  private static double[] returns(Trainings trained, IntPredicate chosen) {
    List<Double> all = new ArrayList<>();
    for (int i = 0; i < trained.settings().size(); i++) {
      if (chosen.test(i)) {
        Arrays.stream(last(trained, i)).forEach(all::add);
      }
    }
    return all.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static double mean(Trainings trained, IntPredicate chosen) {
    return StudentInterval.ofMean(LEVEL, returns(trained, chosen)).value();
  }

  private static Row cell(String what, Trainings trained, int setting) {
    return new Row(
        "%s: %s".formatted(what, trained.settings().get(setting).label()),
        "–",
        Texts.medianAndRange(last(trained, setting)));
  }

  private Picture picture(Trainings trained) {
    List<String> down = new ArrayList<>();
    Estimate[][] values = new Estimate[CLIPS.size() * EPOCHS.size()][THREE];
    for (int r = 0; r < values.length; r++) {
      down.add("%s, %d epochs".formatted(CLIPS.get(r / THREE), EPOCHS.get(r % THREE)));
      for (int c = 0; c < THREE; c++) {
        values[r][c] = StudentInterval.ofMean(LEVEL, last(trained, r * THREE + c));
      }
    }
    return new HeatMap(
            "PPO on LunarLander-v3 after %,d steps".formatted(steps),
            "return of the last %d training episodes: mean of %d seeds, and its 95 %% interval"
                .formatted(WINDOW, trained.runs().getFirst().size()),
            new HeatMap.Labels("λ", LAMBDAS.stream().map(String::valueOf).toList()),
            new HeatMap.Labels("clip range, epochs", down),
            values)
        .picture(Texts.SIZE.width());
  }
}

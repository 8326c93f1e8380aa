package ascent.lab.course;

import ascent.algo.A2CConfig;
import ascent.algo.PPOConfig;
import ascent.env.Env;
import ascent.envs.CartPole;
import ascent.lab.lesson.Lesson;
import ascent.lab.lesson.LessonResult;
import ascent.lab.lesson.LessonResult.Check;
import ascent.lab.lesson.LessonResult.Row;
import ascent.lab.lesson.LessonRun;
import ascent.policy.NetworkConfig;
import ascent.study.plot.Curve;
import ascent.study.plot.Picture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/// One environment against several (exercise 4.6 of tutorial 003) on CartPole-v1: steps until the
/// threshold, spread over the seeds, and time. A2C takes 5 steps of each environment, so that its
/// updates become larger and fewer; PPO's rollouts are of 1,024 steps, however many environments
/// make them.
///
/// Time is no result, since it differs from run to run: it is told as progress.
public final class ParallelEnvs implements Lesson {
  private static final long STEPS = 100_000;
  private static final int WINDOW = 20; // training episodes
  private static final double THRESHOLD = 400;
  private static final int ROLLOUT = 1_024;
  private static final List<Integer> ENVS = List.of(1, 4, 8, 16);
  private static final int COUNT = 4;
  private static final int POINTS = 50; // of a mean over the training
  private static final Supplier<Env> CART_POLE = CartPole::new;

  private static final A2CConfig A2C =
      Tutorial.A2C.withNetwork(NetworkConfig.DEFAULT).withLearningRate(3e-3f).withEntCoef(0);
  private static final PPOConfig PPO = PPOConfig.DEFAULT.withBatchSize(128).withLearningRate(1e-3f);

  @Override
  public String name() {
    return "parallel-envs";
  }

  @Override
  public String summary() {
    return "1, 4, 8 and 16 environments: steps and time until the threshold, spread over seeds.";
  }

  @Override
  public List<String> tutorials() {
    return List.of("002", "003");
  }

  @Override
  public int seeds() {
    return 10;
  }

  private static String label(String algorithm, int envs) {
    return "%s, %d %s".formatted(algorithm, envs, envs == 1 ? "environment" : "environments");
  }

  private static List<Setting> settings() {
    List<Setting> settings = new ArrayList<>();
    for (int envs : ENVS) {
      settings.add(Setting.ofSteps(label("A2C", envs), CART_POLE, A2C, STEPS).withEnvs(envs));
    }
    for (int envs : ENVS) {
      PPOConfig config = PPO.withRolloutSteps(ROLLOUT / envs);
      settings.add(Setting.ofSteps(label("PPO", envs), CART_POLE, config, STEPS).withEnvs(envs));
    }
    return settings;
  }

  @Override
  public LessonResult run(LessonRun run) {
    Trainings trained = timed(run);
    List<Row> rows = new ArrayList<>();
    Map<String, Object> data = new LinkedHashMap<>();
    for (int i = 0; i < 2 * COUNT; i++) {
      String label = trained.settings().get(i).label();
      double[] steps = trained.values(i, ParallelEnvs::untilThreshold);
      double[] last = trained.values(i, t -> t.last(WINDOW));
      rows.add(
          new Row(
              "%s: steps until a mean of %.0f".formatted(label, THRESHOLD),
              "–",
              Texts.medianAndRange(steps)));
      rows.add(new Row(label + ": last 20 returns", "–", Texts.medianAndRange(last)));
      data.put(label, steps);
    }
    return new LessonResult(rows, checks(trained), picture(trained), data);
  }

  /// Trains all, and tells the time of each.
  private static Trainings timed(LessonRun run) {
    List<Setting> settings = settings();
    List<Callable<Training>> tasks = new ArrayList<>();
    for (Setting setting : settings) {
      for (long seed : run.eachSeed()) {
        tasks.add(() -> {
          long start = System.nanoTime();
          Training training = setting.train(seed);
          double seconds = 1e-9 * (System.nanoTime() - start);
          String line =
              String.format(
                  Locale.ROOT,
                  "%s, seed %d: %.2f s for %,d steps, %.2f s until the threshold",
                  setting.label(),
                  seed,
                  seconds,
                  STEPS,
                  seconds * untilThreshold(training) / STEPS);
          run.progress().accept(line);
          return training;
        });
      }
    }
    List<Training> all = run.all(tasks);
    List<List<Training>> runs = new ArrayList<>();
    for (int i = 0; i < settings.size(); i++) {
      runs.add(all.subList(i * run.seeds(), (i + 1) * run.seeds()));
    }
    return new Trainings(settings, runs);
  }

  private static double untilThreshold(Training training) {
    return training.firstStep(WINDOW, THRESHOLD, STEPS);
  }

  private static double steps(Trainings trained, int setting) {
    return Texts.median(trained.values(setting, ParallelEnvs::untilThreshold));
  }

  /// The mean over seeds and the training of the last returns.
  private static double throughout(Trainings trained, int setting) {
    double sum = 0;
    for (int point = 1; point <= POINTS; point++) {
      long step = STEPS * point / POINTS;
      double[] returns = trained.values(setting, t -> t.untilStep(step, WINDOW));
      sum += Arrays.stream(returns).average().orElseThrow();
    }
    return sum / POINTS;
  }

  private static List<Check> checks(Trainings trained) {
    double one = steps(trained, COUNT);
    double sixteen = steps(trained, 2 * COUNT - 1);
    double a2cOne = throughout(trained, 0);
    double a2cEight = throughout(trained, 2);
    return List.of(
        new Check(
            "PPO with rollouts of 1,024 steps needs as many steps with 16 environments as with 1, within a factor of 1.6",
            Math.max(one, sixteen) / Math.min(one, sixteen) <= 1.6,
            Texts.list(one, sixteen)),
        new Check(
            "A2C returns at least a tenth more with 8 environments than with 1, over the whole training",
            a2cEight >= 1.1 * a2cOne,
            Texts.list(a2cOne, a2cEight)));
  }

  private static Picture picture(Trainings trained) {
    List<Curve> curves = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      curves.add(trained.curve(i, STEPS, (t, step) -> t.untilStep(Math.round(step), WINDOW)));
    }
    return Texts.plot(
        "A2C on CartPole-v1 with 1, 4, 8 and 16 environments",
        "mean return of the last %d training episodes: median of %d seeds, and all of them"
            .formatted(WINDOW, trained.runs().getFirst().size()),
        "steps",
        "return",
        curves);
  }
}

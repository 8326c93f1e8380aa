package ascent.lab.course;

import ascent.algo.A2CConfig;
import ascent.distribution.DistributionConfig.Gsde;
import ascent.env.Env;
import ascent.envs.MountainCarContinuous;
import ascent.lab.lesson.Lesson;
import ascent.lab.lesson.LessonResult;
import ascent.lab.lesson.LessonResult.Check;
import ascent.lab.lesson.LessonResult.Row;
import ascent.lab.lesson.LessonRun;
import ascent.nn.Init;
import ascent.policy.NetworkConfig;
import ascent.rollout.NormalizationConfig;
import ascent.study.plot.Values;
import java.util.List;
import java.util.function.Supplier;

/// REINFORCE with a Gaussian policy on MountainCarContinuous-v0, as in tutorial 001. Fresh noise at
/// every step shakes the car and hardly ever swings it up, and what is learned is to stand still;
/// noise that lasts for some steps reaches the goal at once.
public final class GaussianReinforce implements Lesson {
  private static final int EPISODES = 500;
  private static final long STEPS = 500_000; // more than 500 episodes take
  private static final int WINDOW = 50;
  private static final Supplier<Env> CAR = MountainCarContinuous::new;

  /// The preset tuned of A2C: noise that is drawn every 16 steps, normalised observations.
  private static final A2CConfig LASTING =
      A2CConfig.DEFAULT
          .withRolloutSteps(100)
          .withDistribution(new Gsde(Gsde.DEFAULT.logStdInit(), 16))
          .withNetwork(NetworkConfig.DEFAULT.withInit(Init.UNIFORM))
          .withNormalization(NormalizationConfig.BOTH);

  private static final List<Setting> SETTINGS =
      List.of(
          new Setting("REINFORCE", CAR, Tutorial.REINFORCE, 1, STEPS, EPISODES),
          new Setting("A2C, noise that lasts", CAR, LASTING, 4, 100_000, 0));

  @Override
  public String name() {
    return "gaussian-reinforce";
  }

  @Override
  public String summary() {
    return "A Gaussian policy on MountainCarContinuous: noise that shakes, and noise that lasts.";
  }

  @Override
  public List<String> tutorials() {
    return List.of("001");
  }

  @Override
  public int seeds() {
    return 3;
  }

  @Override
  public LessonResult run(LessonRun run) {
    Trainings trained = Trainings.of(run, SETTINGS);
    double[] returns = trained.values(0, t -> t.last(WINDOW));
    double[] goals = trained.values(0, GaussianReinforce::goals);
    double[] lasting = trained.values(1, t -> t.last(WINDOW));
    List<Row> rows =
        List.of(
            new Row(
                "REINFORCE: mean return of the last 50 of 500 episodes",
                "– (its code: −34 to −41)",
                Texts.medianAndRange(returns)),
            new Row(
                "REINFORCE: episodes that reached the goal",
                "– (its code: 5 to 24)",
                Texts.medianAndRange(goals)),
            new Row(
                "A2C, noise that lasts: last 50 within 100,000 steps",
                "–",
                Texts.medianAndRange(lasting)));
    List<Check> checks =
        List.of(
            new Check(
                "the tutorial's settings return less than 0 in the median",
                Texts.median(returns) < 0,
                Values.text(Texts.median(returns))),
            new Check(
                "with noise that lasts the median is at least 80",
                Texts.median(lasting) >= 80,
                Values.text(Texts.median(lasting))));
    return new LessonResult(
        rows,
        checks,
        trained.bySteps("A Gaussian policy on MountainCarContinuous-v0", WINDOW),
        trained.last(WINDOW));
  }

  /// How many training episodes ended at the goal: those before the time limit of 999 steps.
  private static double goals(Training training) {
    return training.episodes().stream().filter(e -> e.length() < 999).count();
  }
}

package ascent.lab.course;

import ascent.agent.Agent;
import ascent.algo.PPOConfig;
import ascent.distribution.ActionDistribution.Categorical;
import ascent.env.Env;
import ascent.envs.CartPole;
import ascent.lab.lesson.Lesson;
import ascent.lab.lesson.LessonResult;
import ascent.lab.lesson.LessonResult.Check;
import ascent.lab.lesson.LessonResult.Row;
import ascent.lab.lesson.LessonRun;
import ascent.nn.Init;
import ascent.nn.OptimizerConfig;
import ascent.policy.NetworkConfig;
import ascent.study.plot.Curve;
import ascent.study.plot.Picture;
import ascent.study.plot.Values;
import ascent.study.stats.Estimate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// PPO on CartPole-v1: the settings of tutorial 003, then one named change at a time to those of
/// Stable-Baselines3. What holds the tutorial's back is the network that actor and critic share:
/// the value loss is hundreds of times larger than the policy's, and their common gradient is
/// clipped to 0.5.
public final class PpoLesson implements Lesson {
  private static final long STEPS = 204_800;
  private static final int WINDOW = 100; // training episodes
  private static final int APART = 2; // the setting with separate networks
  private static final int EVALUATED = 20; // episodes
  private static final int LONGEST = 500; // steps of an episode
  private static final Supplier<Env> CART_POLE = CartPole::new;

  /// Mean returns that the tutorial prints, and those of its own code: means of five seeds.
  private static final List<Claim> CLAIMS =
      List.of(
          new Claim(20_480, "156.3 (its code: 78)"),
          new Claim(40_960, "287.5 (its code: 75)"),
          new Claim(61_440, "398.2 (its code: 119)"),
          new Claim(81_920, "456.7 (its code: 137)"),
          new Claim(102_400, "482.1 (its code: 151)"),
          new Claim(STEPS, "498.7 (its code: 130 to 353)"));

  private record Claim(long step, String text) {}

  private static final PPOConfig SEPARATE =
      Tutorial.PPO.withNetwork(NetworkConfig.DEFAULT.withInit(Init.UNIFORM));
  private static final PPOConfig ORTHOGONAL = SEPARATE.withNetwork(NetworkConfig.DEFAULT);
  private static final PPOConfig MINIBATCH =
      ORTHOGONAL
          .withNormalizeAdvantage(PPOConfig.DEFAULT.normalizeAdvantage())
          .withOptimizer(OptimizerConfig.DEFAULT);

  private static final Setting TUTORIAL =
      Setting.ofSteps("tutorial", Tutorial.CART_POLE, Tutorial.PPO, STEPS);

  private static final List<Setting> SETTINGS =
      List.of(
          TUTORIAL,
          TUTORIAL.with("value loss × 0.01 instead", Tutorial.PPO.withVfCoef(0.005f)),
          TUTORIAL.with("separate networks", SEPARATE),
          TUTORIAL.with("+ orthogonal weights", ORTHOGONAL),
          TUTORIAL.with("+ Adam's ε, minibatches normalised", MINIBATCH),
          TUTORIAL.with("+ no entropy bonus", MINIBATCH.withEntCoef(0)),
          TUTORIAL.with("+ V beyond the time limit", PPOConfig.DEFAULT).on(CART_POLE));

  @Override
  public String name() {
    return "ppo";
  }

  @Override
  public String summary() {
    return "PPO on CartPole: from the tutorial's settings to 500, one change at a time.";
  }

  @Override
  public List<String> tutorials() {
    return List.of("000", "003");
  }

  @Override
  public int seeds() {
    return 5;
  }

  @Override
  public LessonResult run(LessonRun run) {
    Trainings trained = Trainings.of(run, SETTINGS);
    List<Row> rows = new ArrayList<>();
    for (Claim claim : CLAIMS) {
      double[] returns = trained.values(0, t -> t.untilStep(claim.step, WINDOW));
      String what = "tutorial: last 100 episodes at %,d steps".formatted(claim.step);
      rows.add(new Row(what, claim.text, Texts.medianAndRange(returns)));
    }
    int end = SETTINGS.size() - 1;
    for (int i = 1; i <= end; i++) {
      double[] returns = trained.values(i, t -> t.last(WINDOW));
      String what = SETTINGS.get(i).label() + ": last 100";
      rows.add(new Row(what, "–", Texts.medianAndRange(returns)));
    }
    double[] policies = trained.values(end, PpoLesson::evaluated);
    rows.add(
        new Row(
            "the last one's most probable actions, %d episodes".formatted(EVALUATED),
            "–",
            Texts.medianAndRange(policies)));
    Map<String, Object> data = new LinkedHashMap<>(trained.last(WINDOW));
    data.put("evaluated", policies);
    return new LessonResult(
            rows, checks(trained), trained.bySteps("PPO on CartPole-v1", WINDOW), data)
        .with("policy", policy());
  }

  private static List<Check> checks(Trainings trained) {
    double first = trained.medianOfLast(0, WINDOW);
    double last = trained.medianOfLast(SETTINGS.size() - 1, WINDOW);
    double separate = trained.medianOfLast(APART, WINDOW);
    return List.of(
        new Check(
            "the tutorial's settings stay below its claim, 498.7, in the median",
            first < 498.7,
            Values.text(first)),
        new Check(
            "separate networks alone reach 480 in the median of the last 100 training episodes",
            separate >= 480,
            Values.text(separate)),
        new Check(
            "with Stable-Baselines3's details the median is at least 495",
            last >= 495,
            Values.text(last)));
  }

  /// The probability of a push to the right over the pole's angle, all else at rest.
  private static Picture policy() {
    List<Agent> agents = new Moments(10_000L, 50_000L).of(SETTINGS.getLast(), 1);
    List<String> names = List.of("before", "after 10,000 steps", "after 50,000", "after 204,800");
    List<Curve> curves = new ArrayList<>();
    for (int k = 0; k < names.size(); k++) {
      List<Double> x = new ArrayList<>();
      List<Estimate> y = new ArrayList<>();
      for (int tenths = -120; tenths <= 120; tenths += 4) { // the pole has fallen at 12 degrees
        float[] obs = {0, 0, (float) StrictMath.toRadians(tenths / 10.0), 0};
        Categorical pushes = (Categorical) agents.get(k).distribution(obs);
        x.add(tenths / 10.0);
        y.add(Texts.point(pushes.probabilities().get(1)));
      }
      curves.add(new Curve(names.get(k), 1, x, y));
    }
    return Texts.plot(
        "CartPole-v1: the policy over the pole's angle",
        "probability of a push to the right; cart and pole at rest in the middle; seed 1",
        "angle in degrees",
        "probability",
        curves);
  }

  private static double evaluated(Training training) {
    return training.agent().evaluate(CART_POLE, EVALUATED, 1, true, LONGEST).meanReturn();
  }
}

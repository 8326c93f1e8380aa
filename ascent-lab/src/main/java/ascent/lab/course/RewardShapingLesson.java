package ascent.lab.course;

import ascent.algo.PPOConfig;
import ascent.env.Env;
import ascent.env.wrap.Wrappers;
import ascent.envs.MountainCar;
import ascent.envs.MountainCarContinuous;
import ascent.envs.tabular.TabularMdp;
import ascent.envs.tabular.TabularSolver;
import ascent.lab.exact.RandomMdp;
import ascent.lab.exact.ShapedRewards;
import ascent.lab.lesson.Lesson;
import ascent.lab.lesson.LessonResult;
import ascent.lab.lesson.LessonResult.Check;
import ascent.lab.lesson.LessonResult.Row;
import ascent.lab.lesson.LessonRun;
import ascent.rng.Rng;
import ascent.rollout.NormalizationConfig;
import ascent.study.plot.Curve;
import ascent.study.plot.Picture;
import ascent.study.plot.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Reward shaping on both mountain cars: the bonus of tutorial 001, its movement 10,000 times as
/// large, and the car's energy as a potential. And on random MDPs, solved exactly, what a bonus and
/// a potential do to the optimal policy.
public final class RewardShapingLesson implements Lesson {
  private static final long STEPS = 100_000;
  private static final int ENVS = 8;
  private static final int WINDOW = 50; // training episodes
  private static final int MDPS = 200;
  private static final double GAMMA = 0.99; // of PPO
  private static final int HORIZON = 2_000; // steps after which γʰ is below 1e-8

  private static final Supplier<Env> CAR = MountainCar::new;
  private static final Supplier<Env> CONTINUOUS = MountainCarContinuous::new;

  private static final String TUTORIAL = "reward-shaping:bonus:0.1:100";
  private static final String LARGE = "reward-shaping:bonus:1000:100";
  private static final String ENERGY = "reward-shaping:potential:0.99:37.5@-0.52:5000";

  private static final PPOConfig PPO =
      PPOConfig.DEFAULT
          .withRolloutSteps(512)
          .withBatchSize(256)
          .withNormalization(NormalizationConfig.DEFAULT.withNormalizeObservations(true));

  private static final Setting PLAIN =
      Setting.ofSteps("no shaping", CAR, PPO, STEPS).withEnvs(ENVS);

  private static final List<Setting> SETTINGS =
      List.of(
          PLAIN,
          PLAIN.with("the tutorial's bonus", PPO).on(shaped(CAR, TUTORIAL)),
          PLAIN.with("its movement × 10,000", PPO).on(shaped(CAR, LARGE)),
          PLAIN.with("energy as a potential", PPO).on(shaped(CAR, ENERGY)),
          PLAIN.with("continuous, no shaping", PPO).on(CONTINUOUS),
          PLAIN.with("continuous, the tutorial's bonus", PPO).on(shaped(CONTINUOUS, TUTORIAL)),
          PLAIN.with("continuous, its movement × 10,000", PPO).on(shaped(CONTINUOUS, LARGE)),
          PLAIN.with("continuous, energy as a potential", PPO).on(shaped(CONTINUOUS, ENERGY)));

  private static final int BONUS = 1; // settings
  private static final int MOVING = 2;
  private static final int POTENTIAL = 3;
  private static final int OF_CAR = 4; // settings of MountainCar-v0

  /// What shaping does to the optimal policies of random MDPs.
  ///
  /// @param byPotential share of MDPs whose optimal policy a potential changes
  /// @param byBonus share of those in which a bonus for moving does
  private record Changed(double byPotential, double byBonus) {}

  private static Supplier<Env> shaped(Supplier<Env> env, String wrapper) {
    return Wrappers.parse(wrapper).around(env)::get;
  }

  @Override
  public String name() {
    return "reward-shaping";
  }

  @Override
  public String summary() {
    return "Reward shaping: a bonus for moving, a potential, and what they do to the optimum.";
  }

  @Override
  public List<String> tutorials() {
    return List.of("001");
  }

  @Override
  public int seeds() {
    return 5;
  }

  @Override
  public LessonResult run(LessonRun run) {
    Trainings trained = Trainings.of(run, SETTINGS);
    Changed changed = changed();
    List<Row> rows = new ArrayList<>();
    Map<String, Object> data = new LinkedHashMap<>();
    for (int i = 0; i < SETTINGS.size(); i++) {
      double[] lengths = lengths(trained, i);
      String label = (i < OF_CAR ? "MountainCar-v0, " : "") + SETTINGS.get(i).label();
      String claim = i % OF_CAR == BONUS ? "solves sparse rewards" : "–";
      rows.add(new Row(label + ": steps to the goal", claim, Texts.medianAndRange(lengths)));
      data.put(label, lengths);
    }
    rows.add(
        new Row(
            "random MDPs whose optimal policy a potential changes",
            "0",
            percent(changed.byPotential)));
    rows.add(new Row("… a bonus for moving changes", "–", percent(changed.byBonus)));
    data.put("changed", changed);
    return new LessonResult(rows, checks(trained, changed), picture(trained), data);
  }

  private static String percent(double share) {
    return Values.text(100 * share) + " %";
  }

  private static double[] lengths(Trainings trained, int setting) {
    return trained.values(setting, t -> t.lastLength(WINDOW));
  }

  private static double median(Trainings trained, int setting) {
    return Texts.median(lengths(trained, setting));
  }

  private static List<Check> checks(Trainings trained, Changed changed) {
    double bonus = median(trained, BONUS);
    double worst = Arrays.stream(lengths(trained, POTENTIAL)).max().orElseThrow();
    double potential = median(trained, POTENTIAL);
    double moving = median(trained, MOVING);
    double continuous = median(trained, OF_CAR + POTENTIAL);
    double movingOn = median(trained, OF_CAR + MOVING);
    return List.of(
        new Check(
            "MountainCar-v0: with the potential every seed takes at most 165 steps",
            worst <= 165,
            Values.text(worst)),
        new Check(
            "the tutorial's bonus takes at least 20 more, in the median",
            bonus - potential >= 20,
            Values.text(bonus - potential)),
        new Check(
            "who is paid for moving arrives at least 20 steps later than with the potential, on both cars",
            moving - potential >= 20 && movingOn - continuous >= 20,
            Texts.list(moving - potential, movingOn - continuous)),
        new Check(
            "a potential changes no optimal policy of a random MDP, a bonus more than half of them",
            changed.byPotential == 0 && changed.byBonus > 0.5,
            percent(changed.byPotential) + "; " + percent(changed.byBonus)));
  }

  /// Solves random MDPs as they are, with a potential of normal values, and with |ΔΦ| as a bonus.
  private static Changed changed() {
    int byPotential = 0;
    int byBonus = 0;
    for (int k = 0; k < MDPS; k++) {
      TabularMdp mdp = new RandomMdp(new RandomMdp.Shape(8, 3, 3, 0.1), k);
      Rng rng = Rng.stream(k, "potential");
      double[] potential = new double[mdp.states()];
      Arrays.setAll(potential, s -> 5 * rng.normal());
      int[] optimal = optimal(mdp);
      TabularMdp shaped = ShapedRewards.potential(mdp, GAMMA, potential);
      TabularMdp moved =
          new ShapedRewards(mdp, (s, t) -> Math.abs(potential[t.next()] - potential[s]));
      byPotential += Arrays.equals(optimal, optimal(shaped)) ? 0 : 1;
      byBonus += Arrays.equals(optimal, optimal(moved)) ? 0 : 1;
    }
    return new Changed((double) byPotential / MDPS, (double) byBonus / MDPS);
  }

  private static int[] optimal(TabularMdp mdp) {
    TabularSolver solver = TabularSolver.discounted(mdp, GAMMA);
    return solver.greedy(solver.optimalValues(HORIZON));
  }

  private static Picture picture(Trainings trained) {
    List<Curve> curves = new ArrayList<>();
    for (int i = 0; i < OF_CAR; i++) {
      curves.add(trained.curve(i, STEPS, (t, step) -> t.lengthUntilStep(Math.round(step), WINDOW)));
    }
    return Texts.plot(
        "Reward shaping on MountainCar-v0: steps until the goal, at most 200",
        "mean length of the last %d training episodes: median of %d seeds, and all of them"
            .formatted(WINDOW, trained.runs().getFirst().size()),
        "steps",
        "steps of an episode",
        curves);
  }
}

package ascent.lab.course;

import ascent.algo.A2CConfig;
import ascent.algo.Schedule;
import ascent.env.Env;
import ascent.envs.CartPole;
import ascent.envs.tabular.TabularEnv;
import ascent.lab.lesson.Lesson;
import ascent.lab.lesson.LessonResult;
import ascent.lab.lesson.LessonResult.Check;
import ascent.lab.lesson.LessonResult.Row;
import ascent.lab.lesson.LessonRun;
import ascent.policy.NetworkConfig;
import ascent.study.plot.Curve;
import ascent.study.plot.Picture;
import ascent.study.plot.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/// The entropy bonus, with A2C: none, small, large, and annealed from large to small (exercise 4.4
/// of tutorial 003). On [TollRoad] the task is lost without it; on CartPole-v1, which nothing has
/// to be found in, it costs.
public final class EntropyLesson implements Lesson {
  private static final long STEPS = 100_000;
  private static final int ENVS = 8;
  private static final int WINDOW = 100; // training episodes
  private static final TollRoad TOLL_ROAD = new TollRoad(12, 0.05);
  private static final int LONGEST = 50; // steps of an episode on the road
  private static final double OPTIMUM = 0.4; // 1 − 12 · 0.05

  private static final Supplier<Env> CART_POLE = CartPole::new;

  private static final A2CConfig A2C =
      Tutorial.A2C.withNetwork(NetworkConfig.DEFAULT).withLearningRate(3e-3f);
  private static final A2CConfig TABLE =
      A2C.withNetwork(NetworkConfig.DEFAULT.withPolicyLayers(List.of()).withValueLayers(List.of()));

  private static final List<Schedule> BONUSES =
      List.of(
          Schedule.constant(0),
          Schedule.constant(0.01f),
          Schedule.constant(0.1f),
          Schedule.linear(0.1f, 0.001f));
  private static final List<String> NAMES =
      List.of("no bonus", "0.01", "0.1", "0.1 falling to 0.001");
  private static final int NONE = 0;
  private static final int FIXED = 2;
  private static final int FALLING = 3;
  private static final int COUNT = 4;

  private static Env road() {
    return new TabularEnv(TOLL_ROAD, LONGEST);
  }

  @Override
  public String name() {
    return "entropy";
  }

  @Override
  public String summary() {
    return "The entropy bonus: where a task is lost without it, where it costs, and annealing.";
  }

  @Override
  public List<String> tutorials() {
    return List.of("001", "002", "003");
  }

  @Override
  public int seeds() {
    return 5;
  }

  private static List<Setting> settings() {
    List<Setting> settings = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      A2CConfig config = TABLE.withEntCoef(BONUSES.get(i));
      settings.add(
          Setting.ofSteps(NAMES.get(i), EntropyLesson::road, config, STEPS).withEnvs(ENVS));
    }
    for (int i = 0; i < COUNT; i++) {
      A2CConfig config = A2C.withEntCoef(BONUSES.get(i));
      String label = "CartPole-v1, " + NAMES.get(i);
      settings.add(Setting.ofSteps(label, CART_POLE, config, STEPS).withEnvs(ENVS));
    }
    return settings;
  }

  @Override
  public LessonResult run(LessonRun run) {
    Trainings trained = Trainings.of(run, settings());
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 2 * COUNT; i++) {
      String label = trained.settings().get(i).label();
      rows.add(
          new Row(
              (i < COUNT ? "toll road, " : "") + label + ": last 100",
              i % COUNT == NONE ? "–" : "explores",
              Texts.medianAndRange(trained.values(i, t -> t.last(WINDOW)))));
    }
    rows.add(new Row("toll road, the best return", "–", Values.text(OPTIMUM)));
    return new LessonResult(rows, checks(trained), picture(trained), trained.last(WINDOW));
  }

  private static List<Check> checks(Trainings trained) {
    double none = trained.medianOfLast(NONE, WINDOW);
    double fixed = trained.medianOfLast(FIXED, WINDOW);
    double falling =
        Arrays.stream(trained.values(FALLING, t -> t.last(WINDOW))).min().orElseThrow();
    double cartPole = trained.medianOfLast(COUNT + NONE, WINDOW);
    double cartPoleFixed = trained.medianOfLast(COUNT + FIXED, WINDOW);
    double cartPoleFalling = trained.medianOfLast(COUNT + FALLING, WINDOW);
    return List.of(
        new Check(
            "without a bonus the prize at the end of the road is given up: the median is at most 0",
            none <= 0,
            Values.text(none)),
        new Check(
            "with a falling bonus every seed is within 0.05 of the best return",
            falling >= OPTIMUM - 0.05,
            Values.text(falling)),
        new Check(
            "a bonus that stays at 0.1 costs at least 0.15 of it, in the median",
            falling - fixed >= 0.15,
            Values.text(falling - fixed)),
        new Check(
            "on CartPole-v1 the bonus of 0.1 costs at least 100, and less when it falls",
            cartPole - cartPoleFixed >= 100 && cartPoleFalling - cartPoleFixed >= 50,
            Texts.list(cartPole, cartPoleFixed, cartPoleFalling)));
  }

  private static Picture picture(Trainings trained) {
    List<Curve> curves = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      curves.add(trained.curve(i, STEPS, (t, step) -> t.untilStep(Math.round(step), WINDOW)));
    }
    return Texts.plot(
        "The entropy bonus on a road with a toll and a prize at its end",
        "mean return of the last %d training episodes: median of %d seeds, and all of them"
            .formatted(WINDOW, trained.runs().getFirst().size()),
        "steps",
        "return",
        curves);
  }
}

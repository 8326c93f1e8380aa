package ascent.lab.course;

import ascent.algo.A2CConfig;
import ascent.env.Env;
import ascent.envs.CartPole;
import ascent.lab.lesson.Lesson;
import ascent.lab.lesson.LessonResult;
import ascent.lab.lesson.LessonResult.Check;
import ascent.lab.lesson.LessonResult.Row;
import ascent.lab.lesson.LessonRun;
import ascent.policy.NetworkConfig;
import ascent.study.plot.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// A2C on CartPole-v1: the settings of tutorial 003 with one environment and with eight, and how
/// far 500 episodes go with others.
public final class A2cLesson implements Lesson {
  private static final int EPISODES = 500;
  private static final int WINDOW = 100;
  private static final Supplier<Env> CART_POLE = CartPole::new;
  private static final A2CConfig SEPARATE = Tutorial.A2C.withNetwork(NetworkConfig.DEFAULT);

  private static final Setting FIRST =
      Setting.ofEpisodes("tutorial", Tutorial.CART_POLE, Tutorial.A2C, EPISODES);
  private static final Setting EIGHT = FIRST.with("+ 8 environments", Tutorial.A2C).withEnvs(8);
  private static final Setting NETWORKS = EIGHT.with("+ separate tanh networks", SEPARATE);

  private static final List<Setting> SETTINGS =
      List.of(
          FIRST,
          EIGHT,
          NETWORKS,
          NETWORKS.with("+ V beyond the time limit", SEPARATE).on(CART_POLE));

  @Override
  public String name() {
    return "a2c";
  }

  @Override
  public String summary() {
    return "A2C with one environment and with eight: how far 500 episodes of CartPole go.";
  }

  @Override
  public List<String> tutorials() {
    return List.of("001", "003");
  }

  @Override
  public int seeds() {
    return 5;
  }

  @Override
  public LessonResult run(LessonRun run) {
    Trainings trained = Trainings.of(run, SETTINGS);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < SETTINGS.size(); i++) {
      rows.add(
          new Row(
              SETTINGS.get(i).label() + ": last 100 of 500",
              i == 0 ? "– (its code: 34, 18, 30, 35, 24)" : "–",
              Texts.medianAndRange(trained.values(i, t -> t.last(WINDOW)))));
    }
    double first = trained.medianOfLast(0, WINDOW);
    double separate = trained.medianOfLast(2, WINDOW);
    List<Check> checks =
        List.of(
            new Check(
                "the tutorial's settings end below 100, in the median",
                first < 100,
                Values.text(first)),
            new Check(
                "with 8 environments and separate networks the median is at least twice that",
                separate >= 2 * first,
                Values.text(separate)));
    return new LessonResult(
        rows, checks, trained.byEpisodes("A2C on CartPole-v1", WINDOW), trained.last(WINDOW));
  }
}

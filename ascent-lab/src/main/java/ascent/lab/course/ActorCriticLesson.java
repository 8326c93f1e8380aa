package ascent.lab.course;

import ascent.algo.A2CConfig;
import ascent.algo.OneStepActorCriticConfig;
import ascent.algo.Schedule;
import ascent.lab.lesson.Lesson;
import ascent.lab.lesson.LessonResult;
import ascent.lab.lesson.LessonResult.Check;
import ascent.lab.lesson.LessonResult.Row;
import ascent.lab.lesson.LessonRun;
import ascent.policy.NetworkConfig;
import ascent.study.plot.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// One-step actor-critic on CartPole-v1: the settings of tutorial 003, which collapse, and how far
/// 300 episodes go with others.
public final class ActorCriticLesson implements Lesson {
  private static final int EPISODES = 300;
  private static final int WINDOW = 100;

  private static final A2CConfig SEPARATE = Tutorial.ONE_STEP.withNetwork(NetworkConfig.DEFAULT);
  private static final A2CConfig ENTROPY =
      SEPARATE.withLearningRate(Schedule.linear(1e-3f, 0)).withEntCoef(0.05f);

  private static final Setting FIRST =
      Setting.ofEpisodes(
          "tutorial",
          Tutorial.CART_POLE,
          new OneStepActorCriticConfig(Tutorial.ONE_STEP),
          EPISODES);

  private static final List<Setting> SETTINGS =
      List.of(
          FIRST,
          FIRST.with("+ separate tanh networks", new OneStepActorCriticConfig(SEPARATE)),
          FIRST.with("+ half the rate, entropy bonus", new OneStepActorCriticConfig(ENTROPY)));

  @Override
  public String name() {
    return "actor-critic";
  }

  @Override
  public String summary() {
    return "One-step actor-critic: the tutorial's collapses; how far 300 episodes go.";
  }

  @Override
  public List<String> tutorials() {
    return List.of("003");
  }

  @Override
  public int seeds() {
    return 10; // they differ by hundreds
  }

  @Override
  public LessonResult run(LessonRun run) {
    Trainings trained = Trainings.of(run, SETTINGS);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < SETTINGS.size(); i++) {
      rows.add(
          new Row(
              SETTINGS.get(i).label() + ": last 100 of 300",
              i == 0 ? "– (its code: 9, 9, 9, 138, 69)" : "–",
              Texts.medianAndRange(trained.values(i, t -> t.last(WINDOW)))));
    }
    double first = mean(trained, 0);
    double last = mean(trained, SETTINGS.size() - 1);
    List<Check> checks =
        List.of(
            new Check(
                "the tutorial's settings end below 150, in the mean of the seeds",
                first < 150,
                Values.text(first)),
            new Check(
                "with an entropy bonus and half the rate the mean is at least 20 more",
                last - first >= 20,
                Values.text(last - first)));
    return new LessonResult(
        rows,
        checks,
        trained.byEpisodes("One-step actor-critic on CartPole-v1", WINDOW),
        trained.last(WINDOW));
  }

  private static double mean(Trainings trained, int setting) {
    return Arrays.stream(trained.values(setting, t -> t.last(WINDOW))).average().orElseThrow();
  }
}

package ascent.lab.course;

import ascent.algo.LinearSoftmaxConfig;
import ascent.algo.LinearSoftmaxConfig.Standardize;
import ascent.algo.Schedule;
import ascent.lab.lesson.Lesson;
import ascent.lab.lesson.LessonResult;
import ascent.lab.lesson.LessonResult.Check;
import ascent.lab.lesson.LessonResult.Row;
import ascent.lab.lesson.LessonRun;
import ascent.study.plot.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A linear softmax policy on CartPole-v1, as in tutorial 004: no hidden layer. With the rewards of
/// an episode standardised it learns nothing, since CartPole's are all 1. With its returns
/// standardised it learns, unless the softmax is as flat as in the tutorial's code.
public final class LinearSoftmaxLesson implements Lesson {
  private static final int EPISODES = 2_000;
  private static final int WINDOW = 100;
  private static final int RANDOM = 60; // more than any policy with random weights returns

  /// Its code divides the exponent by 100, but not the gradient: a rate of 1 is its α = 0.01.
  private static final LinearSoftmaxConfig LITERAL =
      LinearSoftmaxConfig.DEFAULT
          .withTemperature(100)
          .withLearningRate(1)
          .withStandardize(Standardize.REWARDS);

  private static final LinearSoftmaxConfig RETURNS = LITERAL.withStandardize(Standardize.RETURNS);
  private static final LinearSoftmaxConfig SHARPER =
      RETURNS.withTemperature(1).withLearningRate(0.01f);
  private static final LinearSoftmaxConfig DECAYING =
      RETURNS.withTemperature(3).withLearningRate(Schedule.linear(0.06f, 0));

  private static final Setting FIRST =
      Setting.ofEpisodes("rewards standardised", Tutorial.CART_POLE, LITERAL, EPISODES);

  private static final List<Setting> SETTINGS =
      List.of(
          FIRST,
          FIRST.with("returns standardised", RETURNS),
          FIRST.with("+ temperature 1", SHARPER),
          FIRST.with("+ temperature 3, rate decays", DECAYING));

  @Override
  public String name() {
    return "linear-softmax";
  }

  @Override
  public String summary() {
    return "A linear softmax policy: what standardising constant rewards does, and what works.";
  }

  @Override
  public List<String> tutorials() {
    return List.of("004");
  }

  @Override
  public int seeds() {
    return 10;
  }

  @Override
  public LessonResult run(LessonRun run) {
    Trainings trained = Trainings.of(run, SETTINGS);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < SETTINGS.size(); i++) {
      String label = SETTINGS.get(i).label();
      double[] first = trained.values(i, t -> t.until(WINDOW, WINDOW));
      double[] last = trained.values(i, t -> t.last(WINDOW));
      rows.add(new Row(label + ": first 100 episodes", "–", Texts.medianAndRange(first)));
      rows.add(new Row(label + ": last 100 of 2,000", "–", Texts.medianAndRange(last)));
    }
    double most = Arrays.stream(trained.values(0, t -> t.last(WINDOW))).max().orElseThrow();
    double sharper = trained.medianOfLast(2, WINDOW);
    double decaying = trained.medianOfLast(3, WINDOW);
    List<Check> checks =
        List.of(
            new Check(
                "with rewards standardised no seed ever returns more than %d".formatted(RANDOM),
                most <= RANDOM,
                Values.text(most)),
            new Check(
                "with returns standardised and temperature 1 the median of the last 100 is at least 100",
                sharper >= 100,
                Values.text(sharper)),
            new Check(
                "with temperature 3 and a rate that decays it is at least 400",
                decaying >= 400,
                Values.text(decaying)));
    return new LessonResult(
        rows,
        checks,
        trained.byEpisodes("A linear softmax policy on CartPole-v1", WINDOW),
        trained.last(WINDOW));
  }
}

package ascent.lab.course;

import ascent.algo.ReinforceConfig;
import ascent.algo.ReinforceConfig.Standardize;
import ascent.algo.Schedule;
import ascent.lab.lesson.Lesson;
import ascent.lab.lesson.LessonResult;
import ascent.lab.lesson.LessonResult.Check;
import ascent.lab.lesson.LessonResult.Row;
import ascent.lab.lesson.LessonRun;
import ascent.policy.NetworkConfig;
import ascent.study.plot.Values;
import java.util.ArrayList;
import java.util.List;

/// REINFORCE with a learned baseline on CartPole-v1: why the settings of tutorial 003 collapse, and
/// what mends them, one named change at a time and within its 500 episodes.
public final class ReinforceBaseline implements Lesson {
  private static final int EPISODES = 500;
  private static final int WINDOW = 100;
  private static final List<String> CLAIMS = List.of("45.2", "156.8", "287.3", "412.6", "478.9");

  private static final ReinforceConfig TUTORIAL = Tutorial.REINFORCE_WITH_VALUE;
  private static final ReinforceConfig SMALLER =
      TUTORIAL.withLearningRate(1e-3f).withValueLearningRate(1e-3f);
  private static final ReinforceConfig UNSCALED =
      SMALLER
          .withStandardizeReturns(Standardize.NONE)
          .withStandardizeAdvantages(Standardize.EPISODE);
  private static final ReinforceConfig DECAYING =
      UNSCALED.withLearningRate(Schedule.linear(2e-3f, 0)).withValueLearningRate(2e-3f);

  private static final ReinforceConfig ORTHOGONAL = DECAYING.withNetwork(NetworkConfig.DEFAULT);

  private static final Setting FIRST =
      Setting.ofEpisodes("tutorial", Tutorial.CART_POLE, TUTORIAL, EPISODES);

  private static final List<Setting> SETTINGS =
      List.of(
          FIRST,
          FIRST.with("+ a tenth of the rate", SMALLER),
          FIRST.with("+ advantages standardised, not returns", UNSCALED),
          FIRST.with("+ twice that rate, decaying to 0", DECAYING),
          FIRST.with("+ two layers of 64, tanh, orthogonal", ORTHOGONAL));

  @Override
  public String name() {
    return "reinforce-baseline";
  }

  @Override
  public String summary() {
    return "REINFORCE with a learned baseline: why the tutorial's collapses, and what mends it.";
  }

  @Override
  public List<String> tutorials() {
    return List.of("001", "002", "003");
  }

  @Override
  public int seeds() {
    return 5;
  }

  @Override
  public LessonResult run(LessonRun run) {
    Trainings trained = Trainings.of(run, SETTINGS);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < CLAIMS.size(); i++) {
      int until = (i + 1) * WINDOW;
      rows.add(
          new Row(
              "tutorial: mean return of the 100 episodes up to " + until,
              CLAIMS.get(i) + (until == EPISODES ? " (its code: 10, 376, 9, 334, 9)" : ""),
              Texts.medianAndRange(trained.values(0, t -> t.until(until, WINDOW)))));
    }
    int end = SETTINGS.size() - 1;
    for (int i = 1; i <= end; i++) {
      rows.add(
          new Row(
              SETTINGS.get(i).label() + ": last 100",
              i == end ? "478.9" : "–",
              Texts.medianAndRange(trained.values(i, t -> t.last(WINDOW)))));
    }
    double first = trained.medianOfLast(0, WINDOW);
    double last = trained.medianOfLast(end, WINDOW);
    List<Check> checks =
        List.of(
            new Check(
                "the tutorial's settings stay below its claim, 478.9, in the median",
                first < 478.9,
                Values.text(first)),
            new Check(
                "with all changes the median of the last 100 of 500 episodes is at least 470",
                last >= 470,
                Values.text(last)));
    return new LessonResult(
        rows,
        checks,
        trained.byEpisodes("REINFORCE with a learned baseline on CartPole-v1", WINDOW),
        trained.last(WINDOW));
  }
}

package ascent.lab.course;

import ascent.lab.lesson.Lesson;
import ascent.lab.lesson.LessonResult;
import ascent.lab.lesson.LessonResult.Check;
import ascent.lab.lesson.LessonResult.Row;
import ascent.lab.lesson.LessonRun;
import ascent.nn.Activation;
import ascent.study.plot.Values;
import java.util.ArrayList;
import java.util.List;

/// REINFORCE without a baseline on CartPole-v1, as in tutorials 001 and 002: one gradient step an
/// episode, whose returns are standardised.
public final class ReinforceLesson implements Lesson {
  private static final int EPISODES = 1_000;
  private static final int WINDOW = 100;
  private static final int WIDE = 0; // the settings
  private static final int NARROW = 1;

  private static final Setting TUTORIAL =
      Setting.ofEpisodes("128 wide", Tutorial.CART_POLE, Tutorial.REINFORCE, EPISODES);

  private static final List<Setting> SETTINGS =
      List.of(
          TUTORIAL,
          TUTORIAL.with(
              "64 wide", Tutorial.REINFORCE.withNetwork(Tutorial.separate(64, Activation.RELU))));

  @Override
  public String name() {
    return "reinforce";
  }

  @Override
  public String summary() {
    return "REINFORCE without a baseline on CartPole: it learns, forgets, and learns again.";
  }

  @Override
  public List<String> tutorials() {
    return List.of("001", "002");
  }

  @Override
  public int seeds() {
    return 5;
  }

  @Override
  public LessonResult run(LessonRun run) {
    Trainings trained = Trainings.of(run, SETTINGS);
    List<Row> rows = new ArrayList<>();
    for (int episode = WINDOW; episode <= EPISODES; episode += WINDOW) {
      int until = episode;
      boolean last = episode == EPISODES;
      rows.add(
          new Row(
              "128 wide: mean return of the 100 episodes up to " + episode,
              last ? "– (its code, five seeds: 224 to 394)" : "–",
              Texts.medianAndRange(trained.values(WIDE, t -> t.until(until, WINDOW)))));
    }
    rows.add(
        new Row(
            "64 wide: the same, up to " + EPISODES,
            "–",
            Texts.medianAndRange(trained.values(NARROW, t -> t.last(WINDOW)))));
    double first = Texts.median(trained.values(WIDE, t -> t.until(WINDOW, WINDOW)));
    double end = trained.medianOfLast(WIDE, WINDOW);
    List<Check> checks =
        List.of(
            new Check(
                "the last 100 episodes return at least 50 more than the first 100, in the median",
                end - first >= 50,
                Values.text(end - first)),
            new Check(
                "the median of the last 100 is below 475, CartPole's threshold",
                end < 475,
                Values.text(end)));
    return new LessonResult(
        rows, checks, trained.byEpisodes("REINFORCE on CartPole-v1", WINDOW), trained.last(WINDOW));
  }
}

package ascent.lab.course;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ascent.algo.ReinforceConfig;
import ascent.collect.Episode;
import ascent.env.Action;
import ascent.env.Env;
import ascent.env.Step;
import ascent.lab.lesson.LessonRun;
import ascent.rng.Rng;
import ascent.study.plot.Theme;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainingTest {
  private static final Setting SETTING =
      Setting.ofEpisodes("short", Tutorial.CART_POLE, Tutorial.REINFORCE, 3);
  private static final Training TRAINED = trained(10, 20, 60);

  /// A training whose episodes have these returns and lengths.
  private static Training trained(int... lengths) {
    long step = 0;
    List<Episode> episodes = new ArrayList<>();
    for (int length : lengths) {
      step += length;
      episodes.add(new Episode(step, 0, length, length, Map.of()));
    }
    return new Training(episodes, SETTING.train(1).agent());
  }

  @Test
  void running_means_are_of_the_episodes_that_there_are() {
    assertThat(TRAINED.last(2)).isEqualTo(40); // (20 + 60) / 2
    assertThat(TRAINED.last(100)).isEqualTo(30); // (10 + 20 + 60) / 3
    assertThat(TRAINED.until(2, 1)).isEqualTo(20);
    assertThat(TRAINED.until(7, 1)).isEqualTo(60); // there are only three
    assertThat(TRAINED.meanLength(0, 2)).isEqualTo(15);
  }

  @Test
  void an_episode_counts_from_the_step_at_which_it_ended() {
    assertThat(TRAINED.untilStep(29, 100)).isEqualTo(10);
    assertThat(TRAINED.untilStep(30, 100)).isEqualTo(15); // 10 + 20 steps: two episodes
    assertThat(TRAINED.untilStep(1, 100)).isEqualTo(10); // none has ended: the first
    assertThat(TRAINED.lengthUntilStep(30, 1)).isEqualTo(20);
    assertThat(TRAINED.lastLength(2)).isEqualTo(40);
  }

  /// Returns 10, 20, 60 after 10, 30 and 90 steps: the mean of two is 15, then 40.
  @Test
  void the_first_step_at_a_threshold_is_the_end_of_an_episode() {
    assertThat(TRAINED.firstStep(2, 15, -1)).isEqualTo(30);
    assertThat(TRAINED.firstStep(2, 16, -1)).isEqualTo(90);
    assertThat(TRAINED.firstStep(2, 41, -1)).isEqualTo(-1);
  }

  @Test
  void trainings_end_with_their_episodes_and_come_in_the_order_of_settings_and_seeds() {
    Setting other = SETTING.with("other", ReinforceConfig.DEFAULT).withEnvs(2);
    Trainings both = Trainings.of(new LessonRun(2, 2), List.of(SETTING, other));

    assertThat(both.runs()).allSatisfy(runs -> assertThat(runs).hasSize(2));
    assertThat(both.runs().get(1).get(1).episodes()).hasSize(3); // of two times eight
    assertThat(both.runs().get(0).get(1).agent().parametersSha256())
        .isEqualTo(SETTING.train(2).agent().parametersSha256());
    assertThat(both.last(100)).containsOnlyKeys("short", "other");
    assertThat(both.byEpisodes("title", 100).svg(Theme.LIGHT)).contains("other");
    assertThat(both.bySteps("title", 100).svg(Theme.LIGHT)).contains("short");
  }

  @Test
  void the_time_limit_of_the_tutorials_is_a_fall() {
    Env env = Tutorial.CART_POLE.get();
    float[] obs = new float[4];
    env.reset(Rng.stream(1, "test", 0), obs);
    Action action = new Action(env.actionSpace());
    Step step = Step.of(0);
    int steps = 0;
    while (!step.terminated()) { // pushes towards where the pole falls, which balances it
      action.set(
          new float[] {obs[2] + 0.5f * obs[3] + 0.1f * obs[0] + 0.2f * obs[1] > 0 ? 1 : 0}, 0);
      step = env.step(action, obs);
      steps++;
    }

    assertThat(steps).isEqualTo(500);
    assertThat(step.truncated()).isFalse();
  }

  @Test
  void the_median_lies_between_the_extremes() {
    assertThat(Texts.median(9, 1, 4)).isEqualTo(4);
    assertThat(Texts.median(9, 1, 4, 6)).isCloseTo(5, within(0.0));
    assertThat(Texts.medianAndRange(9, 1, 4)).isEqualTo("4 [1, 9]");
  }
}

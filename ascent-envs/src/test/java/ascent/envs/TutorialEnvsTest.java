package ascent.envs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ascent.env.Action;
import ascent.env.Env;
import ascent.env.Step;
import ascent.env.check.CheckReport;
import ascent.env.check.EnvChecker;
import ascent.envs.draw.Sketch;
import ascent.rng.Rng;
import ascent.space.Space;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TutorialEnvsTest {

  static List<Supplier<Env>> envs() {
    return List.of(
        SimpleCartPole::new,
        RockPaperScissors::new,
        Bandit::new,
        () -> new Bandit(Bandit.Settings.CONTEXTUAL),
        GoalGrid::new,
        PointReach::new,
        ShortCorridor::new);
  }

  @ParameterizedTest
  @MethodSource("envs")
  void each_keeps_the_laws_of_an_env(Supplier<Env> factory) {
    assertThat(EnvChecker.inspect(factory)).isEqualTo(new CheckReport(List.of(), List.of()));
  }

  @ParameterizedTest
  @MethodSource("envs")
  void a_thousand_random_episodes_stay_in_their_spaces(Supplier<Env> factory) {
    Env env = factory.get();
    float[] obs = new float[env.observationSpace().size()];
    float[] action = new float[env.actionSpace().size()];
    Rng actions = Rng.stream(1, "actions");
    for (int episode = 0; episode < 1000; episode++) {
      env.reset(Rng.stream(1, "episode", episode), obs);
      Step step = Step.of(0);
      while (!step.last()) {
        env.actionSpace().sample(actions, action, 0);
        step = env.step(Action.of(env.actionSpace(), action, 0), obs);
        assertThat(step.reward()).isFinite();
        assertThat(env.observationSpace().contains(obs, 0)).isTrue();
      }
    }
  }

  /// The return of an episode of a Discrete env.
  private static double play(Env env, int episode, IntSupplier policy) {
    float[] obs = new float[env.observationSpace().size()];
    env.reset(Rng.stream(1, "episode", episode), obs);
    double sum = 0;
    Step step = Step.of(0);
    while (!step.last()) {
      step = env.step(Action.of(env.actionSpace(), new float[] {policy.getAsInt()}, 0), obs);
      sum += step.reward();
    }
    return sum;
  }

  private static double mean(Env env, int episodes, IntSupplier policy) {
    double sum = 0;
    for (int k = 0; k < episodes; k++) {
      sum += play(env, k, policy);
    }
    return sum / episodes;
  }

  @Test
  void simple_cart_pole_pushed_right_follows_its_equations() {
    SimpleCartPole env = new SimpleCartPole();
    float[] obs = new float[4];
    env.reset(Rng.stream(1, "episode"), obs);
    double x = obs[0];
    double xDot = obs[1];
    assertThat(obs[2]).isZero();
    assertThat(obs[3]).isZero();

    env.step(Action.of(Space.discrete(2), new float[] {1}, 0), obs);

    assertThat((double) obs[0]).isEqualTo(x + 0.02 * xDot, within(1e-7));
    assertThat((double) obs[1]).isEqualTo(xDot + 0.02 * (5 - 0.1 * xDot), within(1e-6));
    assertThat(obs[2]).isZero(); // θ moves with the velocity from before
    assertThat((double) obs[3]).isEqualTo(0.02 * 0.5, within(1e-8));
  }

  @Test
  void random_play_of_simple_cart_pole_makes_some_160_steps() {
    Rng rng = Rng.stream(2, "actions");
    // The last step pays 0, so the return is a step less than the length.
    assertThat(mean(new SimpleCartPole(), 2000, () -> rng.nextInt(2)) + 1).isBetween(155.0, 166.0);
  }

  @Test
  void a_favourite_move_loses_and_the_mixed_strategy_does_not() {
    Rng rng = Rng.stream(2, "actions");
    RockPaperScissors env = new RockPaperScissors();

    for (int move = 0; move < 3; move++) {
      int always = move;
      assertThat(mean(env, 100, () -> always)).isBetween(-100.0, -98.0);
    }
    assertThat(mean(env, 2000, () -> rng.nextInt(3))).isEqualTo(0, within(0.8));
    assertThat(mean(env, 500, () -> rng.nextInt(4) % 3)).isLessThan(-5); // rock half the time
  }

  @Test
  void paper_beats_an_opponent_who_remembers_scissors_once() {
    RockPaperScissors env = new RockPaperScissors(new RockPaperScissors.Settings(1, 0));
    float[] obs = new float[1];
    env.reset(Rng.stream(1, "episode"), obs);
    env.step(action(2), obs);
    assertThat(env.step(action(1), obs).reward()).isEqualTo(1); // it answers scissors with rock
    assertThat(env.step(action(2), obs).reward()).isEqualTo(0); // and paper with scissors
    assertThat(env.step(action(2), obs).reward()).isEqualTo(-1); // and scissors with rock again
  }

  private static Action action(int index) {
    return Action.of(Space.discrete(3), new float[] {index}, 0);
  }

  @Test
  void an_arm_pays_its_mean_on_average() {
    Bandit env = new Bandit();
    for (int arm : new int[] {0, 4, 9}) {
      assertThat(mean(env, 10_000, () -> arm)).isEqualTo(env.mean(arm), within(0.04));
    }
  }

  @Test
  void the_best_arm_depends_on_the_context_where_there_is_one() {
    Bandit env = new Bandit(Bandit.Settings.CONTEXTUAL);
    float[] obs = new float[5];
    long best =
        IntStream.range(0, 100)
            .map(k -> {
              env.reset(Rng.stream(1, "episode", k), obs);
              int arm = 0;
              for (int a = 1; a < 10; a++) {
                arm = env.mean(a) > env.mean(arm) ? a : arm;
              }
              return arm;
            })
            .distinct()
            .count();
    assertThat(best).isGreaterThan(4);
  }

  @Test
  void an_unknown_number_of_arms_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Bandit.Settings(0, 0, 1, 1, 0))
        .withMessage("k is 0; it must be in [1, 10000].");
  }

  @Test
  void the_shortest_way_over_the_grid_pays_one_less_a_cent_a_step() {
    GoalGrid env = new GoalGrid();
    float[] obs = new float[4];
    for (int episode = 0; episode < 100; episode++) {
      env.reset(Rng.stream(3, "episode", episode), obs);
      float[] start = obs.clone();
      double sum = 0;
      Step step = Step.of(0);
      while (!step.last()) {
        int towards = obs[0] > obs[2] ? 0 : obs[1] < obs[3] ? 1 : obs[0] < obs[2] ? 2 : 3;
        step = env.step(Action.of(Space.discrete(4), new float[] {towards}, 0), obs);
        sum += step.reward();
      }
      long steps =
          Math.round(7.0 * (Math.abs(start[0] - start[2]) + Math.abs(start[1] - start[3])));
      assertThat(sum).isEqualTo(1 - 0.01 * (steps - 1), within(1e-9));
      assertThat(step.terminated()).isTrue();
    }
  }

  @Test
  void a_point_that_heads_for_the_goal_reaches_it() {
    PointReach env = new PointReach();
    float[] obs = new float[4];
    env.reset(Rng.stream(3, "episode"), obs);
    Step step = Step.of(0);
    int steps = 0;
    while (!step.last()) {
      float[] velocity = {10 * (obs[2] - obs[0]), 10 * (obs[3] - obs[1])};
      step = env.step(Action.of(env.actionSpace(), velocity, 0), obs);
      steps++;
    }
    assertThat(step.terminated()).isTrue();
    assertThat(steps).isLessThanOrEqualTo(20); // two units at a tenth a step
    assertThat(step.reward()).isGreaterThan(0.9);
  }

  @Test
  void the_corridor_s_best_coin_takes_eleven_and_two_thirds_steps() {
    Rng rng = Rng.stream(4, "actions");
    // With p to the right: v₀ = −(4 − 2p)/(p (1 − p)), at p = 2 − √2 that is −11.657.
    double best = mean(new ShortCorridor(), 20_000, () -> rng.nextDouble() < 0.5858 ? 1 : 0);
    assertThat(best).isEqualTo(-11.657, within(0.3));
    assertThat(play(new ShortCorridor(), 0, () -> 1)).isEqualTo(-1000);
  }

  /// In a cell of 0.4 pixels, both are as large as in one of 24; the flag's cloth has some
  /// 24²·0.7²·0.36·0.5/2 = 25 pixels of green.
  @ParameterizedTest
  @ValueSource(ints = {8, 60, 101, 1000})
  void walker_and_goal_of_any_grid_can_be_seen(int size) {
    GoalGrid env = new GoalGrid(new GoalGrid.Settings(size, 100));
    var image = new BufferedImage(400, 400, BufferedImage.TYPE_INT_RGB);
    for (int episode = 0; episode < 20; episode++) {
      env.reset(Rng.stream(1, "episode", episode), new float[4]);
      Graphics2D g = image.createGraphics();
      env.render(g);
      g.dispose();
      int[] pixels = image.getRGB(0, 0, 400, 400, null, 0, 400);
      for (Color color : List.of(Sketch.GREEN, Sketch.RED)) {
        assertThat(Arrays.stream(pixels).filter(pixel -> pixel == color.getRGB()).count())
            .isGreaterThan(10);
      }
    }
  }
}

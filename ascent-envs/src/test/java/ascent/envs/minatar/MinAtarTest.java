package ascent.envs.minatar;

import static ascent.envs.minatar.Game.DOWN;
import static ascent.envs.minatar.Game.FIRE;
import static ascent.envs.minatar.Game.LEFT;
import static ascent.envs.minatar.Game.NONE;
import static ascent.envs.minatar.Game.RIGHT;
import static ascent.envs.minatar.Game.UP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ascent.env.Action;
import ascent.env.Step;
import ascent.env.check.EnvChecker;
import ascent.env.registry.Envs;
import ascent.envs.minatar.MinAtar.PlainSettings;
import ascent.envs.minatar.MinAtar.Settings;
import ascent.rng.Rng;
import ascent.space.Space;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MinAtarTest {
  private static final Settings STEADY = new Settings(0, true, 0);

  static List<Supplier<MinAtar>> games() {
    return List.of(
        () -> MinAtar.breakout(PlainSettings.DEFAULT),
        () -> MinAtar.asterix(Settings.DEFAULT),
        () -> MinAtar.freeway(PlainSettings.DEFAULT),
        () -> MinAtar.spaceInvaders(Settings.DEFAULT),
        () -> MinAtar.seaquest(Settings.DEFAULT));
  }

  @ParameterizedTest
  @MethodSource("games")
  void every_game_keeps_the_laws_of_an_env(Supplier<MinAtar> game) {
    EnvChecker.check(game);
  }

  @ParameterizedTest
  @MethodSource("games")
  void a_hundred_random_episodes_stay_on_the_board(Supplier<MinAtar> game) {
    MinAtar env = game.get();
    float[] obs = new float[env.observationSpace().size()];
    Rng actions = Rng.stream(1, "actions");
    double most = 0;
    for (int episode = 0; episode < 100; episode++) {
      env.reset(Rng.stream(1, "episode", episode), obs);
      Step step = Step.of(0);
      for (int t = 0; t < 2_500 && !step.last(); t++) {
        float[] action = new float[1];
        env.actionSpace().sample(actions, action, 0);
        step = env.step(Action.of(env.actionSpace(), action, 0), obs);
        most = Math.max(most, step.reward());
        assertThat(env.observationSpace().contains(obs, 0)).isTrue();
      }
    }
    boolean freeway = env.channels() == 7; // whose chicken random moves rarely bring across
    assertThat(most).isGreaterThanOrEqualTo(freeway ? 0 : 1);
  }

  /// The cells of a channel that are set, as row·10 + column.
  private static List<Integer> cells(Game game, int channel) {
    Board board = new Board(game.channels().size());
    float[] obs = new float[100 * game.channels().size()];
    board.clear(obs);
    game.draw(board);
    List<Integer> cells = new ArrayList<>();
    for (int cell = 0; cell < 100; cell++) {
      if (obs[cell * game.channels().size() + channel] == 1) {
        cells.add(cell);
      }
    }
    return cells;
  }

  @Test
  void breakout_s_ball_flies_diagonally_bounces_off_a_side_and_breaks_bricks() {
    Breakout game = new Breakout();
    game.reset(Rng.stream(2, "any"));
    boolean fromLeft = cells(game, 1).equals(List.of(30));
    assertThat(cells(game, 1)).containsExactly(fromLeft ? 30 : 39);
    assertThat(cells(game, 3)).hasSize(30);
    // Down from row 3 at one column a frame: after five frames it is in row 8, five columns on. The
    // paddle, in column 4, must go there: column 5 or 4, and then the ball comes to 6 or 3 in row
    // 9.
    double reward = 0;
    for (int t = 0; t < 5; t++) {
      reward += game.play(NONE);
    }
    assertThat(cells(game, 1)).containsExactly(fromLeft ? 85 : 84);
    reward +=
        game.play(fromLeft ? RIGHT : NONE); // under the ball: it bounces, one row up next time
    assertThat(cells(game, 1)).containsExactly(fromLeft ? 86 : 83);
    assertThat(cells(game, 2)).containsExactly(fromLeft ? 85 : 84);
    assertThat(reward).isZero();
    // Up from row 8: rows 7, 6, 5, 4 at columns 7, 8, 9 and, off the wall, 9; then 3, a brick.
    for (int t = 0; t < 4; t++) {
      reward += game.play(NONE);
    }
    assertThat(cells(game, 1)).containsExactly(fromLeft ? 49 : 40);
    reward += game.play(NONE);
    assertThat(reward).isEqualTo(1);
    assertThat(cells(game, 3)).hasSize(29).doesNotContain(fromLeft ? 38 : 31);
    assertThat(game.over()).isFalse();
  }

  @Test
  void breakout_is_over_when_the_ball_is_lost() {
    Breakout game = new Breakout();
    game.reset(Rng.stream(2, "any"));
    boolean fromLeft = cells(game, 1).equals(List.of(30));
    for (int t = 0; t < 6; t++) { // rows 4 … 9, the paddle on the far side
      assertThat(game.over()).isFalse();
      game.play(fromLeft ? LEFT : RIGHT);
    }
    assertThat(game.over()).isTrue();
  }

  @Test
  void asterix_moves_within_rows_1_to_8_and_things_come_in_every_ten_frames() {
    Asterix game = new Asterix(false);
    game.reset(Rng.stream(3, "any"));
    for (int t = 0; t < 9; t++) {
      game.play(UP);
    }
    assertThat(cells(game, 0)).containsExactly(15);
    assertThat(cells(game, 1).size() + cells(game, 3).size()).isZero();
    game.play(NONE);
    game.play(NONE); // the timer, 10 at the start, is 0 at the eleventh frame
    List<Integer> things = new ArrayList<>(cells(game, 1));
    things.addAll(cells(game, 3));
    assertThat(things).hasSize(1);
    assertThat(things.getFirst() % 10).isIn(1, 8); // and moves on in the same frame
  }

  @Test
  void freeway_s_chicken_moves_every_third_frame_and_goes_no_lower_than_the_bottom() {
    Freeway game = new Freeway();
    game.reset(Rng.stream(4, "any"));
    assertThat(cells(game, 0)).containsExactly(94);
    game.play(DOWN);
    game.play(DOWN);
    game.play(DOWN); // the timer runs 3, 2, 1, 0
    game.play(DOWN);
    assertThat(cells(game, 0)).containsExactly(94);
    for (int t = 0; t < 3; t++) {
      game.play(NONE);
    }
    game.play(UP);
    assertThat(cells(game, 0)).hasSize(1).isSubsetOf(84, 94); // one up, or run over
    assertThat(cells(game, 1)).hasSize(8);
  }

  /// Channel 2 has a car that rests for a frame between two moves, channel 6 one that rests for
  /// five.
  @Test
  void freeway_s_cars_of_channel_2_to_6_move_every_2_to_6_frames() {
    Freeway game = new Freeway();
    game.reset(Rng.stream(4, "any"));
    int seen = 0;
    for (int channel = 2; channel <= 6; channel++) {
      seen += cells(game, channel).size();
    }
    assertThat(seen).isEqualTo(8);
    List<List<Integer>> before = new ArrayList<>();
    for (int frame = 0; frame <= 60; frame++) { // 60 is a multiple of all
      for (int channel = 2; channel <= 6; channel++) {
        List<Integer> trail = cells(game, channel);
        if (frame == 0) {
          before.add(trail);
        } else {
          boolean moved = !trail.isEmpty() && !trail.equals(before.get(channel - 2));
          assertThat(moved).isEqualTo(!trail.isEmpty() && frame % channel == 0);
          before.set(channel - 2, trail);
        }
      }
      game.play(NONE);
    }
  }

  @Test
  void a_patient_chicken_crosses_the_freeway() {
    Freeway game = new Freeway();
    game.reset(Rng.stream(4, "any"));
    double crossings = 0;
    for (int t = 0; t < MinAtar.FREEWAY_FRAMES; t++) {
      crossings += game.play(UP);
    }
    assertThat(crossings).isBetween(5.0, 70.0); // 9 rows × 3 frames: 92 without any car
  }

  @Test
  void space_invaders_march_to_the_edge_turn_and_come_down() {
    SpaceInvaders game = new SpaceInvaders(false);
    game.reset(Rng.stream(5, "any"));
    assertThat(cells(game, 1)).hasSize(24).contains(2, 7, 32, 37);
    assertThat(cells(game, 2)).hasSize(24); // marching left
    for (int t = 0; t < 13; t++) {
      game.play(LEFT); // the first march is at the 13th frame
    }
    assertThat(cells(game, 1)).contains(1, 31).doesNotContain(7, 37);
    for (int t = 0; t < 12; t++) {
      game.play(NONE);
    }
    assertThat(cells(game, 1)).contains(0, 30);
    for (int t = 0; t < 12; t++) {
      game.play(NONE);
    }
    assertThat(cells(game, 1)).contains(10, 40).doesNotContain(0);
    assertThat(cells(game, 3)).hasSize(24);
  }

  @Test
  void a_bullet_reaches_an_alien_six_rows_up() {
    SpaceInvaders game = new SpaceInvaders(false);
    game.reset(Rng.stream(5, "any"));
    // Fired in row 9 and moved on in the same frame: row 8, 7, … 3 after six frames, under column
    // 5.
    double reward = game.play(FIRE);
    for (int t = 0; t < 4; t++) {
      reward += game.play(FIRE); // still loading
    }
    assertThat(cells(game, 4)).containsExactly(45);
    assertThat(reward).isZero();
    reward += game.play(NONE);
    assertThat(reward).isEqualTo(1);
    assertThat(cells(game, 1)).hasSize(23).doesNotContain(35);
    assertThat(cells(game, 4)).isEmpty();
  }

  @Test
  void the_nearest_alien_shoots_back_and_its_bullet_is_fatal() {
    SpaceInvaders game = new SpaceInvaders(false);
    game.reset(Rng.stream(5, "any"));
    int frames = 0;
    while (!game.over() && frames < 100) {
      game.play(NONE);
      frames++;
      if (frames == 11) {
        assertThat(cells(game, 5)).containsExactly(35); // the lowest of the cannon's column
      }
    }
    assertThat(frames).isEqualTo(17); // from row 3 to row 9
  }

  @Test
  void seaquest_without_a_diver_must_not_come_up() {
    Seaquest game = new Seaquest(false);
    game.reset(Rng.stream(6, "any"));
    game.play(NONE);
    assertThat(game.over()).isFalse(); // it starts at the surface
    game.play(DOWN);
    assertThat(cells(game, 0)).containsExactly(15);
    game.play(UP);
    assertThat(game.over()).isTrue();
  }

  @Test
  void seaquest_runs_out_of_oxygen_after_two_hundred_frames_below() {
    Seaquest game = new Seaquest(false);
    int longest = 0;
    for (int episode = 0; episode < 40; episode++) {
      game.reset(Rng.stream(6, "episode", episode));
      int frames = 0;
      while (!game.over()) {
        game.play(DOWN);
        frames++;
      }
      longest = Math.max(longest, frames);
    }
    // The first frame already takes one; below 0 is seen one frame later: 202 unless something
    // hits.
    assertThat(longest).isLessThanOrEqualTo(202).isGreaterThan(100);
  }

  @Test
  void sticky_actions_repeat_the_last_move() {
    MinAtar env = MinAtar.spaceInvaders(new Settings(0.5, true, 0));
    float[] obs = new float[env.observationSpace().size()];
    int repeats = 0;
    for (int episode = 0; episode < 400; episode++) {
      env.reset(Rng.stream(7, "episode", episode), obs);
      env.step(Action.of(1), obs); // left of column 5, unless "none" is repeated
      repeats += obs[(90 + 5) * 6] == 1 ? 1 : 0;
    }
    assertThat(repeats).isBetween(160, 240); // 200 ± 4 standard deviations
  }

  @Test
  void a_step_after_the_end_is_refused() {
    MinAtar env = MinAtar.seaquest(STEADY);
    float[] obs = new float[env.observationSpace().size()];
    assertThatIllegalStateException()
        .isThrownBy(() -> env.step(Action.of(Space.discrete(6), new float[1], 0), obs))
        .withMessageContaining("reset");
  }

  @Test
  void a_probability_outside_its_range_is_refused() {
    for (ThrowingCallable made :
        List.<ThrowingCallable>of(() -> new Settings(1, true, 0), () -> new PlainSettings(1, 0))) {
      assertThatIllegalArgumentException()
          .isThrownBy(made)
          .withMessage("stickyActionProb is 1; it must be in [0, 1).");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"MinAtar/Breakout-v1", "MinAtar/Freeway-v1"})
  void a_game_that_never_gets_faster_has_no_ramping_to_turn_off(String game) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Envs.find(game + "?difficultyRamping=false"))
        .withMessage(
            game
                + " has no parameter 'difficultyRamping'."
                + " Known: stickyActionProb, maxEpisodeSteps.");
  }
}

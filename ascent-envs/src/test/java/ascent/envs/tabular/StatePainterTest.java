package ascent.envs.tabular;

import static org.assertj.core.api.Assertions.assertThat;

import ascent.env.Action;
import ascent.env.Renderable;
import ascent.rng.Rng;
import ascent.space.Space;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatePainterTest {
  private static final int BLUE = 0xFF4E79A7; // Sketch.BLUE

  private static int[] picture(Renderable.Screen screen, Consumer<Graphics2D> draw) {
    var image = new BufferedImage(screen.width(), screen.height(), BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, screen.width(), screen.height());
    draw.accept(g);
    g.dispose();
    return image.getRGB(0, 0, screen.width(), screen.height(), null, 0, screen.width());
  }

  private static int[] picture(TabularMdp mdp, int state) {
    StatePainter painter = mdp.painter();
    return picture(painter.screen(), g -> painter.paint(g, state));
  }

  private record Ring(int states) implements TabularMdp {
    @Override
    public int actions() {
      return 1;
    }

    @Override
    public List<Transition> transitions(int state, int action) {
      return List.of(Transition.certain((state + 1) % states, 0, false));
    }

    @Override
    public double[] initialDistribution() {
      double[] first = new double[states];
      first[0] = 1;
      return first;
    }
  }

  /// Seven states in rows of three, of 80 pixels each: state 4 is in the middle of all.
  @Test
  void a_table_of_which_nothing_is_known_is_drawn_as_cells() {
    TabularMdp ring = new Ring(7);
    Renderable.Screen screen = ring.painter().screen();
    assertThat(screen.width()).isEqualTo(240);
    assertThat(screen.height()).isEqualTo(240);

    int[] picture = picture(ring, 4);

    assertThat(picture[120 * 240 + 120]).isEqualTo(BLUE);
    for (int state = 0; state < 7; state++) {
      int[] other = picture(ring, state);
      assertThat(other[(state / 3 * 80 + 40) * 240 + state % 3 * 80 + 40]).isEqualTo(BLUE);
      assertThat(Arrays.stream(other).filter(p -> p == BLUE).count())
          .isBetween(72L * 72 - 300, 72L * 72 + 300); // nine tenths of a cell's side
    }
  }

  @Test
  void a_large_table_still_fits_a_screen() {
    Renderable.Screen screen = StatePainter.cells(10_000).screen();

    assertThat(screen.width()).isEqualTo(500); // 100 cells of 512 / 100 pixels
    assertThat(screen.height()).isEqualTo(500);
  }

  @ParameterizedTest
  @CsvSource({
    "4, 4, 80", // as large as a cell gets
    "8, 8, 64", // 512 / 8
    "1, 46, 31", // 1440 / 46
    "46, 1, 31",
    "2, 30, 48", // 96 / 2
    "100, 100, 5" // 512 / 100: the shorter side is long enough
  })
  void the_cells_of_a_narrow_strip_are_as_large_as_there_is_room(int rows, int columns, int side) {
    String goals = String.join("/", Collections.nCopies(rows, "G".repeat(columns)));
    String map = "S" + goals.substring(1);
    FrozenLake lake = new FrozenLake(new FrozenLake.Config(map, true, 100));

    Renderable.Screen screen = lake.painter().screen();

    assertThat(screen.width()).isEqualTo(columns * side);
    assertThat(screen.height()).isEqualTo(rows * side);
  }

  @Test
  void an_env_shows_the_state_it_is_in() {
    TabularMdp ring = new Ring(4);
    TabularEnv env = new TabularEnv(ring, 10);
    float[] obs = new float[1];
    env.reset(Rng.stream(1, "episode"), obs);
    Action only = Action.of(Space.discrete(1), new float[] {0}, 0);
    for (int state = 0; state < 4; state++) {
      assertThat(picture(env.screen(), env::render)).isEqualTo(picture(ring, state));
      env.step(only, obs);
    }
  }

  @Test
  void no_two_states_of_a_lake_or_a_cliff_look_the_same() {
    for (TabularMdp mdp : List.of(new FrozenLake(), new CliffWalking())) {
      long different =
          IntStream.range(0, mdp.states())
              .filter(s -> !(mdp instanceof CliffWalking) || !CliffWalking.isCliff(s))
              .map(s -> Arrays.hashCode(picture(mdp, s)))
              .distinct()
              .count();
      assertThat(different).isEqualTo(mdp instanceof CliffWalking ? 38 : 16);
    }
  }

  /// The passenger at a stop (0 … 3) or in the taxi (4).
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void a_taxi_shows_where_the_passenger_is_and_wants_to_go(int passenger) {
    TabularMdp taxi = new Taxi();
    int middle = 2 * 5 + 2; // a cell without a stop
    int[] pictures = new int[4];
    for (int destination = 0; destination < 4; destination++) {
      int state = (middle * 5 + passenger) * 4 + destination;
      pictures[destination] = Arrays.hashCode(picture(taxi, state));
      int elsewhere = (middle * 5 + (passenger + 1) % 5) * 4 + destination;
      assertThat(picture(taxi, state)).isNotEqualTo(picture(taxi, elsewhere));
    }
    assertThat(Arrays.stream(pictures).distinct()).hasSize(4);
  }

  @Test
  void the_dealers_second_card_is_hidden_until_the_hand_is_over() {
    Blackjack env = new Blackjack();
    float[] obs = new float[3];
    env.reset(Rng.stream(3, "episode"), obs);
    int[] before = picture(env.screen(), env::render);
    assertThat(before).contains(BLUE); // a card's back

    env.step(Action.of(env.actionSpace(), new float[] {Blackjack.STICK}, 0), obs);

    assertThat(picture(env.screen(), env::render)).doesNotContain(BLUE);
  }

  @Test
  void a_usable_ace_is_written_in_gold_and_a_hand_beyond_21_in_red() {
    Blackjack env = new Blackjack();
    float[] obs = new float[3];
    Action hit = Action.of(env.actionSpace(), new float[] {Blackjack.HIT}, 0);
    int gold = 0xFFF2C14E; // Sketch.GOLD
    int over = 0xFFFF9C8A;
    int usable = 0;
    for (int i = 0; i < 100; i++) {
      env.reset(Rng.stream(i, "episode"), obs);
      usable += (int) obs[2];
      int[] picture = picture(env.screen(), env::render);
      assertThat(Arrays.stream(picture).anyMatch(p -> p == gold)).isEqualTo(obs[2] == 1);
      assertThat(picture).doesNotContain(over);
    }
    assertThat(usable).isPositive();
    while (!env.step(hit, obs).last()) {
      assertThat(picture(env.screen(), env::render)).doesNotContain(over);
    }
    assertThat(picture(env.screen(), env::render)).contains(over);
  }

  @Test
  void long_hands_are_drawn() {
    Blackjack env = new Blackjack();
    float[] obs = new float[3];
    Action hit = Action.of(env.actionSpace(), new float[] {Blackjack.HIT}, 0);
    int longest = 0;
    for (int i = 0; i < 200; i++) {
      env.reset(Rng.stream(i, "episode"), obs);
      int cards = 2;
      while (!env.step(hit, obs).last()) {
        cards++;
      }
      longest = Math.max(longest, cards);
      assertThat(picture(env.screen(), env::render)).hasSize(480 * 320);
    }
    assertThat(longest).isGreaterThan(4);
  }
}

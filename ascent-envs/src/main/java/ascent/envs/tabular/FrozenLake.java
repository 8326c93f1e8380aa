package ascent.envs.tabular;

import ascent.config.Check;
import ascent.config.Help;
import ascent.env.registry.EnvConfig;
import ascent.env.registry.EpisodeConfig;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;

/// FrozenLake-v1: walk over a frozen lake from the start to the goal without falling into a hole,
/// where the ice may move you in another direction.
///
/// States count the map's cells row by row, from 0. Maps and rules are those of Gymnasium 1.0.
///
/// | action | |
/// |---|---|
/// | 0 | left |
/// | 1 | down |
/// | 2 | right |
/// | 3 | up |
///
/// On slippery ice (`slippery`) the walker goes the way of the action or to one of its sides, each
/// with probability 1/3. At the edge it stays where it is.
///
/// **Map** (`map`): `4x4`, `8x8`, or rows with a slash between them, as `SFFF/FHFH/FFFH/HFFG`: S
/// start, F frozen, H hole, G goal. With several starts, each is as probable; a goal must be within
/// reach of each.
///
/// **Reward**: 1 on reaching the goal, else 0.
///
/// **End**: terminated in a hole or at the goal; truncated after 100 steps (`maxEpisodeSteps`; 200
/// in FrozenLake8x8-v1). It counts as solved at a mean return of 0.7 (0.85).
public final class FrozenLake implements TabularMdp {
  public static final int LEFT = 0;
  public static final int DOWN = 1;
  public static final int RIGHT = 2;
  public static final int UP = 3;

  private static final int[] ROW_STEP = {0, 1, 0, -1}; // of left, down, right, up
  private static final int[] COLUMN_STEP = {-1, 0, 1, 0};
  private static final String MAP_4X4 = "SFFF/FHFH/FFFH/HFFG";
  private static final String MAP_8X8 =
      "SFFFFFFF/FFFFFFFF/FFFHFFFF/FFFFFHFF/FFFHFFFF/FHHFFFHF/FHFFHFHF/FFFHFFFG";

  /// Gymnasium's FrozenLake-v1.
  public static final Config DEFAULT = new Config("4x4", true, 100);

  /// The parameters.
  ///
  /// @param map `4x4`, `8x8`, or the rows of a map with a slash between them
  /// @param slippery whether the ice may take the walker to the side
  /// @param maxEpisodeSteps number of steps after which an episode is truncated; 0: never
  public record Config(
      @Help("4x4, 8x8, or rows of S (start), F (frozen), H (hole), G (goal): SFF/FHF/FFG.")
          String map,
      @Help("Whether the ice may take the walker to the side.") boolean slippery,
      @Help("An episode is truncated after this many steps; 0: never.") int maxEpisodeSteps)
      implements EnvConfig {
    public Config {
      rows(map);
      EpisodeConfig.checkMaxEpisodeSteps(maxEpisodeSteps);
    }
  }

  private final String[] rows;
  private final boolean slippery;

  /// The lake of 4 × 4 cells, slippery.
  public FrozenLake() {
    this(DEFAULT);
  }

  /// Another lake.
  public FrozenLake(Config config) {
    rows = rows(config.map);
    slippery = config.slippery;
  }

  private static String[] rows(String map) {
    String text =
        switch (map) {
          case "4x4" -> MAP_4X4;
          case "8x8" -> MAP_8X8;
          default -> map;
        };
    String allowed = "4x4, 8x8, or rows of equal length made of S, F, H and G, as SFF/FHF/FFG";
    Check.that(text.matches("[SFHG]+(/[SFHG]+)*"), "map", map, allowed);
    String[] rows = text.split("/");
    for (String row : rows) {
      Check.that(row.length() == rows[0].length(), "map", map, allowed);
    }
    Check.that(text.indexOf('S') >= 0, "map", map, "a map with a start S");
    Check.that(everyStartLeadsToAGoal(rows), "map", map, "a map with a way from each S to a G");
    return rows;
  }

  /// Floods the map from the goals, around the holes.
  private static boolean everyStartLeadsToAGoal(String[] rows) {
    int columns = rows[0].length();
    boolean[] flooded = new boolean[rows.length * columns];
    Deque<Integer> edge = new ArrayDeque<>();
    for (int s = 0; s < flooded.length; s++) {
      flooded[s] = rows[s / columns].charAt(s % columns) == 'G';
      if (flooded[s]) {
        edge.add(s);
      }
    }
    while (!edge.isEmpty()) {
      int state = edge.remove();
      for (int way = 0; way < 4; way++) {
        int row = Math.clamp(state / columns + ROW_STEP[way], 0, rows.length - 1);
        int column = Math.clamp(state % columns + COLUMN_STEP[way], 0, columns - 1);
        int next = row * columns + column;
        if (!flooded[next] && rows[row].charAt(column) != 'H') {
          flooded[next] = true;
          edge.add(next);
        }
      }
    }
    return IntStream.range(0, flooded.length)
        .allMatch(s -> flooded[s] || rows[s / columns].charAt(s % columns) != 'S');
  }

  private char cell(int state) {
    return rows[state / columns()].charAt(state % columns());
  }

  /// The number of cells in a row of the map.
  public int columns() {
    return rows[0].length();
  }

  /// The map's rows, made of S, F, H and G.
  public List<String> map() {
    return List.of(rows);
  }

  @Override
  public int states() {
    return rows.length * columns();
  }

  @Override
  public int actions() {
    return 4;
  }

  @Override
  public List<Transition> transitions(int state, int action) {
    if (over(state)) {
      return List.of(Transition.certain(state, 0, true));
    }
    if (!slippery) {
      return List.of(move(state, action, 1));
    }
    List<Transition> ways = new ArrayList<>();
    for (int way : new int[] {(action + 3) % 4, action, (action + 1) % 4}) {
      ways.add(move(state, way, 1.0 / 3));
    }
    return List.copyOf(ways);
  }

  private Transition move(int state, int way, double probability) {
    int row = Math.clamp(state / columns() + ROW_STEP[way], 0, rows.length - 1);
    int column = Math.clamp(state % columns() + COLUMN_STEP[way], 0, columns() - 1);
    int next = row * columns() + column;
    return new Transition(probability, next, cell(next) == 'G' ? 1 : 0, over(next));
  }

  private boolean over(int state) {
    return cell(state) == 'H' || cell(state) == 'G';
  }

  @Override
  public double[] initialDistribution() {
    double[] distribution = new double[states()];
    int starts = 0;
    for (int s = 0; s < distribution.length; s++) {
      starts += cell(s) == 'S' ? 1 : 0;
    }
    for (int s = 0; s < distribution.length; s++) {
      distribution[s] = cell(s) == 'S' ? 1.0 / starts : 0;
    }
    return distribution;
  }

  @Override
  public StatePainter painter() {
    return new LakePainter(rows);
  }
}

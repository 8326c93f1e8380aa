package ascent.envs.tabular;

import ascent.config.Help;
import ascent.env.registry.EnvConfig;
import ascent.env.registry.EpisodeConfig;
import java.util.List;

/// Taxi-v3: pick up a passenger and drive to the destination.
///
/// The task of Dietterich, *Hierarchical Reinforcement Learning with the MAXQ Value Function
/// Decomposition* (2000), with the map and numbers of Gymnasium 1.0: 5 × 5 cells, walls between
/// some of them, and four stops: red (0), green (1), yellow (2), blue (3).
///
/// ```
/// R . | . . G
/// . . | . . .
/// . .   . . .
/// . | . . | . .
/// Y | . . | B .
/// ```
///
/// | action | |
/// |---|---|
/// | 0 | drive south |
/// | 1 | drive north |
/// | 2 | drive east |
/// | 3 | drive west |
/// | 4 | take the passenger in |
/// | 5 | let the passenger out |
///
/// **State**: ((row·5 + column)·5 + passenger)·4 + destination, where the passenger is at one of
/// the four stops or in the taxi (4), and the destination is a stop.
///
/// **Mask**: an action is allowed if it changes the state or ends the episode.
///
/// **Reward**: −1 for every step; 20 for letting the passenger out at the destination; −10 for
/// taking in or letting out where that cannot be done.
///
/// **Start**: the taxi anywhere, the passenger at a stop other than the destination, uniformly.
///
/// **End**: terminated when the passenger is at the destination; truncated after 200 steps
/// (`maxEpisodeSteps`). It counts as solved at a mean return of 8, although the best policy's is
/// 7.93.
public final class Taxi implements TabularMdp {
  public static final int SOUTH = 0;
  public static final int NORTH = 1;
  public static final int EAST = 2;
  public static final int WEST = 3;
  public static final int PICK_UP = 4;
  public static final int DROP_OFF = 5;

  /// Gymnasium's Taxi-v3.
  public static final Config DEFAULT = new Config(true, 200);

  /// The parameters.
  ///
  /// @param mask whether actions that change nothing are forbidden by a mask
  /// @param maxEpisodeSteps number of steps after which an episode is truncated; 0: never
  public record Config(
      @Help("Whether actions that change nothing are forbidden by a mask.") boolean mask,
      @Help("An episode is truncated after this many steps; 0: never.") int maxEpisodeSteps)
      implements EnvConfig {
    public Config {
      EpisodeConfig.checkMaxEpisodeSteps(maxEpisodeSteps);
    }
  }

  static final int SIZE = 5;
  private static final int STOPS = 4;
  static final int IN_TAXI = 4;
  static final int[] STOP = {0, 4, 20, 23}; // cells row·5 + column of R, G, Y, B

  /// Whether a wall stands east of each cell, `x` for yes; the last column's is the border.
  private static final String[] WALLS = {".x..x", ".x..x", "....x", "x.x.x", "x.x.x"};

  private final boolean mask;

  /// With Gymnasium's parameters, and the mask enabled.
  public Taxi() {
    this(DEFAULT);
  }

  /// An environment with other parameters.
  public Taxi(Config config) {
    mask = config.mask;
  }

  /// The components of a state.
  record State(int row, int column, int passenger, int destination) {

    static State of(int number) {
      int cell = number / (STOPS * (STOPS + 1));
      return new State(cell / SIZE, cell % SIZE, number / STOPS % (STOPS + 1), number % STOPS);
    }

    int number() {
      return (cell() * (STOPS + 1) + passenger) * STOPS + destination;
    }

    int cell() {
      return row * SIZE + column;
    }

    State at(int newRow, int newColumn) {
      int inside = Math.clamp(newRow, 0, SIZE - 1);
      return new State(inside, newColumn, passenger, destination);
    }

    State with(int newPassenger) {
      return new State(row, column, newPassenger, destination);
    }
  }

  @Override
  public int states() {
    return SIZE * SIZE * (STOPS + 1) * STOPS;
  }

  @Override
  public int actions() {
    return 6;
  }

  @Override
  public List<Transition> transitions(int state, int action) {
    State s = State.of(state);
    return List.of(
        switch (action) {
          case SOUTH -> drive(s.at(s.row + 1, s.column));
          case NORTH -> drive(s.at(s.row - 1, s.column));
          case EAST -> drive(s.at(s.row, s.column + (wall(s.row, s.column) ? 0 : 1)));
          case WEST -> drive(s.at(s.row, s.column - (wall(s.row, s.column - 1) ? 0 : 1)));
          case PICK_UP -> pickUp(s);
          default -> dropOff(s);
        });
  }

  static boolean wall(int row, int column) {
    return column < 0 || WALLS[row].charAt(column) == 'x';
  }

  private static Transition drive(State next) {
    return Transition.certain(next.number(), -1, false);
  }

  private static Transition pickUp(State s) {
    boolean there = s.passenger != IN_TAXI && STOP[s.passenger] == s.cell();
    return there ? drive(s.with(IN_TAXI)) : refused(s);
  }

  private static Transition dropOff(State s) {
    if (s.passenger == IN_TAXI) {
      for (int stop = 0; stop < STOPS; stop++) {
        if (STOP[stop] == s.cell()) {
          boolean there = stop == s.destination;
          return Transition.certain(s.with(stop).number(), there ? 20 : -1, there);
        }
      }
    }
    return refused(s);
  }

  private static Transition refused(State s) {
    return Transition.certain(s.number(), -10, false);
  }

  @Override
  public boolean allowed(int state, int action) {
    Transition transition = transitions(state, action).getFirst();
    return !mask || transition.next() != state || transition.terminated();
  }

  @Override
  public double[] initialDistribution() {
    double[] distribution = new double[states()];
    int starts = SIZE * SIZE * STOPS * (STOPS - 1);
    for (int number = 0; number < distribution.length; number++) {
      State s = State.of(number);
      boolean start = s.passenger != IN_TAXI && s.passenger != s.destination;
      distribution[number] = start ? 1.0 / starts : 0;
    }
    return distribution;
  }

  @Override
  public StatePainter painter() {
    return new TaxiPainter();
  }
}

package ascent.envs.minatar;

import ascent.rng.Rng;
import java.util.List;

/// The rules of one of the games. Rows count from the top, columns from the left.
interface Game {
  int NONE = 0;
  int LEFT = 1;
  int UP = 2;
  int RIGHT = 3;
  int DOWN = 4;
  int FIRE = 5;

  /// The names of the board's channels, in order.
  List<String> channels();

  /// The moves that make a difference in this game.
  int[] moves();

  void reset(Rng rng);

  /// Plays one frame.
  ///
  /// @param move one of the constants above
  /// @return the reward
  int play(int move);

  /// Whether the player has lost.
  boolean over();

  void draw(Board board);
}

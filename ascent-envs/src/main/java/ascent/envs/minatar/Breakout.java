package ascent.envs.minatar;

import ascent.rng.Rng;
import java.util.Arrays;
import java.util.List;

/// Break bricks with a ball that bounces off a paddle; three rows of bricks, a new wall when all
/// are gone.
///
/// | channel | |
/// |---|---|
/// | 0 | the paddle |
/// | 1 | the ball |
/// | 2 | where the ball was |
/// | 3 | bricks |
final class Breakout implements Game {
  private static final int[] MOVES = {NONE, LEFT, RIGHT};
  private static final int BOTTOM = Board.SIZE - 1;
  private static final int WALL_TOP = 1;
  private static final int WALL_ROWS = 3;

  private final boolean[][] brick = new boolean[Board.SIZE][Board.SIZE]; // [row][column]
  private int bricks;
  private int paddle;
  private int ballRow;
  private int ballColumn;
  private int lastRow;
  private int lastColumn;
  private int down; // ±1: the way the ball flies
  private int right; // ±1
  private boolean struck; // a brick in the last frame
  private boolean over;

  @Override
  public List<String> channels() {
    return List.of("paddle", "ball", "ball before", "bricks");
  }

  @Override
  public int[] moves() {
    return MOVES;
  }

  @Override
  public void reset(Rng rng) {
    boolean fromLeft = rng.nextBoolean();
    ballRow = 3;
    ballColumn = fromLeft ? 0 : BOTTOM;
    right = fromLeft ? 1 : -1;
    down = 1;
    lastRow = ballRow;
    lastColumn = ballColumn;
    paddle = 4;
    struck = false;
    over = false;
    for (boolean[] row : brick) {
      Arrays.fill(row, false);
    }
    buildWall();
  }

  private void buildWall() {
    for (int row = WALL_TOP; row < WALL_TOP + WALL_ROWS; row++) {
      Arrays.fill(brick[row], true);
    }
    bricks = WALL_ROWS * Board.SIZE;
  }

  @Override
  public int play(int move) {
    if (move == LEFT) {
      paddle = Math.max(0, paddle - 1);
    } else if (move == RIGHT) {
      paddle = Math.min(Board.SIZE - 1, paddle + 1);
    }
    lastRow = ballRow;
    lastColumn = ballColumn;
    int row = ballRow + down;
    int column = ballColumn + right;
    if (!Board.inside(column)) {
      column = Math.clamp(column, 0, Board.SIZE - 1);
      right = -right;
    }
    int reward = 0;
    boolean strikes = false;
    if (row < 0) {
      row = 0;
      down = -down;
    } else if (brick[row][column]) {
      strikes = true;
      if (!struck) { // a ball that comes out of the wall breaks no second brick
        reward = 1;
        brick[row][column] = false;
        bricks--;
        row = lastRow;
        down = -down;
      }
    } else if (row == BOTTOM) {
      row = reachBottom(column);
    }
    struck = strikes;
    ballRow = row;
    ballColumn = column;
    return reward;
  }

  /// The ball comes down at a column: it bounces off the paddle, back the way it came where it met
  /// the paddle's edge, or is lost.
  ///
  /// @return its row
  private int reachBottom(int column) {
    if (bricks == 0) {
      buildWall();
    }
    if (ballColumn == paddle) {
      down = -down;
      return lastRow;
    }
    if (column == paddle) {
      down = -down;
      right = -right;
      return lastRow;
    }
    over = true;
    return BOTTOM;
  }

  @Override
  public boolean over() {
    return over;
  }

  @Override
  public void draw(Board board) {
    board.set(BOTTOM, paddle, 0);
    board.set(ballRow, ballColumn, 1);
    board.set(lastRow, lastColumn, 2);
    for (int row = 0; row < Board.SIZE; row++) {
      for (int column = 0; column < Board.SIZE; column++) {
        if (brick[row][column]) {
          board.set(row, column, 3);
        }
      }
    }
  }
}

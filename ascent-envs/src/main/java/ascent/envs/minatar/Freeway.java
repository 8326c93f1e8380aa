package ascent.envs.minatar;

import ascent.rng.Rng;
import java.util.List;

/// Bring a chicken across eight lanes of cars, which send it back on a hit.
///
/// | channel | |
/// |---|---|
/// | 0 | the chicken |
/// | 1 | cars |
/// | 2 to 6 | where cars were that move every 2, 3, … 6 frames |
///
/// The game does not end by itself; MinAtar's limit of 2,500 frames cuts it off.
final class Freeway implements Game {
  private static final int[] MOVES = {NONE, UP, DOWN};
  private static final int LANES = 8; // rows 1 to 8
  private static final int START = Board.SIZE - 1; // row
  private static final int COLUMN = 4; // of the chicken
  private static final int CHICKEN_INTERVAL = 3; // frames
  private static final int SLOWEST = 5; // frames of rest

  private final int[] column = new int[LANES];
  private final int[] wait = new int[LANES];
  private final int[] interval = new int[LANES]; // frames of rest between two moves
  private final boolean[] right = new boolean[LANES];
  private Rng rng = Rng.stream(0, "freeway");
  private int row;
  private int moveTimer;

  @Override
  public List<String> channels() {
    return List.of(
        "chicken",
        "cars",
        "every 2 frames",
        "every 3 frames",
        "every 4 frames",
        "every 5 frames",
        "every 6 frames");
  }

  @Override
  public int[] moves() {
    return MOVES;
  }

  @Override
  public void reset(Rng rng) {
    this.rng = rng;
    drawCars();
    for (int lane = 0; lane < LANES; lane++) {
      column[lane] = 0;
    }
    row = START;
    moveTimer = CHICKEN_INTERVAL;
  }

  /// New speeds and directions.
  private void drawCars() {
    for (int lane = 0; lane < LANES; lane++) {
      interval[lane] = 1 + rng.nextInt(SLOWEST);
      right[lane] = rng.nextBoolean();
      wait[lane] = interval[lane];
    }
  }

  @Override
  public int play(int move) {
    if (moveTimer == 0 && (move == UP || move == DOWN)) {
      moveTimer = CHICKEN_INTERVAL;
      row = Math.clamp(move == UP ? row - 1 : row + 1, 0, START);
    }
    int reward = 0;
    if (row == 0) {
      reward = 1;
      drawCars();
      row = START;
    }
    for (int lane = 0; lane < LANES; lane++) {
      drive(lane);
    }
    moveTimer = Math.max(0, moveTimer - 1);
    return reward;
  }

  private void drive(int lane) {
    runOver(lane);
    if (wait[lane] > 0) {
      wait[lane]--;
      return;
    }
    wait[lane] = interval[lane];
    column[lane] = Math.floorMod(column[lane] + (right[lane] ? 1 : -1), Board.SIZE);
    runOver(lane);
  }

  private void runOver(int lane) {
    if (column[lane] == COLUMN && lane + 1 == row) {
      row = START;
    }
  }

  @Override
  public boolean over() {
    return false;
  }

  @Override
  public void draw(Board board) {
    board.set(row, COLUMN, 0);
    for (int lane = 0; lane < LANES; lane++) {
      board.set(lane + 1, column[lane], 1);
      int behind = Math.floorMod(column[lane] + (right[lane] ? -1 : 1), Board.SIZE);
      board.set(lane + 1, behind, 1 + interval[lane]);
    }
  }
}

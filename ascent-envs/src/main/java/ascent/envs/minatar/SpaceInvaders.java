package ascent.envs.minatar;

import ascent.rng.Rng;
import java.util.Arrays;
import java.util.List;

/// Shoot aliens that march to and fro and come nearer, and shoot back; a faster wave follows when
/// all are gone.
///
/// | channel | |
/// |---|---|
/// | 0 | the cannon |
/// | 1 | aliens |
/// | 2 | aliens that march left |
/// | 3 | aliens that march right |
/// | 4 | the player's bullets |
/// | 5 | the aliens' bullets |
final class SpaceInvaders implements Game {
  private static final int[] MOVES = {NONE, LEFT, RIGHT, FIRE};
  private static final int BOTTOM = Board.SIZE - 1;
  private static final int RELOAD = 5; // frames
  private static final int MARCH_INTERVAL = 12; // frames, at first
  private static final int SHORTEST_MARCH = 6; // frames
  private static final int ALIEN_RELOAD = 10; // frames

  private final boolean ramping;
  private boolean[][] alien = grid(); // [row][column]
  private boolean[][] bullet = grid();
  private boolean[][] bomb = grid();
  private int aliens;
  private int cannon;
  private int march; // ±1
  private int marchInterval;
  private int marchTimer;
  private int bombTimer;
  private int reload;
  private boolean over;

  SpaceInvaders(boolean ramping) {
    this.ramping = ramping;
  }

  private static boolean[][] grid() {
    return new boolean[Board.SIZE][Board.SIZE];
  }

  @Override
  public List<String> channels() {
    return List.of(
        "cannon", "aliens", "marching left", "marching right", "bullets", "alien bullets");
  }

  @Override
  public int[] moves() {
    return MOVES;
  }

  @Override
  public void reset(Rng rng) {
    clear(alien);
    clear(bullet);
    clear(bomb);
    newWave();
    cannon = 5;
    march = -1;
    marchInterval = MARCH_INTERVAL;
    marchTimer = marchInterval;
    bombTimer = ALIEN_RELOAD;
    reload = 0;
    over = false;
  }

  private static void clear(boolean[][] grid) {
    for (boolean[] row : grid) {
      Arrays.fill(row, false);
    }
  }

  private void newWave() {
    for (int row = 0; row < 4; row++) {
      Arrays.fill(alien[row], 2, 8, true);
    }
    aliens = 4 * 6;
  }

  @Override
  public int play(int move) {
    act(move);
    shiftRows(bullet, -1);
    shiftRows(bomb, 1);
    over |= bomb[BOTTOM][cannon] || alien[BOTTOM][cannon];
    if (marchTimer == 0) {
      marchTimer = Math.min(aliens, marchInterval);
      marchOn();
      over |= alien[BOTTOM][cannon];
    }
    if (bombTimer == 0) {
      bombTimer = ALIEN_RELOAD;
      shootBack();
    }
    int hits = hits();
    reload = Math.max(0, reload - 1);
    marchTimer--;
    bombTimer--;
    if (aliens == 0) {
      if (ramping) {
        marchInterval = Math.max(SHORTEST_MARCH, marchInterval - 1);
      }
      newWave();
    }
    return hits;
  }

  private void act(int move) {
    if (move == FIRE && reload == 0) {
      bullet[BOTTOM][cannon] = true;
      reload = RELOAD;
    } else if (move == LEFT) {
      cannon = Math.max(0, cannon - 1);
    } else if (move == RIGHT) {
      cannon = Math.min(BOTTOM, cannon + 1);
    }
  }

  /// Moves everything one row; what leaves the board is gone.
  private static void shiftRows(boolean[][] grid, int by) {
    boolean[] leaving = grid[by > 0 ? BOTTOM : 0];
    Arrays.fill(leaving, false);
    rotateRows(grid, by);
  }

  /// Moves everything one row; what leaves at one end comes in at the other.
  private static void rotateRows(boolean[][] grid, int by) {
    boolean[] wrapped = grid[by > 0 ? BOTTOM : 0];
    System.arraycopy(grid, by > 0 ? 0 : 1, grid, by > 0 ? 1 : 0, BOTTOM);
    grid[by > 0 ? 0 : BOTTOM] = wrapped;
  }

  /// One column on, or at the edge one row down and the other way.
  private void marchOn() {
    int edge = march < 0 ? 0 : Board.SIZE - 1;
    boolean atEdge = false;
    boolean landed = false;
    for (int row = 0; row < Board.SIZE; row++) {
      atEdge |= alien[row][edge];
    }
    if (atEdge) {
      for (boolean there : alien[BOTTOM]) {
        landed |= there;
      }
      march = -march;
      over |= landed;
      rotateRows(alien, 1);
      return;
    }
    for (boolean[] row : alien) { // the edge is free: nothing is lost
      System.arraycopy(row, march < 0 ? 1 : 0, row, march < 0 ? 0 : 1, BOTTOM);
      row[march < 0 ? BOTTOM : 0] = false;
    }
  }

  /// The lowest alien of the column nearest to the cannon shoots; of two as near, the left one.
  private void shootBack() {
    for (int distance = 0; distance < Board.SIZE; distance++) {
      if (shootFrom(cannon - distance) || shootFrom(cannon + distance)) {
        return;
      }
    }
  }

  private boolean shootFrom(int column) {
    for (int row = BOTTOM; row >= 0 && Board.inside(column); row--) {
      if (alien[row][column]) {
        bomb[row][column] = true;
        return true;
      }
    }
    return false;
  }

  /// Removes the aliens that a bullet has reached, and the bullets.
  private int hits() {
    int hits = 0;
    for (int row = 0; row < Board.SIZE; row++) {
      for (int column = 0; column < Board.SIZE; column++) {
        if (alien[row][column] && bullet[row][column]) {
          alien[row][column] = false;
          bullet[row][column] = false;
          hits++;
        }
      }
    }
    aliens -= hits;
    return hits;
  }

  @Override
  public boolean over() {
    return over;
  }

  @Override
  public void draw(Board board) {
    board.set(BOTTOM, cannon, 0);
    for (int row = 0; row < Board.SIZE; row++) {
      for (int column = 0; column < Board.SIZE; column++) {
        if (alien[row][column]) {
          board.set(row, column, 1);
          board.set(row, column, march < 0 ? 2 : 3);
        }
        if (bullet[row][column]) {
          board.set(row, column, 4);
        }
        if (bomb[row][column]) {
          board.set(row, column, 5);
        }
      }
    }
  }
}

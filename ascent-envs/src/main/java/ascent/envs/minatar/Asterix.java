package ascent.envs.minatar;

import ascent.rng.Rng;
import java.util.Arrays;
import java.util.List;

/// Collect gold and avoid enemies; both enter from the sides, along eight lanes, with increasing
/// speed.
///
/// | channel | |
/// |---|---|
/// | 0 | the player |
/// | 1 | enemies |
/// | 2 | where enemies and gold were |
/// | 3 | gold |
final class Asterix implements Game {
  private static final int[] MOVES = {NONE, LEFT, UP, RIGHT, DOWN};
  private static final int LANES = 8; // rows 1 to 8
  private static final int RAMP_INTERVAL = 100; // frames
  private static final int SPAWN_INTERVAL = 10; // frames, at first
  private static final int MOVE_INTERVAL = 5; // frames, at first

  private final boolean ramping;
  private final boolean[] taken = new boolean[LANES];
  private final int[] column = new int[LANES];
  private final boolean[] right = new boolean[LANES];
  private final boolean[] gold = new boolean[LANES];
  private Rng rng = Rng.stream(0, "asterix");
  private int playerColumn;
  private int playerRow;
  private int spawnInterval;
  private int spawnTimer;
  private int moveInterval;
  private int moveTimer;
  private int rampTimer;
  private int ramp;
  private int reward;
  private boolean over;

  Asterix(boolean ramping) {
    this.ramping = ramping;
  }

  @Override
  public List<String> channels() {
    return List.of("player", "enemies", "moved from", "gold");
  }

  @Override
  public int[] moves() {
    return MOVES;
  }

  @Override
  public void reset(Rng rng) {
    this.rng = rng;
    Arrays.fill(taken, false);
    playerColumn = 5;
    playerRow = 5;
    spawnInterval = SPAWN_INTERVAL;
    spawnTimer = spawnInterval;
    moveInterval = MOVE_INTERVAL;
    moveTimer = moveInterval;
    rampTimer = RAMP_INTERVAL;
    ramp = 0;
    over = false;
  }

  @Override
  public int play(int move) {
    reward = 0;
    if (spawnTimer == 0) {
      spawn();
      spawnTimer = spawnInterval;
    }
    switch (move) {
      case LEFT -> playerColumn = Math.max(0, playerColumn - 1);
      case RIGHT -> playerColumn = Math.min(Board.SIZE - 1, playerColumn + 1);
      case UP -> playerRow = Math.max(1, playerRow - 1);
      case DOWN -> playerRow = Math.min(LANES, playerRow + 1);
      default -> {}
    }
    for (int lane = 0; lane < LANES; lane++) {
      meet(lane);
    }
    if (moveTimer == 0) {
      moveTimer = moveInterval;
      for (int lane = 0; lane < LANES; lane++) {
        advance(lane);
      }
    }
    spawnTimer--;
    moveTimer--;
    if (ramping && (spawnInterval > 1 || moveInterval > 1)) {
      rampUp();
    }
    return reward;
  }

  private void advance(int lane) {
    if (taken[lane]) {
      column[lane] += right[lane] ? 1 : -1;
      taken[lane] = Board.inside(column[lane]);
      meet(lane);
    }
  }

  /// Handles contact with the player in the same cell.
  private void meet(int lane) {
    if (taken[lane] && column[lane] == playerColumn && lane + 1 == playerRow) {
      if (gold[lane]) {
        taken[lane] = false;
        reward++;
      } else {
        over = true;
      }
    }
  }

  /// Something enters a free lane, gold one time in three.
  private void spawn() {
    boolean fromLeft = rng.nextBoolean();
    boolean isGold = rng.nextInt(3) == 0;
    int free = 0;
    for (boolean t : taken) {
      free += t ? 0 : 1;
    }
    if (free == 0) {
      return;
    }
    int lane = -1;
    for (int skip = rng.nextInt(free); skip >= 0; skip--) {
      do {
        lane++;
      } while (taken[lane]);
    }
    taken[lane] = true;
    column[lane] = fromLeft ? 0 : Board.SIZE - 1;
    right[lane] = fromLeft;
    gold[lane] = isGold;
  }

  private void rampUp() {
    if (rampTimer >= 0) {
      rampTimer--;
      return;
    }
    if (moveInterval > 1 && ramp % 2 == 1) {
      moveInterval--;
    }
    spawnInterval = Math.max(1, spawnInterval - 1);
    ramp++;
    rampTimer = RAMP_INTERVAL;
  }

  @Override
  public boolean over() {
    return over;
  }

  @Override
  public void draw(Board board) {
    board.set(playerRow, playerColumn, 0);
    for (int lane = 0; lane < LANES; lane++) {
      if (taken[lane]) {
        board.set(lane + 1, column[lane], gold[lane] ? 3 : 1);
        board.setIfInside(lane + 1, right[lane] ? column[lane] - 1 : column[lane] + 1, 2);
      }
    }
  }
}

package ascent.envs.minatar;

import ascent.rng.Rng;
import java.util.List;

/// Command a submarine: shoot fish and enemy submarines, pick up divers and bring them to the
/// surface before the oxygen is used up.
///
/// | channel | |
/// |---|---|
/// | 0, 1 | front and back of the submarine |
/// | 2 | its bullets |
/// | 3 | where fish, enemy submarines and divers were |
/// | 4 | the enemies' bullets |
/// | 5, 6 | fish, enemy submarines |
/// | 7 | the oxygen left: as many cells of the bottom row |
/// | 8 | divers on board: as many cells of the bottom row |
/// | 9 | divers in the water |
///
/// To surface without a diver is fatal. With fewer than six, one goes ashore; with six, all do, and
/// each cell of oxygen counts as a point. Then everything gets faster.
final class Seaquest implements Game {
  private static final int[] MOVES = {NONE, LEFT, UP, RIGHT, DOWN, FIRE};
  private static final int MAX_OXYGEN = 200; // frames
  private static final int MAX_DIVERS = 6;
  private static final int SPAWN_INTERVAL = 20; // frames, at first
  private static final int DIVER_INTERVAL = 30; // frames
  private static final int MOVE_INTERVAL = 5; // frames, at first
  private static final int DIVER_MOVE_INTERVAL = 5; // frames
  private static final int RELOAD = 5; // frames
  private static final int ENEMY_RELOAD = 10; // frames
  private static final int DEEPEST = 8; // row

  private final boolean ramping;
  private final Things bullets = new Things();
  private final Things torpedoes = new Things();
  private final Things fish = new Things();
  private final Things subs = new Things();
  private final Things divers = new Things();
  private Rng rng = Rng.stream(0, "seaquest");
  private int column;
  private int row;
  private boolean facingRight;
  private int oxygen;
  private int aboard;
  private boolean surfaced;
  private int spawnInterval;
  private int spawnTimer;
  private int diverTimer;
  private int moveInterval;
  private int reload;
  private int ramp;
  private int reward;
  private boolean over;

  Seaquest(boolean ramping) {
    this.ramping = ramping;
  }

  @Override
  public List<String> channels() {
    return List.of(
        "submarine",
        "its back",
        "its bullets",
        "moved from",
        "enemy bullets",
        "fish",
        "enemy submarines",
        "oxygen",
        "divers on board",
        "divers");
  }

  @Override
  public int[] moves() {
    return MOVES;
  }

  @Override
  public void reset(Rng rng) {
    this.rng = rng;
    bullets.clear();
    torpedoes.clear();
    fish.clear();
    subs.clear();
    divers.clear();
    column = 5;
    row = 0;
    facingRight = false;
    oxygen = MAX_OXYGEN;
    aboard = 0;
    surfaced = true;
    spawnInterval = SPAWN_INTERVAL;
    spawnTimer = spawnInterval;
    diverTimer = DIVER_INTERVAL;
    moveInterval = MOVE_INTERVAL;
    reload = 0;
    ramp = 0;
    over = false;
  }

  @Override
  public int play(int move) {
    reward = 0;
    spawn();
    act(move);
    moveBullets();
    moveDivers();
    moveSubs();
    moveTorpedoes();
    moveFish();
    spawnTimer = Math.max(0, spawnTimer - 1);
    diverTimer = Math.max(0, diverTimer - 1);
    reload = Math.max(0, reload - 1);
    over |= oxygen < 0;
    if (row > 0) {
      oxygen--;
      surfaced = false;
    } else if (!surfaced) {
      surface();
    }
    return reward;
  }

  private void spawn() {
    if (spawnTimer == 0) {
      spawnEnemy();
      spawnTimer = spawnInterval;
    }
    if (diverTimer == 0) {
      boolean right = rng.nextBoolean();
      divers.add(right ? 0 : Board.SIZE - 1, randomRow(), right, DIVER_MOVE_INTERVAL, 0);
      diverTimer = DIVER_INTERVAL;
    }
  }

  /// A submarine with probability 1/3, otherwise a fish; nothing if it would meet an oncoming one.
  private void spawnEnemy() {
    boolean right = rng.nextBoolean();
    boolean isSub = rng.nextInt(3) == 0;
    int at = randomRow();
    if (!subs.oncoming(at, right) && !fish.oncoming(at, right)) {
      Things kind = isSub ? subs : fish;
      kind.add(right ? 0 : Board.SIZE - 1, at, right, moveInterval, ENEMY_RELOAD);
    }
  }

  private int randomRow() {
    return 1 + rng.nextInt(DEEPEST);
  }

  private void act(int move) {
    switch (move) {
      case LEFT -> {
        column = Math.max(0, column - 1);
        facingRight = false;
      }
      case RIGHT -> {
        column = Math.min(Board.SIZE - 1, column + 1);
        facingRight = true;
      }
      case UP -> row = Math.max(0, row - 1);
      case DOWN -> row = Math.min(DEEPEST, row + 1);
      case FIRE -> {
        if (reload == 0) {
          bullets.add(column, row, facingRight, 0, 0);
          reload = RELOAD;
        }
      }
      default -> {}
    }
  }

  private void moveBullets() {
    for (int i = bullets.count() - 1; i >= 0; i--) {
      bullets.advance(i);
      if (bullets.gone(i) || hit(fish, bullets, i) || hit(subs, bullets, i)) {
        bullets.remove(i);
      }
    }
  }

  /// Removes one of the targets where thing i is, for a point.
  private boolean hit(Things targets, Things things, int i) {
    int target = targets.find(things.column(i), things.row(i));
    if (target < 0) {
      return false;
    }
    targets.remove(target);
    reward++;
    return true;
  }

  private void moveDivers() {
    for (int i = divers.count() - 1; i >= 0; i--) {
      if (pickUp(i)) {
        continue;
      }
      if (divers.moves(i, DIVER_MOVE_INTERVAL)) {
        divers.advance(i);
        if (divers.gone(i)) {
          divers.remove(i);
        } else {
          pickUp(i);
        }
      }
    }
  }

  private boolean pickUp(int i) {
    if (aboard < MAX_DIVERS && divers.at(i, column, row)) {
      divers.remove(i);
      aboard++;
      return true;
    }
    return false;
  }

  private void moveSubs() {
    for (int i = subs.count() - 1; i >= 0; i--) {
      boolean shoots = subs.shoots(i, ENEMY_RELOAD);
      int at = subs.row(i);
      boolean right = subs.right(i);
      int from = moveEnemy(subs, i);
      if (shoots) {
        torpedoes.add(from, at, right, 0, 0);
      }
    }
  }

  private void moveFish() {
    for (int i = fish.count() - 1; i >= 0; i--) {
      moveEnemy(fish, i);
    }
  }

  /// Moves an enemy if it is time: it may leave, ram the submarine, or run into a bullet.
  ///
  /// @return its column
  private int moveEnemy(Things enemies, int i) {
    over |= enemies.at(i, column, row);
    if (enemies.moves(i, moveInterval)) {
      enemies.advance(i);
      int to = enemies.column(i);
      if (enemies.gone(i)) {
        enemies.remove(i);
      } else if (enemies.at(i, column, row)) {
        over = true;
      } else if (hit(bullets, enemies, i)) {
        enemies.remove(i);
      }
      return to;
    }
    return enemies.column(i);
  }

  private void moveTorpedoes() {
    for (int i = torpedoes.count() - 1; i >= 0; i--) {
      over |= torpedoes.at(i, column, row);
      torpedoes.advance(i);
      if (torpedoes.gone(i)) {
        torpedoes.remove(i);
      } else {
        over |= torpedoes.at(i, column, row);
      }
    }
  }

  /// The submarine comes up.
  private void surface() {
    if (aboard == 0) {
      over = true;
      return;
    }
    surfaced = true;
    if (aboard == MAX_DIVERS) {
      reward += oxygenCells();
      aboard = 0;
    } else {
      aboard--;
    }
    oxygen = MAX_OXYGEN;
    if (ramping && (spawnInterval > 1 || moveInterval > 2)) {
      if (moveInterval > 2 && ramp % 2 == 1) {
        moveInterval--;
      }
      spawnInterval = Math.max(1, spawnInterval - 1);
      ramp++;
    }
  }

  private int oxygenCells() {
    return Math.max(0, oxygen) * Board.SIZE / MAX_OXYGEN;
  }

  @Override
  public boolean over() {
    return over;
  }

  @Override
  public void draw(Board board) {
    board.set(row, column, 0);
    board.setIfInside(row, facingRight ? column - 1 : column + 1, 1);
    for (int i = 0; i < oxygenCells(); i++) {
      board.set(Board.SIZE - 1, i, 7);
    }
    for (int i = 1; i <= aboard; i++) {
      board.set(Board.SIZE - 1, Board.SIZE - 1 - i, 8);
    }
    bullets.draw(board, 2);
    torpedoes.draw(board, 4);
    fish.draw(board, 5);
    subs.draw(board, 6);
    divers.draw(board, 9);
    fish.drawTrails(board, 3);
    subs.drawTrails(board, 3);
    divers.drawTrails(board, 3);
  }
}

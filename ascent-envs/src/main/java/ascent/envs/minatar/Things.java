package ascent.envs.minatar;

import java.util.Arrays;

/// Things that move along the rows of a board, in the order in which they came.
final class Things {
  private int count;
  private int[] column = new int[16];
  private int[] row = new int[16];
  private boolean[] right = new boolean[16]; // which way it moves
  private int[] wait = new int[16]; // frames until it moves
  private int[] reload = new int[16]; // frames until it shoots

  int count() {
    return count;
  }

  void clear() {
    count = 0;
  }

  void add(int column, int row, boolean right, int wait, int reload) {
    if (count == this.column.length) {
      grow();
    }
    this.column[count] = column;
    this.row[count] = row;
    this.right[count] = right;
    this.wait[count] = wait;
    this.reload[count] = reload;
    count++;
  }

  private void grow() {
    column = Arrays.copyOf(column, 2 * count);
    row = Arrays.copyOf(row, 2 * count);
    right = Arrays.copyOf(right, 2 * count);
    wait = Arrays.copyOf(wait, 2 * count);
    reload = Arrays.copyOf(reload, 2 * count);
  }

  /// Removes thing i and shifts the later ones.
  void remove(int i) {
    count--;
    System.arraycopy(column, i + 1, column, i, count - i);
    System.arraycopy(row, i + 1, row, i, count - i);
    System.arraycopy(right, i + 1, right, i, count - i);
    System.arraycopy(wait, i + 1, wait, i, count - i);
    System.arraycopy(reload, i + 1, reload, i, count - i);
  }

  int column(int i) {
    return column[i];
  }

  int row(int i) {
    return row[i];
  }

  boolean right(int i) {
    return right[i];
  }

  /// The column it came from, possibly outside the board.
  int behind(int i) {
    return right[i] ? column[i] - 1 : column[i] + 1;
  }

  boolean at(int i, int column, int row) {
    return this.column[i] == column && this.row[i] == row;
  }

  /// The first thing at a cell; −1 where there is none.
  int find(int column, int row) {
    for (int i = 0; i < count; i++) {
      if (at(i, column, row)) {
        return i;
      }
    }
    return -1;
  }

  /// Moves thing i one cell.
  void advance(int i) {
    column[i] += right[i] ? 1 : -1;
  }

  boolean gone(int i) {
    return !Board.inside(column[i]);
  }

  /// Whether thing i moves in this frame; if so, it waits for `interval` frames until the next
  /// time.
  boolean moves(int i, int interval) {
    if (wait[i] == 0) {
      wait[i] = interval;
      return true;
    }
    wait[i]--;
    return false;
  }

  /// Whether thing i shoots in this frame; if so, it does not for `interval` frames.
  boolean shoots(int i, int interval) {
    if (reload[i] == 0) {
      reload[i] = interval;
      return true;
    }
    reload[i]--;
    return false;
  }

  /// Whether one of them in that row moves the other way.
  boolean oncoming(int row, boolean right) {
    for (int i = 0; i < count; i++) {
      if (this.row[i] == row && this.right[i] != right) {
        return true;
      }
    }
    return false;
  }

  void draw(Board board, int channel) {
    for (int i = 0; i < count; i++) {
      board.set(row[i], column[i], channel);
    }
  }

  void drawTrails(Board board, int channel) {
    for (int i = 0; i < count; i++) {
      board.setIfInside(row[i], behind(i), channel);
    }
  }
}

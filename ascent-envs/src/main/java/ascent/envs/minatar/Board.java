package ascent.envs.minatar;

import java.util.Arrays;

/// An observation being drawn: a board of 10 × 10 cells with some channels, each 0 or 1, flat as
/// `[row][column][channel]`.
final class Board {
  static final int SIZE = 10;

  private final int channels;
  private float[] cells = {};

  Board(int channels) {
    this.channels = channels;
  }

  /// Starts with an empty board.
  ///
  /// @param cells to draw to, `[10 × 10 × channels]`
  void clear(float[] cells) {
    this.cells = cells;
    Arrays.fill(cells, 0);
  }

  void set(int row, int column, int channel) {
    cells[(row * SIZE + column) * channels + channel] = 1;
  }

  /// Sets a cell unless it is outside the board.
  void setIfInside(int row, int column, int channel) {
    if (inside(column)) {
      set(row, column, channel);
    }
  }

  static boolean inside(int column) {
    return column >= 0 && column < SIZE;
  }
}

package ascent.envs.tabular;

/// What the pictures of grids have in common.
final class CellGrid {
  private static final int LARGEST = 80; // pixels, of a cell
  private static final int PICTURE = 512; // pixels, of the longer side at most, if there is room

  private CellGrid() {}

  /// How large a cell should be.
  static int pixels(int rows, int columns) {
    return Math.clamp(PICTURE / Math.max(rows, columns), 4, LARGEST);
  }
}

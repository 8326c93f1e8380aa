package ascent.envs.tabular;

/// Shared code of the pictures of grids.
final class CellGrid {
  private static final int SMALLEST = 4; // pixels, of a cell
  private static final int LARGEST = 80; // pixels, of a cell
  private static final int PICTURE = 512; // pixels, of the longer side
  private static final int NARROWEST = 96; // pixels, of the shorter side
  private static final int LONGEST = 1440; // pixels, of the longer side where the shorter needs it

  private CellGrid() {}

  /// The preferred size of a cell.
  static int pixels(int rows, int columns) {
    int longer = Math.max(rows, columns);
    int narrow = Math.min(NARROWEST / Math.min(rows, columns), LONGEST / longer);
    return Math.clamp(Math.max(PICTURE / longer, narrow), SMALLEST, LARGEST);
  }
}

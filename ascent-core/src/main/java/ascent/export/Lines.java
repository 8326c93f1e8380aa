package ascent.export;

/// Breaks long lines.
final class Lines {
  private static final int WIDTH = 110;

  private Lines() {}

  /// A list with commas, broken after some of them.
  static String wrapped(String list) {
    StringBuilder text = new StringBuilder();
    int column = 0;
    for (String item : list.split(", ", -1)) {
      if (column > 0) {
        boolean full = column + item.length() > WIDTH;
        text.append(full ? ",\n" : ", ");
        column = full ? 0 : column + 2;
      }
      text.append(item);
      column += item.length();
    }
    return text.toString();
  }
}

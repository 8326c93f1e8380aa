package ascent.nn;

/// The parameters `from … to − 1` of a flat vector.
public record Span(int from, int to) {
  /// The number of parameters.
  public int size() {
    return to - from;
  }
}

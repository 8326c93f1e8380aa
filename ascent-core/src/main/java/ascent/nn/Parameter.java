package ascent.nn;

import java.util.List;

/// A weight matrix or bias: its name, offset in θ and shape.
public record Parameter(String name, int offset, List<Integer> shape) {
  /// The number of its elements.
  public int size() {
    return shape.stream().reduce(1, (a, b) -> a * b);
  }
}

package ascent.nn;

import java.util.List;

/// A weight matrix or bias: its name, where it starts in θ, its shape there.
public record Parameter(String name, int offset, List<Integer> shape) {
  /// The number of its elements.
  public int size() {
    return shape.stream().reduce(1, (a, b) -> a * b);
  }
}

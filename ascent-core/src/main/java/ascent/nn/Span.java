package ascent.nn;

import ascent.config.Size;

/// The parameters `from … to − 1` of a flat vector.
public record Span(int from, int to) {
  /// The parameters of a linear layer, its biases included.
  ///
  /// @throws IllegalArgumentException where no array holds so many, or a pass through the layer
  static Span ofLayer(int from, int inputs, int outputs) {
    Size.of("rows of a pass", NetworkPass.ROWS).times("layer width", outputs).array(Float.BYTES);
    String name = "the number of parameters, with a layer of %d × %d".formatted(inputs, outputs);
    return new Span(from, Size.of(name, from + (inputs + 1L) * outputs).array(Float.BYTES));
  }

  /// The number of parameters.
  public int size() {
    return to - from;
  }
}

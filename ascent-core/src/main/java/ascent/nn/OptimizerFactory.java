package ascent.nn;

/// Makes optimisers: [OptimizerConfig] makes Ascent's own. A config record with another optimiser
/// has a component that implements this, a record of the optimiser's settings.
@FunctionalInterface
public interface OptimizerFactory {
  /// A new optimiser.
  ///
  /// @param span the parameters that it steps; it must leave the others alone
  /// @param parameters |θ|
  Optimizer create(Span span, int parameters);

  /// An optimiser that steps all of `parameters` parameters.
  default Optimizer create(int parameters) {
    return create(new Span(0, parameters), parameters);
  }
}

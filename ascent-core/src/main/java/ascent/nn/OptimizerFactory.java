package ascent.nn;

/// Creates optimisers; [OptimizerConfig] creates Ascent's own. To use another optimiser, give the
/// config record a component that implements this interface: a record of the optimiser's settings.
@FunctionalInterface
public interface OptimizerFactory {
  /// A new optimiser.
  ///
  /// @param span the parameters that it updates; it must not change others
  /// @param parameters |θ|
  Optimizer create(Span span, int parameters);

  /// An optimiser that steps all of `parameters` parameters.
  default Optimizer create(int parameters) {
    return create(new Span(0, parameters), parameters);
  }
}

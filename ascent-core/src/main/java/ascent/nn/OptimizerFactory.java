package ascent.nn;

import ascent.nn.Optimizer.Range;

/// Makes optimisers: [OptimizerConfig] makes Ascent's own. A config record with another optimiser
/// has a component that implements this, a record of the optimiser's settings.
@FunctionalInterface
public interface OptimizerFactory {
  /// A new optimiser.
  ///
  /// @param range the parameters that it steps; it must leave the others alone
  /// @param parameters |θ|
  Optimizer create(Range range, int parameters);
}

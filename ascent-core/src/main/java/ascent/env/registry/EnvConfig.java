package ascent.env.registry;

/// An env's parameters: a record with a [ascent.config.Help] for each component, ranges checked by
/// the compact constructor, and one `DEFAULT`. They bind to `Name?key=value&…`.
///
/// ```java
/// record Config(
///     @Help("Whether the ice is slippery.") boolean slippery,
///     @Help("An episode is truncated after this many steps; 0: never.") int maxEpisodeSteps)
///     implements EnvConfig {}
/// ```
public interface EnvConfig {

  /// The number of steps after which an episode is truncated; 0: never.
  int maxEpisodeSteps();
}

package ascent.env.registry;

/// An env's parameters: a record, each component with its [ascent.config.Help], the ranges checked
/// by the compact constructor, and one `DEFAULT`. So they bind to `Name?key=value&…`.
///
/// ```java
/// record Config(
///     @Help("Whether the ice is slippery.") boolean slippery,
///     @Help("An episode is truncated after this many steps; 0: never.") int maxEpisodeSteps)
///     implements EnvConfig {}
/// ```
public interface EnvConfig {

  /// After how many steps an episode is truncated; 0: never.
  int maxEpisodeSteps();
}

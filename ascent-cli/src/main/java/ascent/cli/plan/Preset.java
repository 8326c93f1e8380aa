package ascent.cli.plan;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Settings that are known to work for an algorithm on an environment.
///
/// @param algorithm by name
/// @param env by name; [#ANY_ENV] if it is for every environment
/// @param name such as `tuned`
/// @param steps environment steps in all
/// @param episodes maximum number of episodes; 0 is no limit
/// @param envs environments stepped in parallel
/// @param parameters of the environment that differ from its defaults
/// @param set the algorithm's settings that differ from its defaults, as after `--set`
/// @param source the source of the settings
/// @param reliability what its page says of many seeds; null if there is none
public record Preset(
    String algorithm,
    String env,
    String name,
    long steps,
    long episodes,
    int envs,
    Map<String, String> parameters,
    Map<String, String> set,
    String source,
    @Nullable Reliability reliability) {

  /// Stands for every environment.
  public static final String ANY_ENV = "*";
}

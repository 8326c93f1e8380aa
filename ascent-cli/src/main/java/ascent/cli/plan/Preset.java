package ascent.cli.plan;

import java.util.Map;

/// Settings that are known to work for an algorithm on an environment.
///
/// @param algorithm by name
/// @param env by name; [#ANY_ENV] where it is for every environment
/// @param name such as `tuned`
/// @param steps environment steps in all
/// @param episodes in all, if the steps are not used up before; 0 is no limit
/// @param envs environments side by side
/// @param parameters of the environment that differ from its defaults
/// @param set the algorithm's settings that differ from its defaults, as after `--set`
/// @param source where the figures come from
public record Preset(
    String algorithm,
    String env,
    String name,
    long steps,
    long episodes,
    int envs,
    Map<String, String> parameters,
    Map<String, String> set,
    String source) {

  /// Stands for every environment.
  public static final String ANY_ENV = "*";
}

package ascent.cli.plan;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// What Stable-Baselines3 and rl-baselines3-zoo call our settings. Most names are ours in snake
/// case; the others are listed here.
public final class Sb3Names {
  private static final Pattern WORD_BREAK = Pattern.compile("_([a-z])");

  private static final Map<String, String> OTHERS =
      Map.ofEntries(
          Map.entry("n_steps", "rolloutSteps"),
          Map.entry("n_epochs", "epochs"),
          Map.entry("n_critic_updates", "criticUpdates"),
          Map.entry("net_arch", "policyLayers and valueLayers"),
          Map.entry("activation_fn", "activation"),
          Map.entry("ortho_init", "init"),
          Map.entry("rms_prop_eps", "optimizerEpsilon"),
          Map.entry("use_rms_prop", "optimizer"),
          Map.entry("use_sde", "distribution=gsde"),
          Map.entry("normalize", "normalizeObservations and normalizeRewards"),
          Map.entry("n_envs", "--envs"),
          Map.entry("n_timesteps", "--steps"),
          Map.entry("total_timesteps", "--steps"),
          Map.entry("eval_freq", "--eval-every"),
          Map.entry("n_eval_episodes", "--eval-episodes"));

  private Sb3Names() {}

  /// Our name of a setting or option, as far as it has another one there.
  ///
  /// @param known our settings, which a name in snake case is looked up in
  public static Optional<String> ours(String name, Map<String, String> known) {
    String other = OTHERS.get(name);
    if (other != null) {
      return Optional.of(other);
    }
    String camel =
        WORD_BREAK.matcher(name).replaceAll(word -> word.group(1).toUpperCase(Locale.ROOT));
    return camel.equals(name) || !known.containsKey(camel) ? Optional.empty() : Optional.of(camel);
  }
}

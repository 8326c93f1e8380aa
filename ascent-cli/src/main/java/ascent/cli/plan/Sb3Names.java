package ascent.cli.plan;

import ascent.cli.args.UsageException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What Stable-Baselines3 and rl-baselines3-zoo call our settings. Most names are ours in snake
/// case; the others are listed here.
public final class Sb3Names {
  private static final Pattern WORD_BREAK = Pattern.compile("_([a-z])");

  private static final Pattern AFTER_NAME = Pattern.compile("[ =].*");

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

  /// Our name of a setting or option, if it has another one there and the algorithm has it.
  ///
  /// @param known the names of the algorithm's settings
  public static Optional<String> ours(String name, Set<String> known) {
    if (known.contains(name)) {
      return Optional.empty();
    }
    String camel =
        WORD_BREAK.matcher(name).replaceAll(word -> word.group(1).toUpperCase(Locale.ROOT));
    String ours = OTHERS.getOrDefault(name, camel);
    boolean exists =
        ours.startsWith("--") || known.contains(AFTER_NAME.matcher(ours).replaceFirst(""));
    return exists ? Optional.of(ours) : Optional.empty();
  }

  /// Refuses settings of `--set` that have another name here.
  ///
  /// @param known the names of the algorithm's settings
  /// @throws UsageException which says what the first is called
  public static void refuse(Map<String, String> set, Set<String> known) {
    for (String name : set.keySet()) {
      ours(name, known)
          .ifPresent(ours -> {
            throw new UsageException("%s is called %s here.".formatted(name, ours));
          });
    }
  }
}

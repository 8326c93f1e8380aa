package ascent.cli.study;

import ascent.cli.args.Arguments;
import ascent.cli.args.UsageException;
import ascent.study.Variant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A side of a comparison of trainings.
///
/// @param text for people, such as `ppo:tuned, clipRange 0.1`
/// @param variant all settings
record Side(String text, Variant variant) {
  private static final String FACTOR = "candidate";

  /// Reads a side's arguments and options.
  ///
  /// @param name A or B
  /// @param typed `ALGO` or `ALGO:PRESET`
  /// @param own the option with this side's settings
  /// @throws UsageException if a name is unknown or a value is invalid
  static Side of(String name, String typed, String own, Arguments arguments) {
    String env = arguments.option("--env");
    if (env == null) {
      throw new UsageException(
          "--env is missing; it names the environment to train %s on, unless that is a model."
              .formatted(typed));
    }
    int colon = typed.indexOf(':');
    String algorithm = colon < 0 ? typed : typed.substring(0, colon);
    String preset = colon < 0 ? "" : typed.substring(colon + 1);
    Map<String, String> options = new LinkedHashMap<>();
    put(options, "steps", arguments.option("--steps"));
    put(options, "envs", arguments.option("--envs"));
    put(options, "evalEpisodes", arguments.option("--eval-episodes"));
    Map<String, String> settings = arguments.pairs(own);
    Variant variant =
        new StudyRequest(algorithm, env, preset, options, arguments.pairs("--set"), Map.of(), 1, 1)
            .variant(settings);
    StringBuilder text = new StringBuilder(typed);
    settings.forEach((key, value) -> text.append(", ").append(key).append(' ').append(value));
    return new Side(
        text.toString(), new Variant(Map.of(FACTOR, name), variant.config(), variant.settings()));
  }

  private static void put(Map<String, String> options, String name, @Nullable String value) {
    if (value != null) {
      options.put(name, value);
    }
  }

  /// Whether the other side has the same settings.
  boolean isSame(Side other) {
    return variant.config().equals(other.variant.config())
        && variant.settings().equals(other.variant.settings());
  }
}

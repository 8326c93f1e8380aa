package ascent.cli.run;

import ascent.cli.args.Arguments;
import ascent.cli.args.Syntax;
import ascent.cli.args.UsageException;
import ascent.cli.yaml.YamlMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.OptionSpec;

/// The file of `train --config`: options by their long names, and hyperparameters under `set`.
///
/// ```yaml
/// algorithm: ppo
/// env: CartPole-v1
/// steps: 50_000
/// eval-every: 5_000
/// set:
///   gamma: 0.98
///   policyLayers: [64, 64]
/// ```
///
/// The `config.json` of a run is such a file too, and a run's directory stands for it.
final class ConfigFile {
  private static final String SET = "set";
  private static final String EXAMPLE = "gamma: 0.98";
  private static final Set<String> NOT_IN_A_FILE = Set.of("config", "help", "version", "debug");

  /// The arguments, in their order.
  private static final List<String> ARGUMENTS = List.of("algorithm", "env");

  private final YamlMap root;
  private final YamlMap set;
  private final Map<String, List<String>> options = new LinkedHashMap<>();
  private final List<String> arguments = new ArrayList<>();

  private ConfigFile(YamlMap root, YamlMap set) {
    this.root = root;
    this.set = set;
  }

  /// Reads the options of a command from a file, or from a run's directory.
  ///
  /// @throws UsageException if it has other keys, or values of another kind
  /// @throws IOException if it cannot be read
  static ConfigFile read(Path given, Syntax syntax) throws IOException {
    Path file = Files.isDirectory(given) ? given.resolve("config.json") : given;
    YamlMap root = YamlMap.read(file, "a configuration", "algorithm: ppo");
    boolean record = root.has("run") && root.has("config");
    var config = new ConfigFile(root, root.map(record ? "config" : SET, EXAMPLE));
    if (record) {
      config.readRecord();
    } else {
      config.readOptions(known(syntax));
    }
    return config;
  }

  /// The options that a file may have, by long name without the hyphens.
  private static Map<String, OptionSpec> known(Syntax syntax) {
    Map<String, OptionSpec> known = new LinkedHashMap<>();
    for (OptionSpec option : syntax.spec().options()) {
      String name = option.longestName().replaceFirst("^-+", "");
      if (!NOT_IN_A_FILE.contains(name)) {
        known.put(name, option);
      }
    }
    return known;
  }

  private void readOptions(Map<String, OptionSpec> known) {
    Set<String> keys = new LinkedHashSet<>(ARGUMENTS);
    keys.addAll(known.keySet());
    for (String key : root.keys()) { // also as config.json has them: evalEvery
      if (known.containsKey(hyphenated(key))) {
        keys.add(key);
      }
    }
    root.requireKeys(keys);
    ARGUMENTS.forEach(key -> arguments.add(root.has(key) ? nonBlank(key) : ""));
    for (String key : root.keys()) {
      OptionSpec option = known.get(hyphenated(key));
      if (option != null && !key.equals(SET)) {
        read(key, option);
      }
    }
    readSettings();
  }

  private void read(String key, OptionSpec option) {
    if (option.arity().max() == 0) {
      switch (root.plain(key)) {
        case "true" -> options.put(option.longestName(), List.of());
        case "false" -> {}
        default ->
            throw root.wrong(
                key, "%s is %s; it must be true or false".formatted(key, root.plain(key)));
      }
    } else if (option.isMultiValue()) {
      options.put(option.longestName(), root.list(key, true));
    } else {
      options.put(option.longestName(), List.of(nonBlank(key)));
    }
  }

  private String nonBlank(String key) {
    String text = root.plain(key);
    if (text.isBlank()) {
      throw root.wrong(key, key + " has no value; leave it out or give one");
    }
    return text;
  }

  private void readSettings() {
    if (!set.keys().isEmpty()) {
      options.put("--set", set.keys().stream().map(key -> key + "=" + set.text(key)).toList());
    }
  }

  /// The record that a run keeps of its settings. It is complete, so it is based on no preset.
  private void readRecord() {
    YamlMap run = root.map("run", "steps: 50_000");
    arguments.add(root.plain("algorithm"));
    arguments.add(run.plain("env"));
    options.put("--preset", List.of("default"));
    for (String key : run.keys()) {
      String value = run.plain(key);
      switch (key) {
        case "env", "fromSha256" -> {}
        case "from" -> {
          if (!value.isEmpty()) {
            throw run.wrong(
                key, "the run started from the model " + value + ", so it cannot be repeated so");
          }
        }
        case "wrappers" -> put(!value.equals("none"), "--wrap", value);
        case "curriculum" -> put(!value.equals("none"), "--curriculum", value);
        case "logEveryEpisodes" -> put(!value.equals("0"), "--log-every", value + "ep");
        case "logEvery" -> put(run.text("logEveryEpisodes").equals("0"), "--log-every", value);
        case "checkpointSeconds" -> put(!value.equals("0"), "--checkpoint-every", value + "s");
        case "checkpointEvery" ->
            put(run.text("checkpointSeconds").equals("0"), "--checkpoint-every", value);
        case "rewardThreshold" ->
            put(run.text("stopWhenSolved").equals("true"), "--stop-at", value);
        case "stopWhenSolved" -> {}
        case "evalEvery" -> put(!value.equals("0"), "--eval-every", value);
        default -> options.put("--" + hyphenated(key), List.of(value));
      }
    }
    readSettings();
  }

  private void put(boolean given, String option, String value) {
    if (given) {
      options.put(option, List.of(value));
    }
  }

  /// `evalEvery` and `eval-every` are `eval-every`.
  private static String hyphenated(String key) {
    return key.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  /// The command line with what the file adds to it.
  Arguments under(Arguments commandLine) {
    return commandLine.over(arguments, options);
  }

  /// A mistake that was found later, with the place in the file where the value comes from; without
  /// one if the file is not at fault.
  UsageException located(RuntimeException e, Arguments commandLine) {
    String message = String.valueOf(e.getMessage());
    String place = "";
    int first = Integer.MAX_VALUE;
    for (YamlMap map : List.of(set, root)) {
      for (String key : map.keys()) {
        boolean overridden =
            map == set
                ? commandLine.pairs("--set").containsKey(key)
                : commandLine.flag("--" + hyphenated(key)) || isArgument(key, commandLine);
        int at = overridden ? -1 : mention(message, key);
        if (at >= 0 && at < first) {
          first = at;
          place = map.place(key) + ": ";
        }
      }
    }
    return new UsageException(place + message);
  }

  private static boolean isArgument(String key, Arguments commandLine) {
    int index = ARGUMENTS.indexOf(key);
    return index >= 0 && !commandLine.argument(index).isEmpty();
  }

  private static int mention(String message, String key) {
    Matcher word =
        Pattern.compile(
                "(?<![A-Za-z])(?:%s|%s)(?![A-Za-z])"
                    .formatted(Pattern.quote(key), Pattern.quote(hyphenated(key))))
            .matcher(message);
    return word.find() ? word.start() : -1;
  }
}

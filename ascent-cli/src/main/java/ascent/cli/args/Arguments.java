package ascent.cli.args;

import ascent.config.Check;
import ascent.config.Numbers;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/// What a command was given.
public final class Arguments {
  public static final String PORT_HELP =
      "Port of the dashboard on 127.0.0.1 (default: 6161; 0: any free one).";

  private static final int PORT = 6161;
  private static final int MAX_PORT = 65_535;
  private static final int MOST_THREADS = 1024;

  private final ParseResult parsed;
  private final List<String> line;
  private final List<String> otherArguments;
  private final Map<String, List<String>> otherOptions;

  /// The parsed arguments of a command.
  ///
  /// @param line what was typed after `ascent`
  public Arguments(ParseResult parsed, List<String> line) {
    this(parsed, line, List.of(), Map.of());
  }

  private Arguments(
      ParseResult parsed,
      List<String> line,
      List<String> otherArguments,
      Map<String, List<String>> otherOptions) {
    this.parsed = parsed;
    this.line = List.copyOf(line);
    this.otherArguments = List.copyOf(otherArguments);
    this.otherOptions = Map.copyOf(otherOptions);
  }

  /// These arguments, with others for what was not given. Pairs of a repeated option `key=value`
  /// are added to those that were given, unless their key is.
  ///
  /// @param arguments by place; empty where there is none
  /// @param options values by name; a flag has none
  public Arguments over(List<String> arguments, Map<String, List<String>> options) {
    return new Arguments(parsed, line, arguments, options);
  }

  /// An argument by its place, from 0.
  public String argument(int index) {
    String other = index < otherArguments.size() ? otherArguments.get(index) : "";
    return parsed.matchedPositionalValue(index, other);
  }

  /// All arguments from a place on, where the command takes any number of them.
  public List<String> argumentsFrom(int index) {
    return parsed.matchedPositionalValue(index, List.of());
  }

  /// An option's value; null where it was not given.
  public @Nullable String option(String name) {
    List<String> other = otherOptions.getOrDefault(name, List.of());
    return parsed.matchedOptionValue(name, other.isEmpty() ? null : other.getFirst());
  }

  /// An option's value.
  public String option(String name, String otherwise) {
    String value = option(name);
    return value == null ? otherwise : value;
  }

  /// All values of a repeated option, in order.
  public List<String> options(String name) {
    return parsed.matchedOptionValue(name, otherOptions.getOrDefault(name, List.of()));
  }

  /// The pairs of a repeated option `key=value`, in the order given; the last one of a key counts.
  ///
  /// @throws UsageException if one has no key
  public Map<String, String> pairs(String name) {
    Map<String, String> pairs = new LinkedHashMap<>();
    List<String> all = new ArrayList<>(otherOptions.getOrDefault(name, List.of()));
    all.addAll(parsed.matchedOptionValue(name, List.of()));
    for (String pair : all) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw new UsageException(name + " is '" + pair + "'; it must be like gamma=0.99.");
      }
      pairs.put(pair.substring(0, equals).strip(), pair.substring(equals + 1).strip());
    }
    return pairs;
  }

  /// The number of threads of the option `--threads`; all cores without it.
  ///
  /// @throws UsageException if it is out of range
  public int threads() {
    int cores = Math.min(Runtime.getRuntime().availableProcessors(), MOST_THREADS);
    int threads = integer("--threads", cores);
    return UsageException.checking(() -> {
      boolean ok = threads >= 1 && threads <= MOST_THREADS;
      Check.that(ok, "threads", threads, "in [1, " + MOST_THREADS + "]");
      return threads;
    });
  }

  /// The command line as typed, in quotes where a shell needs them.
  public String line() {
    return line.stream().map(Arguments::quoted).collect(Collectors.joining(" ", "ascent ", ""));
  }

  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./=,:@%+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /// An option's value as a number.
  public double real(String name, double otherwise) {
    String text = option(name);
    return text == null ? otherwise : number(name, text, Numbers::parseDouble);
  }

  /// Whether a flag was given.
  public boolean flag(String name) {
    return parsed.hasMatchedOption(name) || otherOptions.containsKey(name);
  }

  /// An option's value as a whole number.
  public int integer(String name, int otherwise) {
    String text = option(name);
    return text == null ? otherwise : number(name, text, Numbers::parseInt);
  }

  /// An option's value as a whole number.
  public long longInteger(String name, long otherwise) {
    String text = option(name);
    return text == null ? otherwise : number(name, text, Numbers::parseLong);
  }

  /// The value of `--port`.
  public int port() {
    int port = integer("--port", PORT);
    if (port < 0 || port > MAX_PORT) {
      throw new UsageException("--port is %d; it must be in [0, %d].".formatted(port, MAX_PORT));
    }
    return port;
  }

  /// An option's value as a time, such as `30s`, `5m` or `1h30m`; null where it was not given.
  public @Nullable Duration duration(String name) {
    String text = option(name);
    if (text == null) {
      return null;
    }
    try {
      Duration duration = Duration.parse("PT" + text.strip());
      if (!duration.isNegative()) {
        return duration;
      }
      throw new UsageException("%s is '%s'; it must not be negative.".formatted(name, text));
    } catch (DateTimeParseException e) {
      throw new UsageException(
          "%s is '%s'; it must be like 30s, 5m or 1h30m.".formatted(name, text));
    }
  }

  @FunctionalInterface
  private interface Parser<T> {
    T parse(String text);
  }

  private static <T> T number(String name, String text, Parser<T> parser) {
    try {
      return parser.parse(text);
    } catch (NumberFormatException e) {
      throw new UsageException(name + ": " + e.getMessage());
    }
  }

  /// A text as the path of a file.
  ///
  /// @throws UsageException if it is empty, or none of this system
  public static Path path(String text) {
    if (text.isBlank()) {
      throw new UsageException(
          "the name of a file or directory is \"" + text + "\"; it must not be empty.");
    }
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new UsageException("'" + text + "' cannot be the name of a file: " + e.getReason());
    }
  }
}

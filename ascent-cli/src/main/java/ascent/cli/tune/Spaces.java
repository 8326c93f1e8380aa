package ascent.cli.tune;

import static java.nio.charset.StandardCharsets.UTF_8;

import ascent.cli.args.Arguments;
import ascent.cli.args.UsageException;
import ascent.cli.yaml.YamlMap;
import ascent.study.tune.Range;
import ascent.study.tune.Space;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a search varies: the ranges of the algorithm in `ascent/tune-spaces.yaml`, or those of a
/// file, and those of `--space key=range`.
final class Spaces {
  private static final String RESOURCE = "/ascent/tune-spaces.yaml";
  private static final String EXAMPLE = "learningRate: log(1e-5, 1e-2)";

  private Spaces() {}

  /// The space of a command.
  ///
  /// @param options of `--space`: at most one name of a file, and ranges, which override
  /// @param fixed settings that are given, which are not varied
  /// @throws UsageException if a range is invalid, or nothing is left to vary
  static Space of(String algorithm, List<String> options, Set<String> fixed) throws IOException {
    Map<String, Range> own = new LinkedHashMap<>();
    Map<String, Range> base = null;
    for (String option : options) {
      int equals = option.indexOf('=');
      if (equals > 0 && option.indexOf('(') > equals) {
        String name = option.substring(0, equals).strip();
        String text = option.substring(equals + 1);
        own.put(name, UsageException.checking(() -> Range.parse(name, text)));
      } else if (base == null && isFile(option)) {
        base = read(Arguments.path(option));
      } else {
        throw new UsageException(
            "--space is '%s'; it must be like learningRate=log(1e-5,1e-2), or one file that ends in .yaml."
                .formatted(option));
      }
    }
    Map<String, Range> all = base == null ? defaults(algorithm) : base;
    fixed.forEach(all::remove);
    all.putAll(own);
    if (all.isEmpty()) {
      throw new UsageException(
          "there are no ranges to search for %s. Maybe give some: --space learningRate=log(1e-5,1e-2)."
              .formatted(algorithm));
    }
    return new Space(List.copyOf(all.values()));
  }

  private static boolean isFile(String option) {
    return option.endsWith(".yaml") || option.endsWith(".yml");
  }

  private static Map<String, Range> read(Path file) throws IOException {
    return ranges(YamlMap.read(file, "a search space", EXAMPLE));
  }

  /// The ranges of an algorithm; none if the file does not have it.
  static Map<String, Range> defaults(String algorithm) throws IOException {
    try (InputStream in = Spaces.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IOException(RESOURCE + " is missing.");
      }
      String text = new String(in.readAllBytes(), UTF_8);
      YamlMap all = YamlMap.parse(Path.of("tune-spaces.yaml"), text, "search spaces", "ppo:");
      return ranges(all.map(algorithm, EXAMPLE));
    }
  }

  private static Map<String, Range> ranges(YamlMap map) {
    Map<String, Range> ranges = new LinkedHashMap<>();
    for (String name : new ArrayList<>(map.keys())) {
      try {
        boolean list = map.isList(name);
        Range range =
            list ? Range.choice(name, map.list(name, false)) : Range.parse(name, map.plain(name));
        ranges.put(name, range);
      } catch (IllegalArgumentException e) {
        throw map.wrong(name, String.valueOf(e.getMessage()));
      }
    }
    return ranges;
  }
}

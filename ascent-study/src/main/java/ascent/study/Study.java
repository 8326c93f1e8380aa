package ascent.study;

import static java.nio.charset.StandardCharsets.UTF_8;

import ascent.config.Check;
import ascent.io.Hashes;
import ascent.io.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Several variants on one environment, each with several seeds.
///
/// @param variants with distinct factors
/// @param seeds distinct
public record Study(List<Variant> variants, List<Long> seeds) {
  private static final int HASH_DIGITS = 8;

  public Study {
    variants = List.copyOf(variants);
    seeds = List.copyOf(seeds);
    Check.that(!variants.isEmpty(), "variants", variants.size(), "at least 1");
    Check.that(!seeds.isEmpty(), "seeds", seeds.size(), "at least 1");
    Check.that(seeds.stream().distinct().count() == seeds.size(), "seeds", seeds, "distinct");
    Set<String> folders = new LinkedHashSet<>();
    for (Variant variant : variants) {
      String env = variants.getFirst().settings().env();
      Check.that(
          variant.settings().env().equals(env),
          "env",
          variant.settings().env(),
          "the same, " + env);
      Check.that(
          folders.add(variant.folder()), "variants", variant.label(), "different from each other");
    }
  }

  /// The runs, seed by seed, so that every variant has as many as any other at any time.
  public List<Cell> cells() {
    List<Cell> cells = new ArrayList<>();
    for (long seed : seeds) {
      variants.forEach(variant -> cells.add(new Cell(variant, seed)));
    }
    return cells;
  }

  /// The environment of all runs.
  public String env() {
    return variants.getFirst().settings().env();
  }

  /// The names of the settings that are varied.
  public List<String> factors() {
    return List.copyOf(variants.getFirst().factors().keySet());
  }

  /// A few hexadecimal digits of a hash of everything but the seeds.
  public String fingerprint() {
    List<Map<String, String>> all = new ArrayList<>();
    for (Variant variant : variants) {
      Map<String, String> settings = new LinkedHashMap<>(new Cell(variant, 0).all());
      settings.putAll(variant.factors());
      all.add(settings);
    }
    return Hashes.sha256(Json.compact(all).getBytes(UTF_8)).substring(0, HASH_DIGITS);
  }
}

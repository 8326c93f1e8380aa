package ascent.cli.tune;

import ascent.cli.args.Arguments;
import ascent.cli.args.UsageException;
import ascent.config.Check;
import ascent.config.Nearest;
import ascent.study.tune.Score;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

/// How a search goes.
///
/// @param method how candidates are chosen
/// @param trials how many candidates
/// @param seeds of each
/// @param score how the scores of a candidate's runs are combined
/// @param finalists how many of the best are run again
/// @param finalSeeds of each of those
/// @param seed of the choice of candidates; the runs' seeds follow from it
record TuneSettings(
    Method method, int trials, int seeds, Score score, int finalists, int finalSeeds, long seed) {
  /// Tuning seeds of `--seed 1` are 1001, 1002, …, and those of the final runs 1501, 1502, …
  private static final long BLOCK = 1_000;

  private static final long HALF = 500;
  private static final long MOST = 1_000_000_000_000L;

  /// How candidates are chosen.
  enum Method {
    TPE,
    RANDOM,
    HALVING;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  TuneSettings {
    Check.that(trials >= 1 && trials <= 10_000, "trials", trials, "in [1, 10000]");
    Check.that(seeds >= 1 && seeds < HALF, "seeds", seeds, "in [1, 499]");
    Check.that(finalists >= 1 && finalists <= 100, "finalists", finalists, "in [1, 100]");
    Check.that(finalSeeds >= 1 && finalSeeds < HALF, "final-seeds", finalSeeds, "in [1, 499]");
    Check.that(seed >= 0 && seed <= MOST, "seed", seed, "in [0, " + MOST + "]");
  }

  /// As a command line has them.
  ///
  /// @throws UsageException if one is invalid
  static TuneSettings of(Arguments arguments) {
    Method method = choice("--method", arguments.option("--method", "tpe"), Method.values());
    Score score = choice("--score", arguments.option("--score", "iqm"), Score.values());
    int trials = arguments.integer("--trials", method == Method.HALVING ? 27 : 32);
    return UsageException.checking(() ->
        new TuneSettings(
            method,
            trials,
            arguments.integer("--seeds", 3),
            score,
            arguments.integer("--finalists", 3),
            arguments.integer("--final-seeds", 5),
            arguments.longInteger("--seed", 1)));
  }

  private static <E extends Enum<E>> E choice(String option, String text, E[] values) {
    List<String> names = Arrays.stream(values).map(TuneSettings::text).toList();
    int index = names.indexOf(text.strip().toLowerCase(Locale.ROOT));
    if (index < 0) {
      throw new UsageException(
          "%s is %s; it must be one of %s.%s"
              .formatted(option, text, String.join(", ", names), Nearest.hint(text, names)));
    }
    return values[index];
  }

  /// The name on the command line.
  static String text(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The seeds of every candidate.
  List<Long> tuningSeeds() {
    return from(seed * BLOCK + 1, seeds);
  }

  /// The seeds of the finalists: others.
  List<Long> reportingSeeds() {
    return from(seed * BLOCK + HALF + 1, finalSeeds);
  }

  private static List<Long> from(long first, int count) {
    return LongStream.range(first, first + count).boxed().toList();
  }
}

package ascent.cli.tune;

import static java.nio.charset.StandardCharsets.UTF_8;

import ascent.cli.args.OutputFiles;
import ascent.cli.args.UsageException;
import ascent.io.FolderLock;
import ascent.io.Hashes;
import ascent.io.Json;
import ascent.study.Study;
import ascent.study.StudyResult;
import ascent.study.StudyRunner;
import ascent.study.Variant;
import ascent.study.tune.Bracket;
import ascent.study.tune.Importance;
import ascent.study.tune.Sampler;
import ascent.study.tune.Search;
import ascent.study.tune.Space;
import ascent.study.tune.StudyObjective;
import ascent.study.tune.TpeSampler;
import ascent.study.tune.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Runs a search in a folder. On the same folder again, it keeps the runs that are done and
/// continues the others.
///
/// @param request what is tuned
/// @param space what is varied
/// @param settings how
/// @param steps of a whole run
/// @param least steps of a run in the first rung of successive halving
record Tuning(TuneRequest request, Space space, TuneSettings settings, long steps, long least) {
  private static final int HASH_DIGITS = 8;
  private static final int ENV_LENGTH = 60;
  private static final int LEAST_TRIALS = 3; // that importances are of

  /// The folder of this search, whose name follows from the settings. More trials continue a search
  /// that is not one of successive halving.
  Path folder() {
    boolean halving = settings.method() == TuneSettings.Method.HALVING;
    Map<String, String> all = new LinkedHashMap<>();
    space.ranges().forEach(range -> all.put(range.name(), range.toString()));
    all.put("request", request.toString());
    all.put("method", settings.method() + " " + settings.score());
    all.put("seeds", settings.seed() + " " + settings.seeds());
    all.put("steps", steps + (halving ? " " + least + " " + settings.trials() : ""));
    String hash = Hashes.sha256(Json.compact(all).getBytes(UTF_8)).substring(0, HASH_DIGITS);
    String env = request.env().replaceAll("[^A-Za-z0-9._-]", "_");
    String name = env.substring(0, Math.min(env.length(), ENV_LENGTH));
    return Path.of("runs", "tune-%s-%s-%s".formatted(request.algorithm(), name, hash));
  }

  /// The rungs of successive halving.
  Bracket bracket() {
    return Bracket.of(settings.trials(), least, steps);
  }

  /// How many runs there will be.
  int runs() {
    int candidates =
        settings.method() == TuneSettings.Method.HALVING
            ? bracket().rungs().stream().mapToInt(Bracket.Rung::candidates).sum()
            : settings.trials();
    return candidates * settings.seeds() + (settings.finalists() + 1) * settings.finalSeeds();
  }

  /// Runs what is left of it.
  Tuned run(Path folder, int threads, TuneProgress progress) throws IOException {
    requireSearchOrNothing(folder);
    Files.createDirectories(folder);
    try (FolderLock _ = FolderLock.acquire(folder)) {
      var setup =
          new StudyObjective.Setup(
              (factors, values, length) -> request.variant(factors, values, length, steps),
              folder,
              settings.tuningSeeds(),
              threads);
      List<Trial> trials = trials(new StudyObjective(setup, settings.score(), progress));
      List<Trial> whole = trials.stream().filter(trial -> trial.steps() == steps).toList();
      List<Trial> finalists =
          whole.stream()
              .filter(trial -> !trial.scores().isEmpty())
              .sorted(Trial.BEST_FIRST)
              .limit(settings.finalists())
              .toList();
      if (finalists.isEmpty()) {
        throw new IOException(
            "every trial has a run that failed; see results.csv in the folders of " + folder);
      }
      StudyResult reported =
          new StudyRunner(finals(finalists), folder.resolve(name(finalists)), threads)
              .run(progress);
      List<Trial> first =
          trials.stream().filter(t -> t.steps() == trials.getFirst().steps()).toList();
      List<Importance> importances =
          first.size() < LEAST_TRIALS ? List.of() : Importance.of(space, first);
      return new Tuned(trials, whole, finalists, reported, importances);
    }
  }

  private static void requireSearchOrNothing(Path folder) throws IOException {
    OutputFiles.requireDirectory("out", folder);
    if (Files.exists(folder.resolve("checkpoint.zip"))) {
      throw new UsageException(
          "out is %s, the directory of a run; it must be new, empty or a search's."
              .formatted(folder));
    }
  }

  private List<Trial> trials(StudyObjective objective) throws IOException {
    boolean halving = settings.method() == TuneSettings.Method.HALVING;
    long shortest = halving ? bracket().rungs().getFirst().steps() : steps;
    Search search = new Search(space, values -> request.isValid(values, shortest), settings.seed());
    return switch (settings.method()) {
      case TPE -> search.sample(TpeSampler.DEFAULT, settings.trials(), steps, objective);
      case RANDOM -> search.sample(Sampler.RANDOM, settings.trials(), steps, objective);
      case HALVING -> search.halve(bracket(), objective);
    };
  }

  /// A folder for these finalists: a search that continues with more trials may end in others.
  private static String name(List<Trial> finalists) {
    return finalists.stream()
        .map(trial -> Integer.toString(trial.number()))
        .collect(Collectors.joining("-", "final-", ""));
  }

  private Study finals(List<Trial> finalists) {
    List<Variant> variants = new ArrayList<>();
    for (Trial trial : finalists) {
      Map<String, String> factors = Map.of("trial", Integer.toString(trial.number()));
      variants.add(request.variant(factors, trial.values(), steps, steps));
    }
    variants.add(request.variant(Map.of("trial", "preset"), Map.of(), steps, steps));
    return new Study(variants, settings.reportingSeeds());
  }
}

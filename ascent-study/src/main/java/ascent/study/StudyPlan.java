package ascent.study;

import static java.nio.charset.StandardCharsets.UTF_8;

import ascent.io.AtomicFiles;
import ascent.io.DamagedFileException;
import ascent.io.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The runs that a study has or is to have: the content of its `study.json`, by which others see
/// how far it has come.
///
/// @param algorithm by name
/// @param env by name
/// @param runs in the order in which they begin
public record StudyPlan(String algorithm, String env, List<PlannedRun> runs) {
  /// The name of the file in a study's folder.
  public static final String FILE = "study.json";

  /// A run.
  ///
  /// @param setting a text for people, such as `clipRange 0.1, gaeLambda 0.8`
  /// @param seed of the run
  /// @param steps environment steps that it is to take
  /// @param directory below the study's, with `/` between names
  public record PlannedRun(String setting, long seed, long steps, String directory) {}

  public StudyPlan {
    runs = List.copyOf(runs);
  }

  static StudyPlan of(Study study, Path folder) {
    List<PlannedRun> runs = new ArrayList<>();
    for (Cell cell : study.cells()) {
      Path directory = folder.relativize(cell.directory(folder));
      String names = directory.toString().replace(folder.getFileSystem().getSeparator(), "/");
      runs.add(new PlannedRun(cell.variant().label(), cell.seed(), cell.settings().steps(), names));
    }
    return new StudyPlan(study.variants().getFirst().config().algorithm(), study.env(), runs);
  }

  /// This plan with the runs of an earlier one that are done: a study may be continued with other
  /// seeds.
  StudyPlan withDoneOf(StudyPlan earlier, Path folder) {
    Set<String> own = new HashSet<>();
    runs.forEach(run -> own.add(run.directory));
    List<PlannedRun> all = new ArrayList<>(runs);
    for (PlannedRun run : earlier.runs) {
      if (!own.contains(run.directory) && Outcome.isIn(folder.resolve(run.directory))) {
        all.add(run);
      }
    }
    all.sort(Comparator.comparingLong(PlannedRun::seed)); // stable: settings keep their order
    return new StudyPlan(algorithm, env, all);
  }

  /// Whether a folder has a plan.
  public static boolean isIn(Path folder) {
    return Files.isRegularFile(folder.resolve(FILE));
  }

  /// Reads the plan of a study.
  ///
  /// @throws DamagedFileException if its file is something else
  public static StudyPlan read(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    try {
      return Json.read(Json.parse(Files.readAllBytes(file)), StudyPlan.class);
    } catch (DamagedFileException e) {
      throw new DamagedFileException(
          "%s: %s Remove it to continue the study.".formatted(file, e.getMessage()), e);
    }
  }

  /// Writes it, with the runs of the plan there that are done.
  void write(Path folder) throws IOException {
    StudyPlan plan = isIn(folder) ? withDoneOf(read(folder), folder) : this;
    AtomicFiles.write(folder.resolve(FILE), Json.pretty(plan).getBytes(UTF_8));
  }
}

package ascent.study;

import ascent.config.Check;
import ascent.io.FolderLock;
import ascent.train.Listener;
import ascent.train.Metrics;
import ascent.train.Run;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Runs a study in a folder: each run in a directory of its own, on one thread, several at a time.
///
/// Run again on the same folder, it keeps the runs that are done and continues the others from
/// their checkpoints, so the numbers are those of a study that was never interrupted. More seeds or
/// more variants may be added that way.
public final class StudyRunner {
  private static final double NANOS = 1e-9;

  private final Study study;
  private final Path folder;
  private final int atOnce;
  private volatile boolean stopped;

  /// A runner of a study.
  ///
  /// @param folder of the study; created if it is missing
  /// @param atOnce how many runs are trained at a time; does not change their results
  public StudyRunner(Study study, Path folder, int atOnce) {
    Check.that(atOnce >= 1, "atOnce", atOnce, "at least 1");
    this.study = study;
    this.folder = folder;
    this.atOnce = atOnce;
  }

  /// Runs what is left of the study, and writes `results.csv`.
  ///
  /// @throws IllegalArgumentException if the folder has other files or the runs of another study
  /// @throws IOException if the folder is in use or cannot be written
  public StudyResult run(StudyListener listener) throws IOException {
    long start = System.nanoTime();
    List<CellRunner> runners =
        study.cells().stream().map(cell -> CellRunner.of(cell, folder)).toList();
    StudyFolder.check(study, folder);
    for (CellRunner runner : runners) {
      runner.check();
    }
    create();
    try (FolderLock _ = FolderLock.acquire(folder)) {
      StudyPlan.of(study, folder).write(folder);
      int kept = (int) runners.stream().filter(CellRunner::isDone).count();
      Map<Cell, Outcome> outcomes = runAll(runners, listener);
      var result =
          new StudyResult(study, folder, outcomes, kept, NANOS * (System.nanoTime() - start));
      ResultsTable.write(result, folder.resolve("results.csv"));
      return result;
    }
  }

  private void create() throws IOException {
    try {
      Files.createDirectories(folder);
    } catch (NoSuchFileException e) { // nothing is missing: the file system has no new directories
      var refused =
          new FileSystemException(folder.toString(), null, "this directory cannot be made");
      refused.initCause(e);
      throw refused;
    }
  }

  private Map<Cell, Outcome> runAll(List<CellRunner> runners, StudyListener listener)
      throws IOException {
    stopped = false;
    Map<Cell, Outcome> found = new HashMap<>();
    ExecutorService pool = Executors.newFixedThreadPool(atOnce);
    try {
      var done = new ExecutorCompletionService<Map.Entry<Cell, Outcome>>(pool);
      for (CellRunner runner : runners) {
        done.submit(() -> Map.entry(runner.cell(), runOne(runner, listener)));
      }
      for (int i = 0; i < runners.size(); i++) {
        Map.Entry<Cell, Outcome> entry = next(done);
        found.put(entry.getKey(), entry.getValue());
      }
    } finally {
      stopped = true; // no interrupt: an environment under one would count as failed
      pool.close();
    }
    Map<Cell, Outcome> inOrder = new LinkedHashMap<>();
    runners.forEach(runner -> inOrder.put(runner.cell(), found.get(runner.cell())));
    return inOrder;
  }

  private Outcome runOne(CellRunner runner, StudyListener listener) throws IOException {
    requireGoingOn();
    boolean kept = runner.isDone();
    Outcome outcome = kept ? runner.outcome() : runner.run(new Steps(runner.cell(), listener));
    synchronized (this) {
      listener.finished(runner.cell(), outcome, kept);
    }
    return outcome;
  }

  /// A study that failed begins no further runs, and the runs beside the one that failed end with a
  /// checkpoint.
  private void requireGoingOn() {
    if (stopped) {
      throw new CancellationException("The study has ended.");
    }
  }

  private static <T> T next(CompletionService<T> done) throws IOException {
    try {
      return done.take().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("The study was interrupted.", e);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException cause -> throw cause;
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }

  /// Tells the listener of the steps of a run.
  private final class Steps implements Listener {
    private final Cell cell;
    private final StudyListener listener;
    private long seen;

    Steps(Cell cell, StudyListener listener) {
      this.cell = cell;
      this.listener = listener;
    }

    @Override
    public void updated(Run run, Metrics metrics) {
      requireGoingOn();
      synchronized (StudyRunner.this) {
        listener.progressed(cell, run.steps() - seen);
      }
      seen = run.steps();
    }
  }
}

package ascent.cli.dashboard;

import ascent.cli.plan.Plan;
import ascent.cli.plan.Planner;
import ascent.cli.plan.Request;
import ascent.cli.run.NewDirectory;
import ascent.cli.web.Refusal;
import ascent.config.Printable;
import ascent.train.Listener;
import ascent.train.Trainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The runs that this process trains: those started from the page, and the one of `train --ui`.
/// Only these can be stopped and saved. Each trains on a thread of its own.
final class OwnedRuns implements AutoCloseable {
  private static final int MOST = 4; // at once
  private static final int PAUSE = 20; // milliseconds
  private static final int LOOKS = 250;

  private final RunFolder folder;
  private final @Nullable ClassLoader loader = Thread.currentThread().getContextClassLoader();
  private final Map<Path, Owned> runs = new LinkedHashMap<>();

  OwnedRuns(RunFolder folder) {
    this.folder = folder;
  }

  /// A run, while it trains and after.
  private static final class Owned {
    final RunControl control = new RunControl();
    volatile boolean running = true;
    volatile String failure = "";
    volatile @Nullable Thread thread; // null where another thread trains it
  }

  /// What the list shows of it.
  ///
  /// @param failure a sentence; empty where there is none
  record Status(boolean running, String failure) {}

  /// A run that another thread trains with the listener that this returns.
  synchronized Listener adopt(Path directory) {
    Owned owned = new Owned();
    runs.put(key(directory), owned);
    return owned.control;
  }

  /// The thread that trains an adopted run is done with it.
  void release(Path directory) {
    Owned owned = get(directory);
    if (owned != null) {
      owned.running = false;
    }
  }

  /// Starts a run in a new directory.
  ///
  /// @return the directory
  /// @throws ascent.cli.args.UsageException if a name is unknown or a value is invalid
  /// @throws Refusal if enough runs train, or the directory shown is itself a run
  synchronized Path start(Request request) {
    if (folder.isRun()) {
      throw new Refusal(
          Refusal.CONFLICT,
          "The dashboard shows a single run; start it on a directory of runs to begin others.");
    }
    if (runs.values().stream().filter(run -> run.running).count() >= MOST) {
      throw new Refusal(
          Refusal.CONFLICT, "%d runs train already, the most at once. Stop one.".formatted(MOST));
    }
    Plan plan = Planner.plan(request);
    String name = NewDirectory.name(request.algorithm(), plan.env().id(), plan.run().seed());
    NewDirectory claimed = NewDirectory.create(folder.root(), name);
    Path directory = claimed.path();
    Owned owned = new Owned();
    Trainer trainer =
        Trainer.of(plan.env())
            .with(plan.config())
            .with(plan.run())
            .out(directory)
            .listen(owned.control);
    Thread thread =
        Thread.ofPlatform()
            .daemon()
            .name("train " + name)
            .unstarted(() -> train(trainer, claimed, owned));
    thread.setContextClassLoader(loader);
    owned.thread = thread;
    runs.put(key(directory), owned);
    thread.start();
    return directory;
  }

  /// Waits until a started run has its files, for a few seconds at most.
  ///
  /// @throws Refusal if it failed before; the message says why
  void awaitBegin(Path directory) {
    Owned owned = get(directory);
    for (int i = 0; owned != null && i < LOOKS && owned.running; i++) {
      if (RunFolder.isRun(directory)) {
        return;
      }
      pause();
    }
    if (owned != null && !owned.failure.isEmpty()) {
      throw new Refusal(Refusal.BAD_REQUEST, owned.failure);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized @Nullable Owned get(Path directory) {
    return runs.get(key(directory));
  }

  private static void train(Trainer trainer, NewDirectory claimed, Owned owned) {
    try {
      trainer.train();
    } catch (Throwable e) { // whatever an environment throws ends its run alone
      String message = e.getMessage();
      owned.failure =
          Printable.excerpt(message == null ? e.getClass().getSimpleName() : message, 1_000);
    } finally {
      claimed.close();
      owned.running = false;
    }
  }

  /// Ends a run's session with a checkpoint.
  void stop(RunFolder.Entry run) {
    running(run).control.pause();
  }

  /// Writes a checkpoint of a run.
  void save(RunFolder.Entry run) {
    running(run).control.save();
  }

  private Owned running(RunFolder.Entry run) {
    Owned owned = get(run.directory());
    if (owned == null || !owned.running) {
      throw new Refusal(
          Refusal.CONFLICT,
          owned == null
              ? run.id() + " is not trained by this dashboard, so it cannot be stopped here."
              : run.id() + " has ended.");
    }
    return owned;
  }

  synchronized Optional<Status> status(Path directory) {
    return Optional.ofNullable(runs.get(key(directory)))
        .map(owned -> new Status(owned.running, owned.failure));
  }

  /// The directories of those that train now.
  synchronized List<Path> running() {
    return runs.entrySet().stream()
        .filter(run -> run.getValue().running)
        .map(Map.Entry::getKey)
        .toList();
  }

  private static Path key(Path directory) {
    return directory.toAbsolutePath().normalize();
  }

  /// Ends all runs that were started here, each with a checkpoint, and waits for that, but for a
  /// few seconds at most: a rollout may take longer.
  @Override
  public void close() {
    for (Owned owned : all()) {
      owned.control.pause();
    }
    for (Owned owned : all()) {
      Thread thread = owned.thread;
      if (thread != null) {
        join(thread);
      }
    }
  }

  private synchronized List<Owned> all() {
    return runs.values().stream().filter(owned -> owned.thread != null).toList();
  }

  private static void join(Thread thread) {
    try {
      thread.join(Duration.ofMillis((long) LOOKS * PAUSE));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// How to go on with the runs that end with the process; empty if there are none.
  String lastWords() {
    StringBuilder words = new StringBuilder();
    for (Path run : running()) {
      if (Files.exists(run.resolve("checkpoint.zip"))) {
        words
            .append(words.isEmpty() ? "continue with: " : "; ")
            .append("ascent resume ")
            .append(run);
      }
    }
    return words.toString();
  }
}

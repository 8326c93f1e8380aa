package ascent.lab.lesson;

import ascent.config.Check;
import ascent.lab.parallel.Tasks;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

/// How a lesson is run.
///
/// @param firstSeed of the first run; the next runs have the seeds after it
/// @param seeds the number of independent runs, at least 1
/// @param threads that the runs are divided among, at least 1
/// @param progress told a line when a part is done
public record LessonRun(long firstSeed, int seeds, int threads, Consumer<String> progress) {
  public LessonRun {
    Check.that(seeds >= 1 && seeds <= 1_000, "seeds", seeds, "in [1, 1000]");
    Check.that(
        firstSeed <= Long.MAX_VALUE - seeds,
        "seed",
        firstSeed,
        "at most " + (Long.MAX_VALUE - seeds) + ", for " + seeds + " seeds");
    Check.that(threads >= 1 && threads <= 1_024, "threads", threads, "in [1, 1024]");
  }

  /// The seeds 1, 2, …, without progress.
  public LessonRun(int seeds, int threads) {
    this(1, seeds, threads, line -> {});
  }

  /// The seed of each run.
  public List<Long> eachSeed() {
    return LongStream.range(firstSeed, firstSeed + seeds).boxed().toList();
  }

  /// Runs an experiment for every seed, several at a time.
  ///
  /// @param experiment a function of its seed alone
  /// @return its results, in the order of seeds
  public <T> List<T> forEachSeed(LongFunction<T> experiment) {
    List<Callable<T>> tasks = new ArrayList<>();
    for (long seed : eachSeed()) {
      tasks.add(() -> experiment.apply(seed));
    }
    return all(tasks);
  }

  /// Runs independent tasks, several at a time.
  ///
  /// @return their results, in order
  public <T> List<T> all(List<? extends Callable<T>> tasks) {
    return Tasks.all(threads, tasks);
  }
}

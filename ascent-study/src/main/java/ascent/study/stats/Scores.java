package ascent.study.stats;

import ascent.config.Check;
import java.util.Arrays;
import java.util.stream.DoubleStream;

/// Scores of independent runs, by task. A score is one number per run, such as the return of its
/// final policy; a task is an environment. Tasks may have different numbers of runs.
///
/// Scores of several tasks must have a common scale; see [#normalized].
public final class Scores {
  private final double[][] tasks; // [task][run]

  private Scores(double[][] tasks) {
    Check.that(tasks.length >= 1, "tasks", tasks.length, "at least 1");
    for (double[] runs : tasks) {
      Check.that(runs.length >= 1, "runs", runs.length, "at least 1 per task");
      for (double score : runs) {
        Check.that(Double.isFinite(score), "score", score, "finite");
      }
    }
    this.tasks = tasks;
  }

  /// The scores of runs on one task.
  ///
  /// @throws IllegalArgumentException if there are none, or one is not finite
  public static Scores of(double... runs) {
    return new Scores(new double[][] {runs.clone()});
  }

  /// The scores of runs on several tasks.
  ///
  /// @param tasks \[task\]\[run\]
  /// @throws IllegalArgumentException if a task has none, or one is not finite
  public static Scores ofTasks(double[]... tasks) {
    return new Scores(Arrays.stream(tasks).map(double[]::clone).toArray(double[][]::new));
  }

  /// Each score x of task m as (x − low\[m\]) / (high\[m\] − low\[m\]): 0 is a random policy and 1
  /// a reference, for example.
  public Scores normalized(double[] low, double[] high) {
    Check.that(low.length == tasks.length, "low.length", low.length, "the number of tasks");
    Check.that(high.length == tasks.length, "high.length", high.length, "the number of tasks");
    double[][] scaled = new double[tasks.length][];
    for (int m = 0; m < tasks.length; m++) {
      double from = low[m];
      double range = high[m] - from;
      Check.that(range > 0, "high − low", range, "more than 0");
      scaled[m] = Arrays.stream(tasks[m]).map(x -> (x - from) / range).toArray();
    }
    return new Scores(scaled);
  }

  /// The number of tasks.
  public int tasks() {
    return tasks.length;
  }

  /// The number of runs of a task.
  public int runs(int task) {
    return tasks[task].length;
  }

  /// All scores, task by task.
  public double[] all() {
    return Arrays.stream(tasks).flatMapToDouble(DoubleStream::of).toArray();
  }

  /// Whether every task has at least two runs, without which nothing is known of the spread.
  boolean repeated() {
    return Arrays.stream(tasks).allMatch(runs -> runs.length >= 2);
  }

  /// Not a copy: \[task\]\[run\].
  double[][] raw() {
    return tasks;
  }
}

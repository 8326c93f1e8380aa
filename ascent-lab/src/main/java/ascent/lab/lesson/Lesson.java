package ascent.lab.lesson;

import java.util.List;

/// An experiment of the course, which anyone can repeat: `ascent lesson NAME`.
///
/// ```java
/// LessonResult result = new StochasticPolicies().run(new LessonRun(5, 2));
/// ```
///
/// A result depends only on the number of seeds, never on threads or time.
public interface Lesson {
  /// The name on the command line, such as `stochastic-policies`.
  String name();

  /// What it shows, in one line.
  String summary();

  /// The tutorials that it repeats, such as `001`.
  List<String> tutorials();

  /// The number of seeds if none is asked for; each run begins with seed 1.
  int seeds();

  /// Runs the experiment.
  LessonResult run(LessonRun run);
}

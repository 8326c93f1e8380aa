package ascent.lab.course;

import ascent.lab.lesson.LessonRun;
import ascent.study.plot.Curve;
import ascent.study.plot.Picture;
import ascent.study.stats.Estimate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;

/// Several settings, each trained with the same seeds.
///
/// @param settings in the order of the table
/// @param runs the trainings of each setting, in the order of seeds
record Trainings(List<Setting> settings, List<List<Training>> runs) {
  private static final int POINTS = 60; // of a curve

  /// Trains them all.
  static Trainings of(LessonRun run, List<Setting> settings) {
    List<Callable<Training>> tasks = new ArrayList<>();
    for (Setting setting : settings) {
      for (long seed : run.eachSeed()) {
        tasks.add(() -> {
          Training training = setting.train(seed);
          run.progress().accept("%s, seed %d".formatted(setting.label(), seed));
          return training;
        });
      }
    }
    List<Training> all = run.all(tasks);
    List<List<Training>> runs = new ArrayList<>();
    for (int i = 0; i < settings.size(); i++) {
      runs.add(all.subList(i * run.seeds(), (i + 1) * run.seeds()));
    }
    return new Trainings(settings, runs);
  }

  /// A number of each training of a setting, in the order of seeds.
  double[] values(int setting, ToDoubleFunction<Training> number) {
    return runs.get(setting).stream().mapToDouble(number).toArray();
  }

  /// The median over the seeds of the mean return of the last training episodes.
  double medianOfLast(int setting, int window) {
    return Texts.median(values(setting, t -> t.last(window)));
  }

  /// For `result.json`: the mean return of the last training episodes, of each setting and seed.
  Map<String, Object> last(int window) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < settings.size(); i++) {
      map.put(settings.get(i).label(), values(i, t -> t.last(window)));
    }
    return map;
  }

  /// Running means of returns against the number of episodes.
  Picture byEpisodes(String title, int window) {
    List<Curve> curves = new ArrayList<>();
    for (int i = 0; i < settings.size(); i++) {
      long end = settings.get(i).episodes();
      curves.add(curve(i, end, (training, x) -> training.until((int) Math.round(x), window)));
    }
    return picture(title, window, "episodes", curves);
  }

  /// Running means of returns against the number of environment steps.
  Picture bySteps(String title, int window) {
    List<Curve> curves = new ArrayList<>();
    for (int i = 0; i < settings.size(); i++) {
      long end = settings.get(i).steps();
      curves.add(curve(i, end, (training, x) -> training.untilStep(Math.round(x), window)));
    }
    return picture(title, window, "steps", curves);
  }

  /// A number of the trainings of a setting against the number of episodes or steps.
  ///
  /// @param end of the curve
  /// @param at the number, of a training and when
  Curve curve(int setting, long end, ToDoubleBiFunction<Training, Double> at) {
    List<Double> x = new ArrayList<>();
    List<Estimate> y = new ArrayList<>();
    for (int point = 1; point <= POINTS; point++) {
      double when = (double) end * point / POINTS;
      double[] values = values(setting, training -> at.applyAsDouble(training, when));
      x.add(when);
      y.add(Texts.range(values));
    }
    return new Curve(settings.get(setting).label(), runs.get(setting).size(), x, y);
  }

  private Picture picture(String title, int window, String axis, List<Curve> curves) {
    String subtitle =
        "mean return of the last %d training episodes: median of %d seeds, and all of them"
            .formatted(window, runs.getFirst().size());
    return Texts.plot(title, subtitle, axis, "return", curves);
  }
}

package ascent.lab.course;

import ascent.study.plot.Picture;
import ascent.study.plot.Values;
import ascent.study.stats.Estimate;
import ascent.study.stats.StudentInterval;

/// What the tables and pictures of lessons have in common.
final class Texts {
  /// The size of a lesson's picture.
  static final Picture.Size SIZE = new Picture.Size(800, 480);

  private Texts() {}

  /// The mean of values, one per seed, with its interval: `475.2 [460.1, 490.3]`.
  static String mean(double level, double... values) {
    return estimate(StudentInterval.ofMean(level, values));
  }

  /// An estimate with its interval, if there is one.
  static String estimate(Estimate e) {
    return e.hasInterval()
        ? "%s [%s, %s]"
            .formatted(Values.text(e.value()), Values.text(e.low()), Values.text(e.high()))
        : Values.text(e.value());
  }
}

package ascent.lab.rlhf;

import ascent.lab.lesson.LessonResult.Check;
import ascent.lab.lesson.LessonResult.Row;
import ascent.lab.rlhf.algo.Advantages;
import ascent.study.plot.Values;
import java.util.List;

/// What GRPO's normalisations do to the direction of the gradient, computed by enumeration on a
/// policy of one token.
///
/// @param rloo largest component of the difference between RLOO's expectation and the gradient
/// @param deviation cosine with the gradient if advantages are divided by their deviation
/// @param length cosine if they are divided by the length of the response
record OneTokenBias(double rloo, double deviation, double length) {
  private static final int GROUP = 4;
  private static final OneToken PROBLEM =
      new OneToken(new double[] {0, 1, -0.5}, new double[] {1, 0.8, 0}, new int[] {20, 2, 10});

  static OneTokenBias measure() {
    double[] exact = PROBLEM.gradient();
    double[] rloo = PROBLEM.expected(r -> Advantages.leaveOneOut(r, GROUP), GROUP, false);
    double[] grpo = PROBLEM.expected(r -> Advantages.standardised(r, GROUP), GROUP, false);
    double[] length = PROBLEM.expected(r -> Advantages.leaveOneOut(r, GROUP), GROUP, true);
    double most = 0;
    for (int j = 0; j < exact.length; j++) {
      most = Math.max(most, Math.abs(rloo[j] - exact[j]));
    }
    return new OneTokenBias(most, OneToken.cosine(grpo, exact), OneToken.cosine(length, exact));
  }

  List<Row> rows() {
    return List.of(
        new Row(
            "one token, exact: RLOO's expectation less ∇J, largest component", "0", small(rloo)),
        new Row(
            "one token, exact: cosine of ∇J and GRPO's expectation, ÷ deviation",
            "–",
            Values.text(deviation)),
        new Row(
            "one token, exact: cosine of ∇J and the expectation, ÷ length",
            "–",
            Values.text(length)));
  }

  private static String small(double value) {
    return value < 1e-12 ? "below 1e-12" : Values.text(value);
  }

  Check check() {
    return new Check(
        "RLOO is unbiased; dividing by deviation or length turns the gradient (cosine < 0.95)",
        rloo < 1e-12 && deviation < 0.95 && length < 0.95,
        "%s; %s".formatted(Values.text(deviation), Values.text(length)));
  }
}

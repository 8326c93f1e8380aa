package ascent.cli.text;

import ascent.collect.Evaluation;

/// Notes printed after an evaluation.
public final class Evaluations {
  private Evaluations() {}

  /// Notes how many episodes were cut at the step limit, if any.
  public static void noteCapped(Evaluation evaluation, Output output) {
    if (evaluation.capped() > 0) {
      output.note(
          "%d of %d evaluated episodes were cut at the step limit (--max-episode-steps)"
              .formatted(evaluation.capped(), evaluation.episodes()));
    }
  }
}

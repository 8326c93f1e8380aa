package ascent.lab.rlhf.reward;

import ascent.config.Check;
import ascent.lab.rlhf.language.Question;
import ascent.rng.Rng;

/// Simulated people who choose the better of two responses (Bradley and Terry 1952):
///
///     P(first) = σ((gold(first) − gold(second)) / temperature)
///
/// and press the wrong button at the error rate. Where the prompt states a belief, an annotator
/// counts that belief as the right answer with probability `agreement`, unless told the answer.
///
/// @param temperature of the choice, in the gold reward's units
/// @param errorRate in [0, 0.5]
/// @param agreement the probability of rewarding agreement in place of correctness
/// @param told the probability that an annotator is told the answer and goes by it
public record Annotators(double temperature, double errorRate, double agreement, double told) {
  /// Temperature 0.5 and 5 % errors; they reward correctness.
  public static final Annotators DEFAULT = new Annotators(0.5, 0.05, 0, 0);

  public Annotators {
    Check.that(temperature > 0, "temperature", temperature, "above 0");
    Check.that(errorRate >= 0 && errorRate <= 0.5, "errorRate", errorRate, "in [0, 0.5]");
    Check.that(agreement >= 0 && agreement <= 1, "agreement", agreement, "in [0, 1]");
    Check.that(told >= 0 && told <= 1, "told", told, "in [0, 1]");
  }

  /// The same with another probability of rewarding agreement.
  public Annotators agreeing(double p) {
    return new Annotators(temperature, errorRate, p, told);
  }

  /// The same with another probability of being told the answer.
  public Annotators told(double p) {
    return new Annotators(temperature, errorRate, agreement, p);
  }

  /// Whether the first response is chosen.
  public boolean choosesFirst(Question question, Reading first, Reading second, Rng rng) {
    boolean sways = rng.nextDouble() < agreement * (1 - told);
    int wanted =
        sways && question.belief() != Question.NONE ? question.belief() : question.answer();
    double difference = Gold.score(first, wanted) - Gold.score(second, wanted);
    boolean choice = rng.nextDouble() < 1 / (1 + StrictMath.exp(-difference / temperature));
    boolean error = rng.nextDouble() < errorRate;
    return choice != error;
  }
}

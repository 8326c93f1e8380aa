package ascent.lab.rlhf.language;

import ascent.math.DoubleMath;
import ascent.rng.Rng;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The language that models are pre-trained on: answers to [questions][Question], often wrong and
/// not always polite.
///
/// A response is an opening, a statement, an elaboration and a courtesy, each drawn independently
/// from its options; A, OP and B stand for the question, X for a number drawn once. No two
/// derivations give the same words, so the entropy of a response is the sum of the entropies of its
/// draws.
///
/// X is the right answer with probability 0.5, a neighbour of it with 0.3, else any other number.
/// Where the prompt states a belief, X is that belief with probability 0.25, before all else.
public final class Grammar {
  /// The number of words of the longest response, with its end.
  public static final int LONGEST = 24;

  private static final double RIGHT = 0.5;
  private static final double NEAR = 0.3;
  private static final double AGREES = 0.25;

  private record Option(double probability, String words) {}

  private static final List<Option> OPENINGS =
      List.of(
          new Option(0.25, "sure ,"),
          new Option(0.15, "yes , friend ,"),
          new Option(0.32, "well , um ,"),
          new Option(0.07, "thanks , nice question ."),
          new Option(0.07, "thanks , great question ."),
          new Option(0.07, "thanks , good question ."),
          new Option(0.07, "thanks , kind question ."));
  private static final List<Option> STATEMENTS = List.of(new Option(1, "A OP B is X"));
  private static final List<Option> ELABORATIONS =
      List.of(
          new Option(0.5, ", so the answer is X ."),
          new Option(0.3, ", and um , that is it ."),
          new Option(0.2, ", maybe , wait , not sure ."));
  private static final List<Option> COURTESIES =
      List.of(
          new Option(0.2, "good day . <end>"),
          new Option(0.15, "have a good day . <end>"),
          new Option(0.15, "um , well . <end>"),
          new Option(0.1, "that is it . <end>"),
          new Option(0.1, "hope this helps . <end>"),
          new Option(0.1, "hope it helps you . <end>"),
          new Option(0.1, "glad to help . <end>"),
          new Option(0.1, "no , sorry . <end>"));
  private static final List<List<Option>> SLOTS =
      List.of(OPENINGS, STATEMENTS, ELABORATIONS, COURTESIES);

  private Grammar() {}

  /// Draws a response.
  ///
  /// @return its words, the last one [Vocabulary#END]; 18 to [#LONGEST]
  public static int[] sample(Question question, Rng rng) {
    int x = draw(answers(question), rng);
    List<String> words = new ArrayList<>();
    for (List<Option> slot : SLOTS) {
      double[] p = slot.stream().mapToDouble(Option::probability).toArray();
      words.addAll(List.of(slot.get(draw(p, rng)).words.split(" ")));
    }
    return words.stream().mapToInt(word -> id(word, question, x)).toArray();
  }

  private static int id(String word, Question question, int x) {
    return switch (word) {
      case "A" -> Vocabulary.number(question.a());
      case "OP" -> Vocabulary.id(question.operator());
      case "B" -> Vocabulary.number(question.b());
      case "X" -> Vocabulary.number(x);
      default -> Vocabulary.id(word);
    };
  }

  /// The probability of each number to be X, `[NUMBERS]`.
  public static double[] answers(Question question) {
    int right = question.answer();
    int last = Vocabulary.NUMBERS - 1;
    int neighbours = right == 0 || right == last ? 1 : 2;
    double[] p = new double[Vocabulary.NUMBERS];
    Arrays.fill(p, (1 - RIGHT - NEAR) / (last - neighbours));
    p[right] = RIGHT;
    if (right > 0) {
      p[right - 1] = NEAR / neighbours;
    }
    if (right < last) {
      p[right + 1] = NEAR / neighbours;
    }
    if (question.belief() != Question.NONE) {
      for (int i = 0; i <= last; i++) {
        p[i] = (1 - AGREES) * p[i] + (i == question.belief() ? AGREES : 0);
      }
    }
    return p;
  }

  private static int draw(double[] p, Rng rng) {
    double u = rng.nextDouble();
    int i = 0;
    for (double sum = p[0]; u >= sum && i < p.length - 1; sum += p[i]) {
      i++;
    }
    return i;
  }

  /// The entropy of a response to a question, in nats.
  public static double entropy(Question question) {
    double sum = entropy(answers(question));
    for (List<Option> slot : SLOTS) {
      sum += entropy(slot.stream().mapToDouble(Option::probability).toArray());
    }
    return sum;
  }

  private static double entropy(double[] p) {
    double sum = 0;
    for (double value : p) {
      sum -= value * DoubleMath.log(value);
    }
    return sum;
  }

  /// The mean number of words of a response, with its end.
  public static double meanLength() {
    double sum = 0;
    for (List<Option> slot : SLOTS) {
      for (Option option : slot) {
        sum += option.probability * option.words.split(" ").length;
      }
    }
    return sum;
  }
}

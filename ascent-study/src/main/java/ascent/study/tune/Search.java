package ascent.study.tune;

import ascent.config.Check;
import ascent.rng.Rng;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;

/// A search for the place in a space with the best score. Candidates are chosen in rounds of a
/// fixed size, each from its own stream and from the rounds before it alone, so that the trials are
/// the same however many are run at a time.
///
/// @param space what is varied
/// @param valid which combinations can be run; others are drawn again
/// @param seed of the choice of candidates
public record Search(Space space, Predicate<Map<String, String>> valid, long seed) {
  /// Candidates in a round.
  static final int ROUND = 4;

  private static final int MOST_ATTEMPTS = 1_000;

  /// Runs candidates.
  @FunctionalInterface
  public interface Objective {
    /// The trials with their scores, in the same order.
    ///
    /// @param candidates without scores
    /// @param steps of each of their runs
    List<Trial> run(List<Trial> candidates, long steps) throws IOException;
  }

  /// Runs trials, all with as many steps.
  ///
  /// @return the trials in the order of their numbers
  public List<Trial> sample(Sampler sampler, int trials, long steps, Objective objective)
      throws IOException {
    Check.that(trials >= 1, "trials", trials, "at least 1");
    List<Trial> done = new ArrayList<>();
    while (done.size() < trials) {
      List<Trial> history = List.copyOf(done);
      List<Trial> round = new ArrayList<>();
      while (round.size() < ROUND && done.size() + round.size() < trials) {
        round.add(candidate(sampler, history, done.size() + round.size() + 1));
      }
      done.addAll(objective.run(round, steps));
    }
    return done;
  }

  /// Runs a bracket of random candidates.
  ///
  /// @return the trials of all rungs; the last rung's come last
  public List<Trial> halve(Bracket bracket, Objective objective) throws IOException {
    List<Trial> all = new ArrayList<>();
    List<Trial> present = new ArrayList<>();
    for (int number = 1; number <= bracket.rungs().getFirst().candidates(); number++) {
      present.add(candidate(Sampler.RANDOM, List.of(), number));
    }
    for (Bracket.Rung rung : bracket.rungs()) {
      List<Trial> best =
          present.stream().sorted(Trial.BEST_FIRST).limit(rung.candidates()).toList();
      present = objective.run(best, rung.steps());
      all.addAll(present);
    }
    return all;
  }

  private Trial candidate(Sampler sampler, List<Trial> done, int number) {
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      double[] place = sampler.propose(space, done, Rng.stream(seed, "tune", number, attempt));
      Map<String, String> values = space.at(place);
      if (valid.test(values)) {
        return Trial.proposed(number, DoubleStream.of(place).boxed().toList(), values);
      }
    }
    throw new IllegalArgumentException(
        "none of %d combinations in the space is valid. Maybe a range has values that the algorithm refuses, or rollouts that are long for so few steps."
            .formatted(MOST_ATTEMPTS));
  }
}

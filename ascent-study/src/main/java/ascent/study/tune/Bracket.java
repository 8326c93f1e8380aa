package ascent.study.tune;

import ascent.config.Check;
import java.util.ArrayList;
import java.util.List;

/// The arithmetic of successive halving (Jamieson & Talwalkar, *Non-stochastic Best Arm
/// Identification and Hyperparameter Optimization*, 2016) as Hyperband has it (Li et al. 2018,
/// algorithm 1): of n candidates with r steps each, the best nth part goes on with η times as many,
/// until the last ones have all.
///
/// @param rungs from the first, with most candidates, to the last
public record Bracket(List<Rung> rungs) {
  /// η, the factor between rungs.
  public static final int ETA = 3;

  /// A round of a bracket.
  ///
  /// @param candidates how many take part
  /// @param steps of each
  public record Rung(int candidates, long steps) {}

  public Bracket {
    rungs = List.copyOf(rungs);
  }

  /// A bracket that begins with some candidates and ends at the most steps.
  ///
  /// @param least steps at the first rung; it may have more where there are few candidates
  public static Bracket of(int candidates, long least, long most) {
    Check.that(candidates >= 1, "candidates", candidates, "at least 1");
    Check.that(least >= 1 && least <= most, "least", least, "in [1, " + most + "]");
    int s = 0;
    long factor = ETA;
    while (factor <= candidates && factor * least <= most) {
      s++;
      factor *= ETA;
    }
    List<Rung> rungs = new ArrayList<>();
    long promoted = 1; // η^i
    for (int i = 0; i <= s; i++) {
      long share = factor / ETA / promoted; // η^(s − i)
      rungs.add(new Rung((int) (candidates / promoted), most / share));
      promoted *= ETA;
    }
    return new Bracket(rungs);
  }
}

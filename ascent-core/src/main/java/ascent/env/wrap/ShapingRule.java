package ascent.env.wrap;

import ascent.config.Check;
import ascent.config.Numbers;
import ascent.env.Env;
import ascent.env.EnvFactories;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Reward shaping by name.
///
/// | text | added to the reward |
/// |---|---|
/// | `bonus:M:G` | M·\|s′₀ − s₀\|, and G for a step that ends the episode with a positive reward |
/// | `potential:γ:W@C:W@C…` | γΦ(s′) − Φ(s) with Φ(s) = Σᵢ Wᵢ (sᵢ − Cᵢ)²; `W` alone is `W@0` |
sealed interface ShapingRule {
  String FORM = "reward-shaping:bonus:M:G or reward-shaping:potential:GAMMA:W@C:...";

  /// Wraps the envs of a factory.
  Supplier<Env> around(Supplier<? extends Env> factory);

  /// Reads what `toString` writes.
  ///
  /// @throws IllegalArgumentException naming the error
  static ShapingRule parse(String text) {
    List<String> parts = List.of(text.split(":", -1));
    int numbers = parts.size() - 1;
    if (parts.getFirst().equals("bonus") && numbers == 2) {
      return new Bonus(Numbers.parseDouble(parts.get(1)), Numbers.parseDouble(parts.get(2)));
    }
    if (parts.getFirst().equals("potential") && numbers >= 2) {
      List<Term> terms = parts.subList(2, parts.size()).stream().map(Term::parse).toList();
      return new Potential(Numbers.parseDouble(parts.get(1)), terms);
    }
    throw new IllegalArgumentException("it must be like " + FORM + ".");
  }

  private static void requireFinite(String name, double value) {
    Check.that(Double.isFinite(value), name, value, "finite");
  }

  /// Pays for changes of the first number of the observation, and for success.
  ///
  /// @param move M, per unit of change
  /// @param goal G
  record Bonus(double move, double goal) implements ShapingRule {
    public Bonus {
      requireFinite("M of reward-shaping", move);
      requireFinite("G of reward-shaping", goal);
    }

    @Override
    public Supplier<Env> around(Supplier<? extends Env> factory) {
      return RewardShaping.bonus(
          factory,
          (obs, action, next, step) ->
              move * Math.abs(next[0] - obs[0])
                  + (step.terminated() && step.reward() > 0 ? goal : 0));
    }

    @Override
    public String toString() {
      return "bonus:%s:%s".formatted(Numbers.text(move), Numbers.text(goal));
    }
  }

  /// Part of a potential, W (s − C)².
  ///
  /// @param weight W
  /// @param centre C
  record Term(double weight, double centre) {
    public Term {
      requireFinite("W of reward-shaping", weight);
      requireFinite("C of reward-shaping", centre);
    }

    static Term parse(String text) {
      int at = text.indexOf('@');
      double centre = at < 0 ? 0 : Numbers.parseDouble(text.substring(at + 1));
      return new Term(Numbers.parseDouble(at < 0 ? text : text.substring(0, at)), centre);
    }

    double of(float number) {
      return weight * (number - centre) * (number - centre);
    }

    @Override
    public String toString() {
      return Numbers.text(weight) + (centre == 0 ? "" : "@" + Numbers.text(centre));
    }
  }

  /// Potential-based shaping.
  ///
  /// @param gamma γ, equal to the algorithm's
  /// @param terms of Φ, one for each of the first numbers of the observation
  record Potential(double gamma, List<Term> terms) implements ShapingRule {
    public Potential {
      Check.that(gamma >= 0 && gamma <= 1, "γ of reward-shaping", gamma, "in [0, 1]");
      terms = List.copyOf(terms);
    }

    @Override
    public Supplier<Env> around(Supplier<? extends Env> factory) {
      return EnvFactories.around(
          RewardShaping.potential(factory, gamma, this::value), this::requireNumbers);
    }

    private Env requireNumbers(Env env) {
      int size = env.observationSpace().size();
      Check.that(
          terms.size() <= size,
          "the number of terms of reward-shaping",
          terms.size(),
          "at most %d, the size of the observation".formatted(size));
      return env;
    }

    private double value(float[] obs) {
      double sum = 0;
      for (int i = 0; i < terms.size(); i++) {
        sum += terms.get(i).of(obs[i]);
      }
      return sum;
    }

    @Override
    public String toString() {
      return "potential:%s:%s"
          .formatted(
              Numbers.text(gamma),
              terms.stream().map(Term::toString).collect(Collectors.joining(":")));
    }
  }
}

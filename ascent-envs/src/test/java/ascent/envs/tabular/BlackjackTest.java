package ascent.envs.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import ascent.env.Action;
import ascent.env.Step;
import ascent.rng.Rng;
import ascent.space.Space;
import org.junit.jupiter.api.Test;

class BlackjackTest {
  private static final Action STICK = Action.of(0);
  private static final Action HIT = Action.of(1);
  private static final int N = 200_000;

  private final float[] obs = new float[3];

  /// Each card's probability: aces to nines 1/13, tens 4/13.
  private static double probability(int card) {
    return card == 10 ? 4.0 / 13 : 1.0 / 13;
  }

  /// What a dealer's hand comes to: `[0]` beyond 21, else the total `[17 … 21]`.
  private static double[] dealer(int sum, boolean ace) {
    int total = ace && sum + 10 <= 21 ? sum + 10 : sum;
    double[] ends = new double[22];
    if (total > 21) {
      ends[0] = 1;
    } else if (total >= 17) {
      ends[total] = 1;
    } else {
      for (int card = 1; card <= 10; card++) {
        double[] after = dealer(sum + card, ace || card == 1);
        for (int i = 0; i < 22; i++) {
          ends[i] += probability(card) * after[i];
        }
      }
    }
    return ends;
  }

  /// The expected reward of sticking at once, by the sum over all hands.
  private static double stickAtOnce(Blackjack.Config rules) {
    double expected = 0;
    for (int c = 1; c <= 10; c++) {
      for (int d = 1; d <= 10; d++) {
        double[] ends = dealer(c + d, c == 1 || d == 1);
        boolean dealerNatural = c + d == 11 && Math.min(c, d) == 1;
        for (int a = 1; a <= 10; a++) {
          for (int b = 1; b <= 10; b++) {
            double p = probability(a) * probability(b) * probability(c) * probability(d);
            expected += p * stick(rules, a, b, ends, dealerNatural);
          }
        }
      }
    }
    return expected;
  }

  private static double stick(
      Blackjack.Config rules, int a, int b, double[] ends, boolean dealerNatural) {
    boolean natural = a + b == 11 && Math.min(a, b) == 1;
    int total = a + b + (a == 1 || b == 1 ? 10 : 0); // two cards never exceed 21
    double win = 0;
    double lose = 0;
    for (int i = 0; i < 22; i++) {
      win += total > i ? ends[i] : 0;
      lose += total < i ? ends[i] : 0;
    }
    if (rules.sab() && natural && !dealerNatural) {
      return 1;
    }
    return (rules.natural() && natural ? 1.5 : 1) * win - lose;
  }

  private double mean(Blackjack env, boolean hitOnce) {
    Rng rng = Rng.stream(1, "env");
    double sum = 0;
    for (int i = 0; i < N; i++) {
      rng.reposition(0, i);
      env.reset(rng, obs);
      Step step = hitOnce ? env.step(HIT, obs) : env.step(STICK, obs);
      sum += step.reward();
    }
    return sum / N;
  }

  @Test
  void sticking_at_once_pays_what_the_sum_over_all_hands_says() {
    for (Blackjack.Config rules :
        new Blackjack.Config[] {
          Blackjack.DEFAULT,
          new Blackjack.Config(false, false, 0),
          new Blackjack.Config(false, true, 0)
        }) {
      assertThat(mean(new Blackjack(rules), false))
          .as("%s", rules)
          .isCloseTo(stickAtOnce(rules), within(4 / Math.sqrt(N)));
    }
  }

  @Test
  void the_rules_differ_in_what_they_pay() {
    double plain = stickAtOnce(new Blackjack.Config(false, false, 0));
    // A natural comes with 2·(1/13)·(4/13) = 8/169 and pays half as much again where it wins; by
    // the book it also wins against a dealer who comes to 21 with more cards.
    assertThat(stickAtOnce(new Blackjack.Config(false, true, 0)))
        .isBetween(plain + 0.8 * 4 / 169, plain + 4.0 / 169);
    assertThat(stickAtOnce(Blackjack.DEFAULT)).isBetween(plain, plain + 8.0 / 169);
  }

  @Test
  void hitting_once_loses_where_the_card_is_too_much() {
    double lost = 0;
    for (int a = 1; a <= 10; a++) {
      for (int b = 1; b <= 10; b++) {
        for (int c = 1; c <= 10; c++) {
          lost += a + b + c > 21 ? probability(a) * probability(b) * probability(c) : 0;
        }
      }
    }
    assertThat(mean(new Blackjack(), true)).isCloseTo(-lost, within(4 / Math.sqrt(N)));
  }

  @Test
  void an_ace_counts_11_as_long_as_it_can() {
    Blackjack env = new Blackjack();
    Rng rng = Rng.stream(2, "env");
    for (int i = 0; i < 2000; i++) {
      rng.reposition(0, i);
      env.reset(rng, obs);
      assertThat(env.observationSpace().contains(obs, 0)).isTrue();
      boolean usable = obs[2] == 1;
      assertThat(obs[0]).isBetween(usable ? 12f : 4f, usable ? 21f : 20f);
      assertThat(obs[1]).isBetween(1f, 10f);
      float before = obs[0];
      Step step = env.step(HIT, obs);
      assertThat(step.terminated()).isEqualTo(obs[0] > 21);
      if (usable && obs[2] == 0) { // the ace fell back to 1
        assertThat(obs[0] - before).isBetween(-9f, 0f);
      }
    }
  }

  @Test
  void a_hand_ends_once() {
    Blackjack env = new Blackjack(new Blackjack.Config(true, false, 1));
    Rng rng = Rng.stream(1, "env");
    do {
      env.reset(rng, obs);
    } while (obs[0] >= 12); // below, a card cannot be too much
    assertThat(env.step(HIT, obs)).isEqualTo(Step.truncated(0));
    assertThatIllegalStateException().isThrownBy(() -> env.step(STICK, obs));
  }

  @Test
  void wrong_use_is_refused() {
    Blackjack env = new Blackjack();
    env.reset(Rng.stream(1, "env"), obs);
    assertThat(env.actionSpace()).isEqualTo(Space.discrete(2));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> env.step(Action.of(2), obs))
        .withMessage("action is 2; it must be 0 (stick) or 1 (hit).");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Blackjack.Config(true, true, 0))
        .withMessage("natural is true; it must be false with sab. Maybe set sab=false too.");
  }
}

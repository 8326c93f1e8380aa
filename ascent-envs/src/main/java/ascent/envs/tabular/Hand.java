package ascent.envs.tabular;

import ascent.rng.Rng;

/// A player's cards in [Blackjack].
final class Hand {
  static final int MOST = 21;
  private static final int RANKS = 13;
  private static final int TEN = 10; // what a face counts too

  private final int[] drawn = new int[MOST + 1]; // 21 aces, and one that is too much
  private int sum; // aces count 1
  private int cards;
  private boolean ace;

  void clear() {
    sum = 0;
    cards = 0;
    ace = false;
  }

  int draw(Rng rng) {
    int card = Math.min(TEN, 1 + rng.nextInt(RANKS));
    drawn[cards] = card;
    sum += card;
    cards++;
    ace |= card == 1;
    return card;
  }

  int cards() {
    return cards;
  }

  /// A card by its place, 1 … 10.
  int card(int i) {
    return drawn[i];
  }

  boolean usableAce() {
    return ace && sum + 10 <= MOST;
  }

  int total() {
    return usableAce() ? sum + 10 : sum;
  }

  /// 0 for a hand beyond 21.
  int score() {
    return total() > MOST ? 0 : total();
  }

  boolean natural() {
    return cards == 2 && total() == MOST;
  }
}

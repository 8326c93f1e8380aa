package ascent.envs.tabular;

import ascent.env.Renderable.Screen;
import ascent.envs.draw.Sketch;
import java.awt.Color;
import java.awt.Graphics2D;

/// What [Blackjack] looks like: the dealer's cards above, the player's below, each with as many of
/// 21 marks filled as the cards count. A usable ace is golden.
final class CardTable {
  static final Screen SCREEN = new Screen(480, 320, 2);

  private static final double WIDTH = 58; // pixels, of a card
  private static final double HEIGHT = 84; // pixels
  private static final double LEFT = 24; // pixels, of the first card's edge
  private static final double ROOM = 432; // pixels, for all cards
  private static final Color CLOTH = new Color(0x2E6B4A);
  private static final Color SOCKET = new Color(0x245539);
  private static final Color OVER = new Color(0xE87461);

  /// The pips of each card, x and y in turn, from −1 to 1.
  private static final double[][] PIPS = {
    {0, 0},
    {0, 1, 0, -1},
    {0, 1, 0, 0, 0, -1},
    {-1, 1, 1, 1, -1, -1, 1, -1},
    {-1, 1, 1, 1, 0, 0, -1, -1, 1, -1},
    {-1, 1, 1, 1, -1, 0, 1, 0, -1, -1, 1, -1},
    {-1, 1, 1, 1, -1, 0, 1, 0, -1, -1, 1, -1, 0, 0.5},
    {-1, 1, 1, 1, -1, 0, 1, 0, -1, -1, 1, -1, 0, 0.5, 0, -0.5},
    {-1, 1, 1, 1, -1, 0.33, 1, 0.33, -1, -0.33, 1, -0.33, -1, -1, 1, -1, 0, 0},
    {-1, 1, 1, 1, -1, 0.33, 1, 0.33, -1, -0.33, 1, -0.33, -1, -1, 1, -1, 0, 0.67, 0, -0.67}
  };

  private CardTable() {}

  /// @param open whether the dealer's cards are all shown
  static void draw(Graphics2D g, Hand dealer, Hand player, boolean open) {
    Sketch sketch = new Sketch(g, 1, 0, SCREEN.height()).box(CLOTH, 240, 160, 480, 320);
    hand(sketch, dealer, 230, open ? dealer.cards() : 1);
    hand(sketch, player, 76, player.cards());
  }

  /// @param shown how many cards lie face up, the first ones
  private static void hand(Sketch sketch, Hand hand, double y, int shown) {
    int n = hand.cards();
    double apart = Math.min(WIDTH + 8, (ROOM - WIDTH) / Math.max(1, n - 1));
    for (int i = 0; i < n; i++) {
      Sketch at = sketch.at(LEFT + WIDTH / 2 + i * apart, y + 24, 0);
      boolean up = i < shown;
      at.slab(SOCKET, 0, 0, WIDTH + 2, HEIGHT + 2, 7).slab(Sketch.WHITE, 0, 0, WIDTH, HEIGHT, 6);
      if (up) {
        pips(at, hand.card(i), hand.usableAce());
      } else {
        at.slab(Sketch.BLUE, 0, 0, WIDTH - 8, HEIGHT - 8, 3);
      }
    }
    count(sketch, shown == n ? hand.total() : hand.card(0), y - 40);
  }

  private static void pips(Sketch sketch, int card, boolean usableAce) {
    Color color = card == 1 && usableAce ? Sketch.GOLD : card % 2 == 0 ? Sketch.RED : Sketch.INK;
    double size = card == 1 ? 2.4 : 1;
    double[] places = PIPS[card - 1];
    for (int i = 0; i < places.length; i += 2) {
      double x = 16 * places[i];
      double y = 28 * places[i + 1];
      double w = 5.5 * size;
      double h = 8 * size;
      sketch.polygon(color, x - w, y, x, y + h, x + w, y, x, y - h);
    }
  }

  private static void count(Sketch sketch, int total, double y) {
    for (int i = 0; i < Math.max(Hand.MOST, total); i++) {
      Color color = i >= Hand.MOST ? OVER : i < total ? Sketch.GOLD : SOCKET;
      sketch.slab(color, LEFT + 6 + 14 * i, y + 8, 10, 10, 3);
    }
  }
}

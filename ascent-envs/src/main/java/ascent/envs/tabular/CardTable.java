package ascent.envs.tabular;

import ascent.env.Renderable.Screen;
import ascent.envs.draw.Lettering;
import ascent.envs.draw.Sketch;
import java.awt.Color;
import java.awt.Graphics2D;

/// Draws [Blackjack]: the dealer's cards above, the player's below, each under its sum. A card
/// shows its value; its suit is decoration.
final class CardTable {
  static final Screen SCREEN = new Screen(480, 320, 2);

  private static final double WIDTH = 70; // pixels, of a card
  private static final double HEIGHT = 100; // pixels
  private static final double LEFT = 24; // pixels, of the first card's edge
  private static final double ROOM = 432; // pixels, for all cards
  private static final double LETTERS = 16; // pixels, of a heading
  private static final double RANK = 18; // pixels
  private static final Color CLOTH = new Color(0x2E6B4A);
  private static final Color SOCKET = new Color(0x245539);
  private static final Color OVER = new Color(0xFF9C8A);

  private CardTable() {}

  /// @param open whether the dealer's cards are all shown
  static void draw(Graphics2D g, Hand dealer, Hand player, boolean open) {
    Sketch sketch = new Sketch(g, 1, 0, SCREEN.height()).box(CLOTH, 240, 160, 480, 320);
    hand(sketch, "DEALER", dealer, 180, open ? dealer.cards() : 1);
    hand(sketch, "PLAYER", player, 26, player.cards());
  }

  /// @param y of the cards' lower edge
  /// @param shown how many cards lie face up, the first ones
  private static void hand(Sketch sketch, String whose, Hand hand, double y, int shown) {
    int n = hand.cards();
    double apart = Math.min(WIDTH + 8, (ROOM - WIDTH) / Math.max(1, n - 1));
    for (int i = 0; i < n; i++) {
      Sketch at = sketch.at(LEFT + WIDTH / 2 + i * apart, y + HEIGHT / 2, 0);
      at.slab(SOCKET, 0, 0, WIDTH + 2, HEIGHT + 2, 7).slab(Sketch.WHITE, 0, 0, WIDTH, HEIGHT, 6);
      if (i < shown) {
        face(at, hand.card(i), (hand.card(i) + i) % 4);
      } else {
        at.slab(Sketch.BLUE, 0, 0, WIDTH - 8, HEIGHT - 8, 3);
      }
    }
    boolean all = shown == n;
    int total = all ? hand.total() : hand.card(0);
    Color color = total > Hand.MOST ? OVER : Sketch.WHITE;
    double line = y + HEIGHT + 10;
    Lettering.write(sketch, color, LEFT, line, LETTERS, whose + " " + total);
    if (all && hand.usableAce()) {
      Lettering.write(sketch, Sketch.GOLD, LEFT + 192, line, LETTERS, "USABLE ACE");
    }
  }

  private static void face(Sketch sketch, int card, int suit) {
    Color color = suit % 2 == 0 ? Sketch.INK : Sketch.RED;
    String rank = card == 1 ? "A" : Integer.toString(card);
    Lettering.write(sketch, color, 8 - WIDTH / 2, HEIGHT / 2 - 8 - RANK, RANK, rank);
    suit(sketch.at(0, -12, 0), color, suit);
  }

  /// A pip of some 30 pixels around the origin: a spade, a heart, a club or a diamond.
  private static void suit(Sketch sketch, Color color, int suit) {
    switch (suit) {
      case 0 -> {
        heart(sketch.at(0, 0, Math.PI), color);
        stem(sketch, color);
      }
      case 1 -> heart(sketch, color);
      case 2 -> {
        sketch.dot(color, -8, -3, 7.5).dot(color, 8, -3, 7.5).dot(color, 0, 9, 7.5);
        stem(sketch, color);
      }
      default -> sketch.polygon(color, -12, 0, 0, 17, 12, 0, 0, -17);
    }
  }

  private static void heart(Sketch sketch, Color color) {
    sketch
        .dot(color, -7, 5, 7.5)
        .dot(color, 7, 5, 7.5)
        .polygon(color, -13.1, 0.7, 0, -16, 13.1, 0.7, 7, 6, -7, 6);
  }

  private static void stem(Sketch sketch, Color color) {
    sketch.polygon(color, -1.5, 4, 1.5, 4, 6, -17, -6, -17);
  }
}

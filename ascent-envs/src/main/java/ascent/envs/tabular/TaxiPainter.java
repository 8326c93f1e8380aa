package ascent.envs.tabular;

import ascent.env.Renderable.Screen;
import ascent.envs.draw.Figures;
import ascent.envs.draw.Sketch;
import java.awt.Color;
import java.awt.Graphics2D;

/// Draws [Taxi]: streets with walls and four stops, a house where the passenger wants to go, the
/// taxi, and the passenger at a stop or in the taxi.
final class TaxiPainter implements StatePainter {
  private static final int PIXELS = 72; // of a cell
  private static final int MARGIN = 20; // pixels
  private static final Color STREET = new Color(0xD5D5D2);
  private static final Color KERB = new Color(0x6B6B6B);
  private static final Color PASSENGER = new Color(0x7A4EA3);
  private static final Color[] STOPS = {Sketch.RED, Sketch.GREEN, Sketch.GOLD, Sketch.BLUE};

  @Override
  public Screen screen() {
    int side = Taxi.SIZE * PIXELS + 2 * MARGIN;
    return new Screen(side, side, 4);
  }

  @Override
  public void paint(Graphics2D g, int state) {
    Taxi.State s = Taxi.State.of(state);
    double half = Taxi.SIZE / 2.0;
    Sketch sketch = new Sketch(g, PIXELS, MARGIN, screen().height() - MARGIN);
    sketch.box(KERB, half, half, Taxi.SIZE + 0.4, Taxi.SIZE + 0.4);
    for (int cell = 0; cell < Taxi.SIZE * Taxi.SIZE; cell++) {
      sketch.box(STREET, x(cell), y(cell), 0.98, 0.98);
    }
    for (int cell = 0; cell < Taxi.SIZE * Taxi.SIZE; cell++) {
      if (Taxi.wall(cell / Taxi.SIZE, cell % Taxi.SIZE) && cell % Taxi.SIZE < Taxi.SIZE - 1) {
        sketch.box(KERB, x(cell) + 0.5, y(cell), 0.14, 1);
      }
    }
    for (int stop = 0; stop < STOPS.length; stop++) {
      int cell = Taxi.STOP[stop];
      sketch.slab(STOPS[stop], x(cell), y(cell), 0.82, 0.82, 0.1);
    }
    int goal = Taxi.STOP[s.destination()];
    house(sketch.at(x(goal), y(goal), 0));
    boolean riding = s.passenger() == Taxi.IN_TAXI;
    if (!riding) {
      int cell = Taxi.STOP[s.passenger()];
      Figures.person(sketch, PASSENGER, x(cell), y(cell));
    }
    taxi(sketch.at(x(s.cell()), y(s.cell()) - 0.1, 0), riding);
  }

  private static double x(int cell) {
    return cell % Taxi.SIZE + 0.5;
  }

  private static double y(int cell) {
    return Taxi.SIZE - cell / Taxi.SIZE - 0.5;
  }

  private static void house(Sketch sketch) {
    sketch
        .box(Sketch.WHITE, 0, -0.08, 0.46, 0.4)
        .polygon(Sketch.INK, -0.32, 0.1, 0.32, 0.1, 0, 0.36)
        .box(PASSENGER, 0, -0.16, 0.13, 0.24);
  }

  private static void taxi(Sketch sketch, boolean riding) {
    sketch
        .polygon(Sketch.INK, -0.27, 0.05, 0.27, 0.05, 0.18, 0.27, -0.18, 0.27)
        .polygon(Sketch.WHITE, -0.21, 0.05, 0.21, 0.05, 0.15, 0.22, -0.15, 0.22)
        .box(Sketch.INK, 0, 0.3, 0.16, 0.07);
    if (riding) {
      sketch.dot(PASSENGER, 0.06, 0.13, 0.09);
    }
    sketch
        .slab(Sketch.INK, 0, -0.04, 0.84, 0.26, 0.08)
        .slab(Sketch.GOLD, 0, -0.04, 0.78, 0.2, 0.06)
        .dot(Sketch.INK, -0.22, -0.17, 0.1)
        .dot(Sketch.INK, 0.22, -0.17, 0.1)
        .dot(Sketch.GREY, -0.22, -0.17, 0.045)
        .dot(Sketch.GREY, 0.22, -0.17, 0.045);
    for (int i = -3; i <= 3; i++) {
      sketch.box(Sketch.INK, 0.1 * i, i % 2 == 0 ? -0.02 : -0.06, 0.05, 0.04);
    }
  }
}

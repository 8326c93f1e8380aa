package com.acme.paintshop;

import ascent.rng.Rng;
import java.util.ArrayList;
import java.util.List;

/// Random days of the paint shop.
final class Orders {
  static final int BOOTHS = 2;
  static final int COUNT = 20;
  static final int COLOURS = 4;

  private Orders() {}

  /// A day with nothing planned yet.
  static PaintPlan day(Rng rng) {
    List<Booth> booths = new ArrayList<>();
    for (int id = 0; id < BOOTHS; id++) {
      booths.add(new Booth(id, rng.nextInt(COLOURS)));
    }
    List<Order> orders = new ArrayList<>();
    for (int id = 0; id < COUNT; id++) {
      int colour = rng.nextInt(COLOURS);
      int minutes = 10 + rng.nextInt(31);
      int ready = rng.nextInt(241);
      int due = ready + minutes + 20 + rng.nextInt(161);
      orders.add(new Order(id, colour, minutes, new int[] {ready, due}, 1 + rng.nextInt(3)));
    }
    return new PaintPlan(booths, orders);
  }
}

package com.acme.paintshop;

import java.util.function.ToDoubleFunction;

/// Dispatching rules from the textbook.
final class Rules {
  /// First come, first served.
  static final Dispatcher FIRST_COME = d -> best(d, order -> -order.ready());

  /// The order that is due first.
  static final Dispatcher EARLIEST_DUE = d -> best(d, order -> -order.due());

  /// The order that is done soonest, cleaning included.
  static final Dispatcher SHORTEST =
      d -> best(d, order -> -order.minutes() - order.cleaningAfter(d.booth().colour()));

  private Rules() {}

  /// Apparent tardiness cost with setups, the best known rule for this kind of shop (Lee, Bhaskaran
  /// and Pinedo 1997): priority by duration, falling with the time to spare and with the cleaning.
  ///
  /// @param k1 how far ahead it looks, in mean durations
  /// @param k2 how little it minds cleaning, in mean cleaning times
  static Dispatcher apparentTardinessCost(double k1, double k2) {
    double meanMinutes = 25;
    double meanCleaning = 0.375 * (Order.TO_DARKER + Order.TO_LIGHTER); // of two random colours
    return d ->
        best(
            d,
            order -> {
              double slack = Math.max(0, order.due() - order.minutes() - d.now());
              double cleaning = order.cleaningAfter(d.booth().colour());
              return (double) order.priority()
                  / order.minutes()
                  * StrictMath.exp(-slack / (k1 * meanMinutes) - cleaning / (k2 * meanCleaning));
            });
  }

  private static int best(Decision decision, ToDoubleFunction<Order> worth) {
    int best = 0;
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < decision.candidates().size(); i++) {
      double w = worth.applyAsDouble(decision.candidates().get(i));
      if (w > most) {
        most = w;
        best = i;
      }
    }
    return best;
  }
}

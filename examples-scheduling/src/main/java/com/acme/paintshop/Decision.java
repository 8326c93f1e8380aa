package com.acme.paintshop;

import ascent.space.Space;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// Which order does the next free booth paint? This is what the policy is asked, in training and in
/// production alike.
///
/// The candidates are the orders that have arrived, the one due first being number 0.
///
/// @param plan the plan so far
/// @param booth the booth that is free first
/// @param now the minute at which it is free and an order is there
/// @param candidates orders to choose from
record Decision(PaintPlan plan, Booth booth, int now, List<Order> candidates) {
  // @start region="spaces"
  static final int MAX_CANDIDATES = 10;
  private static final int FEATURES = 7; // of a candidate
  private static final int SHOP = 4; // numbers about the whole shop
  static final Space ACTIONS = Space.discrete(MAX_CANDIDATES);
  static final Space OBSERVATIONS = Space.box(-3, 3, SHOP + MAX_CANDIDATES * FEATURES);

  // @end

  // @start region="next"
  /// The next decision of a plan in which an order is left.
  static Decision next(PaintPlan plan) {
    Booth booth = plan.booths().stream().min(Comparator.comparingInt(Booth::freeAt)).orElseThrow();
    List<Order> left = plan.orders().stream().filter(order -> !order.planned()).toList();
    int arrival = left.stream().mapToInt(Order::ready).min().orElseThrow();
    int now = Math.max(booth.freeAt(), arrival);
    List<Order> candidates =
        left.stream()
            .filter(order -> order.ready() <= now)
            .sorted(Comparator.comparingInt(Order::due).thenComparingInt(Order::id))
            .limit(MAX_CANDIDATES)
            .toList();
    return new Decision(plan, booth, now, candidates);
  }

  // @end

  // @start region="observe"
  /// Describes it in numbers of about −1 to 1.
  void observe(float[] obs) {
    Arrays.fill(obs, 0);
    Booth other =
        plan.booths().stream().filter(b -> b.id() != booth.id()).findFirst().orElseThrow();
    obs[0] = now / 480f;
    obs[1] = candidates.size() / (float) MAX_CANDIDATES;
    obs[2] = (other.freeAt() - now) / 60f;
    obs[3] = plan.orders().stream().filter(Order::planned).count() / (float) plan.orders().size();
    for (int i = 0; i < candidates.size(); i++) {
      Order order = candidates.get(i);
      int at = SHOP + i * FEATURES;
      int cleaning = order.cleaningAfter(booth.colour());
      int slack = order.due() - now - cleaning - order.minutes();
      obs[at] = 1;
      obs[at + 1] = order.minutes() / 40f;
      obs[at + 2] = slack / 60f;
      obs[at + 3] = order.priority() / 3f;
      obs[at + 4] = cleaning / (float) Order.TO_LIGHTER;
      obs[at + 5] = order.cleaningAfter(other.colour()) / (float) Order.TO_LIGHTER;
      obs[at + 6] = sameColour(order) / 4f;
    }
    for (int i = 0; i < obs.length; i++) {
      obs[i] = Math.clamp(obs[i], -3f, 3f);
    }
  }

  private int sameColour(Order order) {
    return (int) candidates.stream().filter(c -> c.colour() == order.colour()).count() - 1;
  }

  // @end

  // @start region="mask"
  /// Only as many actions as there are candidates.
  void mask(boolean[] mask) {
    Arrays.fill(mask, false);
    Arrays.fill(mask, 0, candidates.size(), true);
  }

  /// The order that an action stands for; the last candidate for a forbidden action.
  Order chosen(int action) {
    return candidates.get(Math.min(action, candidates.size() - 1));
  }

  // @end
}

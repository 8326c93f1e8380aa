package ascent.lab.exact;

import ascent.envs.tabular.TabularMdp;
import ascent.envs.tabular.Transition;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/// The states that an episode can be in before it ends, numbered from 0 in ascending order. A
/// softmax policy takes every action with some probability, so they do not depend on the policy.
final class ReachableStates {
  private static final int NONE = -1;

  private final int[] states; // [n], ascending
  private final int[] place; // of each state among them, or NONE
  private final boolean endless;

  ReachableStates(TabularMdp mdp) {
    boolean[] reached = reached(mdp);
    place = new int[mdp.states()];
    Arrays.fill(place, NONE);
    int n = 0;
    for (int s = 0; s < reached.length; s++) {
      if (reached[s]) {
        place[s] = n++;
      }
    }
    states = new int[n];
    for (int s = 0; s < reached.length; s++) {
      if (reached[s]) {
        states[place[s]] = s;
      }
    }
    endless = endless(mdp);
  }

  private static boolean[] reached(TabularMdp mdp) {
    boolean[] reached = new boolean[mdp.states()];
    Deque<Integer> open = new ArrayDeque<>();
    double[] starts = mdp.initialDistribution();
    for (int s = 0; s < starts.length; s++) {
      if (starts[s] > 0) {
        reached[s] = true;
        open.add(s);
      }
    }
    while (!open.isEmpty()) {
      int s = open.remove();
      for (int a = 0; a < mdp.actions(); a++) {
        for (Transition t : mdp.transitions(s, a)) {
          if (!t.terminated() && !reached[t.next()]) {
            reached[t.next()] = true;
            open.add(t.next());
          }
        }
      }
    }
    return reached;
  }

  /// Whether there is a state from which no episode ends, by marking states that can end until no
  /// more are found.
  private boolean endless(TabularMdp mdp) {
    boolean[] ends = new boolean[mdp.states()];
    int marked = 0;
    for (int before = -1; marked > before; ) {
      before = marked;
      for (int i = states.length - 1; i >= 0; i--) {
        if (!ends[states[i]] && mayEnd(mdp, states[i], ends)) {
          ends[states[i]] = true;
          marked++;
        }
      }
    }
    return marked < states.length;
  }

  private static boolean mayEnd(TabularMdp mdp, int state, boolean[] ends) {
    for (int a = 0; a < mdp.actions(); a++) {
      for (Transition t : mdp.transitions(state, a)) {
        if (t.terminated() || ends[t.next()]) {
          return true;
        }
      }
    }
    return false;
  }

  /// Their number n.
  int count() {
    return states.length;
  }

  /// The i-th of them.
  int state(int i) {
    return states[i];
  }

  /// The place of a state among them; it must be one of them.
  int place(int state) {
    return place[state];
  }

  /// Whether episodes may go on forever.
  boolean endless() {
    return endless;
  }
}

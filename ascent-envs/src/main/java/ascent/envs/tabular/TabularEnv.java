package ascent.envs.tabular;

import ascent.config.Check;
import ascent.env.Action;
import ascent.env.Renderable;
import ascent.env.Step;
import ascent.env.registry.EpisodeConfig;
import ascent.rng.Rng;
import ascent.space.Space;
import java.awt.Graphics2D;
import java.util.List;

/// An env for a [TabularMdp]: the observation is the index of the state.
///
/// ```java
/// Trainer.of(() -> new TabularEnv(new FrozenLake(), 100))
/// ```
///
/// The table is read once, when the env is created; a step only looks up values and allocates
/// nothing. An action with a single outcome draws nothing.
public final class TabularEnv implements Renderable {
  private final TabularMdp mdp;
  private final Space observationSpace;
  private final Space actionSpace;
  private final int actions;
  private final int maxSteps;
  private final double[] starts; // cumulated probabilities [states]
  private final int[] first; // the first outcome of each state and action [states × actions + 1]
  private final double[] cumulated; // probabilities of the outcomes up to each, of its action
  private final int[] next;
  private final Step[] steps;
  private final Step[] lastSteps; // the same, cut off
  private final boolean[] allowed; // [states × actions]
  private final boolean masks; // whether any action is forbidden in any state
  private final StatePainter painter;

  private Rng rng = Rng.stream(0, "none"); // replaced by every reset
  private int state;
  private int stepsLeft;

  /// An env of that table.
  ///
  /// @param maxEpisodeSteps number of steps after which an episode is truncated; 0: never
  /// @throws IllegalArgumentException if the table is invalid
  public TabularEnv(TabularMdp mdp, int maxEpisodeSteps) {
    this.mdp = mdp;
    EpisodeConfig.checkMaxEpisodeSteps(maxEpisodeSteps);
    maxSteps = maxEpisodeSteps == 0 ? Integer.MAX_VALUE : maxEpisodeSteps;
    observationSpace = Space.discrete(mdp.states());
    actionSpace = Space.discrete(mdp.actions());
    actions = mdp.actions();
    starts = cumulated(mdp.initialDistribution(), mdp.states());
    int pairs = mdp.states() * actions;
    first = new int[pairs + 1];
    for (int i = 0; i < pairs; i++) {
      first[i + 1] = first[i] + mdp.transitions(i / actions, i % actions).size();
    }
    cumulated = new double[first[pairs]];
    next = new int[first[pairs]];
    steps = new Step[first[pairs]];
    lastSteps = new Step[first[pairs]];
    allowed = new boolean[pairs];
    boolean forbids = false;
    for (int i = 0; i < pairs; i++) {
      allowed[i] = mdp.allowed(i / actions, i % actions);
      forbids |= !allowed[i];
      read(mdp, i);
    }
    masks = forbids;
    painter = mdp.painter();
  }

  private void read(TabularMdp mdp, int pair) {
    List<Transition> transitions = mdp.transitions(pair / actions, pair % actions);
    double sum = 0;
    for (int k = 0; k < transitions.size(); k++) {
      Transition t = transitions.get(k);
      String where = " of action " + pair % actions + " in state " + pair / actions;
      Check.that(
          t.probability() > 0 && t.probability() <= 1,
          "the probability" + where,
          t.probability(),
          "in (0, 1]");
      Check.that(
          t.next() >= 0 && t.next() < mdp.states(),
          "the next state" + where,
          t.next(),
          "in [0, " + (mdp.states() - 1) + "]");
      Check.that(Double.isFinite(t.reward()), "the reward" + where, t.reward(), "finite");
      sum += t.probability();
      int i = first[pair] + k;
      cumulated[i] = sum;
      next[i] = t.next();
      steps[i] = new Step(t.reward(), t.terminated(), false);
      lastSteps[i] = new Step(t.reward(), t.terminated(), !t.terminated());
    }
    checkSum(
        sum,
        "the sum of the probabilities of action " + pair % actions + " in state " + pair / actions);
  }

  private static double[] cumulated(double[] probabilities, int states) {
    int n = probabilities.length;
    Check.that(n == states, "the length of the initial distribution", n, "" + states);
    double[] sums = new double[n];
    double sum = 0;
    for (int i = 0; i < n; i++) {
      double p = probabilities[i];
      Check.that(p >= 0 && p <= 1, "the probability of starting in state " + i, p, "in [0, 1]");
      sum += p;
      sums[i] = sum;
    }
    checkSum(sum, "the sum of the initial distribution");
    return sums;
  }

  private static void checkSum(double sum, String name) {
    Check.that(Math.abs(sum - 1) < 1e-9, name, sum, "1");
  }

  /// The table, for [TabularSolver].
  public TabularMdp mdp() {
    return mdp;
  }

  @Override
  public Space observationSpace() {
    return observationSpace;
  }

  @Override
  public Space actionSpace() {
    return actionSpace;
  }

  @Override
  public void reset(Rng rng, float[] obs) {
    this.rng = rng;
    state = start(rng.nextDouble() * starts[starts.length - 1]);
    stepsLeft = maxSteps;
    obs[0] = state;
  }

  /// The first state whose cumulated probability is beyond u, by bisection.
  private int start(double u) {
    int low = 0;
    int high = starts.length - 1;
    while (low < high) {
      int middle = (low + high) / 2;
      if (starts[middle] > u) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  @Override
  public Step step(Action action, float[] obs) {
    checkRunning(stepsLeft);
    int chosen = action.index(actions);
    int outcome = outcome(state * actions + chosen);
    state = next[outcome];
    obs[0] = state;
    stepsLeft--;
    Step step = stepsLeft == 0 ? lastSteps[outcome] : steps[outcome];
    if (step.terminated()) {
      stepsLeft = 0;
    }
    return step;
  }

  static void checkRunning(int stepsLeft) {
    if (stepsLeft == 0) {
      throw new IllegalStateException(
          "step was called without an episode running; it must follow a reset. Maybe the last"
              + " step was terminated or truncated.");
    }
  }

  private int outcome(int pair) {
    int i = first[pair];
    int last = first[pair + 1] - 1;
    if (i < last) {
      double u = rng.nextDouble() * cumulated[last];
      while (i < last && cumulated[i] <= u) {
        i++;
      }
    }
    return i;
  }

  @Override
  public boolean actionMask(boolean[] mask) {
    if (masks) {
      System.arraycopy(allowed, state * actions, mask, 0, actions);
    }
    return masks;
  }

  @Override
  public Screen screen() {
    return painter.screen();
  }

  @Override
  public void render(Graphics2D g) {
    painter.paint(g, state);
  }
}

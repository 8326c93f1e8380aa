package ascent.lab.exact;

import ascent.config.Check;
import ascent.envs.tabular.TabularMdp;
import ascent.envs.tabular.Transition;

/// A tabular softmax policy in a [TabularTask], solved: values, state distributions, and the
/// gradient of its expected discounted return
///
///     J(θ) = E[Σₜ γᵗ rₜ] = ρᵀV,        V = (I − γP)⁻¹ r
///     ∇J = Σₛ d(s) Σₐ π(a|s) A(s,a) ∇log π(a|s),        d = (I − γPᵀ)⁻¹ ρ
///
/// (the policy gradient theorem: Sutton, McAllester, Singh and Mansour 2000), where ρ is the
/// distribution of first states, and P and r the transitions and rewards under the policy. All in
/// double.
///
/// States that no episode reaches, and terminal ones, have value and visits 0.
public final class ExactPolicy {
  private final TabularTask task;
  private final TabularMdp mdp;
  private final int actions;
  private final double[] pi; // [O × A]
  private final ReachableStates reachable;
  private final double[] value; // [S]
  private final double[] actionValue; // [S × A]
  private final double[] discountedVisits; // [S]
  private final double objective;

  /// Solves a policy.
  ///
  /// @param theta its logits, `[O × A]`
  /// @throws IllegalArgumentException if θ has another size, or with γ = 1 where episodes may never
  ///   end
  public ExactPolicy(TabularTask task, double[] theta) {
    Check.that(theta.length == task.parameters(), "the length of θ", theta.length, shape(task));
    this.task = task;
    mdp = task.mdp();
    actions = task.actions();
    pi = Softmax.probabilities(theta, actions);
    reachable = new ReachableStates(mdp);
    Check.that(
        task.gamma() < 1 || !reachable.endless(),
        "gamma",
        task.gamma(),
        "below 1, because episodes of " + task.name() + " may never end");
    value = spread(system(task.gamma(), false).solve(rewards()));
    actionValue = computeActionValues();
    discountedVisits = spread(system(task.gamma(), true).solve(starts()));
    objective = objectiveOf(value);
  }

  private static String shape(TabularTask task) {
    return "%d (%d observations × %d actions)"
        .formatted(task.parameters(), task.observations(), task.actions());
  }

  /// I − γP, or its transpose.
  private LinearSystem system(double gamma, boolean transposed) {
    int n = reachable.count();
    double[] matrix = new double[n * n];
    for (int i = 0; i < n; i++) {
      matrix[i * n + i] += 1;
      int s = reachable.state(i);
      for (int a = 0; a < actions; a++) {
        for (Transition t : mdp.transitions(s, a)) {
          if (!t.terminated()) {
            int j = reachable.place(t.next());
            int entry = transposed ? j * n + i : i * n + j;
            matrix[entry] -= gamma * probability(s, a) * t.probability();
          }
        }
      }
    }
    return new LinearSystem(matrix, n);
  }

  /// The expected reward of a step from each reachable state.
  private double[] rewards() {
    double[] r = new double[reachable.count()];
    for (int i = 0; i < r.length; i++) {
      int s = reachable.state(i);
      for (int a = 0; a < actions; a++) {
        for (Transition t : mdp.transitions(s, a)) {
          r[i] += probability(s, a) * t.probability() * t.reward();
        }
      }
    }
    return r;
  }

  private double[] starts() {
    double[] rho = new double[reachable.count()];
    double[] of = mdp.initialDistribution();
    for (int i = 0; i < rho.length; i++) {
      rho[i] = of[reachable.state(i)];
    }
    return rho;
  }

  /// From the reachable states to all.
  private double[] spread(double[] ofReachable) {
    double[] all = new double[mdp.states()];
    for (int i = 0; i < ofReachable.length; i++) {
      all[reachable.state(i)] = ofReachable[i];
    }
    return all;
  }

  private double[] computeActionValues() {
    double[] q = new double[mdp.states() * actions];
    for (int i = 0; i < reachable.count(); i++) {
      int s = reachable.state(i);
      for (int a = 0; a < actions; a++) {
        for (Transition t : mdp.transitions(s, a)) {
          double next = t.terminated() ? 0 : task.gamma() * value[t.next()];
          q[s * actions + a] += t.probability() * (t.reward() + next);
        }
      }
    }
    return q;
  }

  private double objectiveOf(double[] values) {
    double[] rho = mdp.initialDistribution();
    double sum = 0;
    for (int s = 0; s < rho.length; s++) {
      sum += rho[s] * values[s];
    }
    return sum;
  }

  public TabularTask task() {
    return task;
  }

  /// J, the expected discounted return.
  public double objective() {
    return objective;
  }

  /// π(a|s).
  public double probability(int state, int action) {
    return pi[task.observation(state) * actions + action];
  }

  /// V, `[S]`.
  public double[] values() {
    return value.clone();
  }

  /// Q, `[S × A]`.
  public double[] actionValues() {
    return actionValue.clone();
  }

  /// A(s,a) = Q(s,a) − V(s).
  public double advantage(int state, int action) {
    return actionValue[state * actions + action] - value[state];
  }

  /// d, the expected discounted number of visits, Σₜ γᵗ P(Sₜ = s), `[S]`.
  public double[] discountedVisits() {
    return discountedVisits.clone();
  }

  /// The expected number of visits, Σₜ P(Sₜ = s), `[S]`: d with γ = 1.
  ///
  /// @throws IllegalStateException if episodes may never end
  public double[] visits() {
    if (reachable.endless()) {
      throw new IllegalStateException(
          "Episodes of " + task.name() + " may never end, so states are visited infinitely often.");
    }
    return spread(system(1, true).solve(starts()));
  }

  /// The expected number of steps of an episode.
  ///
  /// @throws IllegalStateException if episodes may never end
  public double meanLength() {
    double sum = 0;
    for (double visits : visits()) {
      sum += visits;
    }
    return sum;
  }

  /// ∇J, `[O × A]`.
  public double[] gradient() {
    return gradient(discountedVisits);
  }

  /// What estimators without the factor γᵗ estimate, `[O × A]`: ∇J with the number of
  /// [visits][#visits] instead of the discounted one. It is not the gradient of any function in
  /// general (Nota and Thomas 2020, arXiv:1906.07073).
  ///
  /// @throws IllegalStateException if episodes may never end
  public double[] undiscountedGradient() {
    return gradient(visits());
  }

  /// Σₛ weight(s) Σₐ π(a|s) A(s,a) ∇log π(a|s). With ∂log π(b)/∂θ\[a\] = 1{a=b} − π(a) and Σ π A =
  /// 0, the entry of a is Σₛ weight(s) π(a|s) A(s,a).
  private double[] gradient(double[] weight) {
    double[] gradient = new double[pi.length];
    for (int s = 0; s < value.length; s++) {
      for (int a = 0; a < actions; a++) {
        gradient[task.observation(s) * actions + a] +=
            weight[s] * probability(s, a) * advantage(s, a);
      }
    }
    return gradient;
  }

  /// The baseline of each state that minimises the variance of one step's score-function estimate
  /// (Greensmith, Bartlett and Baxter 2004), `[S]`:
  ///
  ///     b(s) = E[‖∇log π(a|s)‖² Q(s,a)] / E[‖∇log π(a|s)‖²]
  ///
  /// where ‖∇log π(a|s)‖² = 1 − 2π(a|s) + Σ_b π(b|s)².
  public double[] optimalBaseline() {
    double[] baseline = new double[value.length];
    for (int i = 0; i < reachable.count(); i++) {
      int s = reachable.state(i);
      double squares = 0;
      for (int a = 0; a < actions; a++) {
        squares += probability(s, a) * probability(s, a);
      }
      double weighted = 0;
      double weights = 0;
      for (int a = 0; a < actions; a++) {
        double weight = probability(s, a) * (1 - 2 * probability(s, a) + squares);
        weighted += weight * actionValue[s * actions + a];
        weights += weight;
      }
      baseline[s] = weights > 0 ? weighted / weights : value[s];
    }
    return baseline;
  }

  /// The natural gradient (F + damping·I)⁻¹ ∇J, `[O × A]`, where F = E[∇log π ∇log πᵀ] over the
  /// states of an episode's steps, whatever their discount.
  ///
  /// @param damping above 0, since F is singular: θ may be shifted without changing π
  /// @throws IllegalStateException if episodes may never end
  public double[] naturalGradient(double damping) {
    Check.that(damping > 0 && Double.isFinite(damping), "damping", damping, "> 0 and finite");
    int n = pi.length;
    double[] share = visits();
    double steps = meanLength();
    double[] fisher = new double[n * n];
    for (int s = 0; s < share.length; s++) {
      int row = task.observation(s) * actions;
      for (int a = 0; a < actions; a++) {
        for (int b = 0; b < actions; b++) {
          double entry = (a == b ? pi[row + a] : 0) - pi[row + a] * pi[row + b];
          fisher[(row + a) * n + row + b] += share[s] / steps * entry;
        }
      }
    }
    for (int i = 0; i < n; i++) {
      fisher[i * n + i] += damping;
    }
    return new LinearSystem(fisher, n).solve(gradient());
  }
}

package ascent.lab.exact;

import ascent.config.Check;
import ascent.env.Action;
import ascent.env.Env;
import ascent.env.Step;
import ascent.env.wrap.Wrapper;
import ascent.envs.tabular.TabularEnv;
import ascent.envs.tabular.TabularMdp;
import ascent.rng.Rng;
import ascent.space.Space;
import java.util.Arrays;
import java.util.function.Supplier;

/// A tabular MDP, what a policy observes of its states, and a discount.
///
/// Several states may have the same observation; a policy then acts alike in them. Episodes end
/// only in terminal states, without a time limit.
public final class TabularTask {
  private final String name;
  private final TabularMdp mdp;
  private final int[] observation; // of each state, [states]
  private final int observations;
  private final double gamma;

  private TabularTask(String name, TabularMdp mdp, int[] observation, double gamma) {
    Check.that(gamma >= 0 && gamma <= 1, "gamma", gamma, "in [0, 1]");
    Check.that(
        observation.length == mdp.states(),
        "the number of observations",
        observation.length,
        mdp.states() + ", one per state");
    Check.that(
        Arrays.stream(observation).allMatch(o -> o >= 0),
        "observation",
        Arrays.toString(observation),
        "made of numbers ≥ 0");
    for (int i = 0; i < mdp.states() * mdp.actions(); i++) {
      boolean allowed = mdp.allowed(i / mdp.actions(), i % mdp.actions());
      Check.that(allowed, name, "a task with masks", "one whose actions are always allowed");
    }
    this.name = name;
    this.mdp = mdp;
    this.observation = observation.clone();
    observations = Arrays.stream(observation).max().orElse(0) + 1;
    this.gamma = gamma;
  }

  /// A task whose policy observes the state.
  ///
  /// @param gamma γ, the discount factor, in \[0, 1\]
  /// @throws IllegalArgumentException if the MDP forbids actions
  public static TabularTask of(String name, TabularMdp mdp, double gamma) {
    int[] identity = new int[mdp.states()];
    Arrays.setAll(identity, s -> s);
    return new TabularTask(name, mdp, identity, gamma);
  }

  /// The same MDP, seen through observations.
  ///
  /// @param observation what the policy observes in each state, numbers from 0, `[states]`
  public TabularTask observedAs(int... observation) {
    return new TabularTask(name, mdp, observation, gamma);
  }

  /// The same task with other rewards and dynamics of equal states.
  public TabularTask withMdp(TabularMdp other) {
    return new TabularTask(name, other, observation, gamma);
  }

  /// The same task with another discount factor.
  public TabularTask withGamma(double value) {
    return new TabularTask(name, mdp, observation, value);
  }

  public String name() {
    return name;
  }

  public TabularMdp mdp() {
    return mdp;
  }

  /// γ, the discount factor.
  public double gamma() {
    return gamma;
  }

  /// The number of observations O.
  public int observations() {
    return observations;
  }

  /// The number of actions A.
  public int actions() {
    return mdp.actions();
  }

  /// The number of a tabular policy's parameters, O·A.
  public int parameters() {
    return observations * actions();
  }

  /// What the policy observes in a state.
  public int observation(int state) {
    return observation[state];
  }

  /// Creates the environment of this task: the observation is a number in \[0, O).
  public Supplier<Env> env() {
    return () -> new ObservedEnv(new TabularEnv(mdp, 0), observation, observations);
  }

  /// An env of which the policy sees [TabularTask#observation] instead of the state.
  private record ObservedEnv(Env inner, int[] seen, int count) implements Wrapper {
    @Override
    public Space observationSpace() {
      return Space.discrete(count);
    }

    @Override
    public void reset(Rng rng, float[] obs) {
      inner.reset(rng, obs);
      obs[0] = seen[(int) obs[0]];
    }

    @Override
    public Step step(Action action, float[] obs) {
      Step step = inner.step(action, obs);
      obs[0] = seen[(int) obs[0]];
      return step;
    }
  }
}

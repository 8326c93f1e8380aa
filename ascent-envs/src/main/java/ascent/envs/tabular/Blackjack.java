package ascent.envs.tabular;

import ascent.config.Check;
import ascent.config.Help;
import ascent.env.Action;
import ascent.env.Renderable;
import ascent.env.Step;
import ascent.env.registry.EnvConfig;
import ascent.env.registry.EpisodeConfig;
import ascent.rng.Rng;
import ascent.space.Space;
import java.awt.Graphics2D;

/// Blackjack-v1: draw cards to come closer to 21 than the dealer without exceeding it.
///
/// Example 5.1 of Sutton and Barto, *Reinforcement Learning: An Introduction* (2018), as in
/// Gymnasium 1.0. Cards come from an endless deck; a face counts 10, an ace 11 where that does not
/// exceed 21 (it is *usable* then), else 1.
///
/// | action | |
/// |---|---|
/// | 0 | stick: the dealer draws until its sum is 17 or more, then sums are compared |
/// | 1 | hit: draw a card |
///
/// | observation | min | max |
/// |---|---|---|
/// | 0: the player's sum | 4 | 31 (a hand beyond 21 has lost) |
/// | 1: the dealer's open card, 1 is an ace | 1 | 10 |
/// | 2: whether the player has a usable ace | 0 | 1 |
///
/// **Reward**: 1 for a hand won, −1 for one lost, 0 for a draw and while drawing.
///
/// **Start**: two cards each, one of the dealer's face down.
///
/// **End**: terminated when the player sticks or exceeds 21; never truncated, unless
/// `maxEpisodeSteps` is set.
///
/// An ace and a ten at once are a *natural*. By the book (`sab`) a natural wins against any
/// dealer's hand but a natural; without `sab`, and with `natural`, a hand won by it pays 1.5.
/// Gymnasium registers Blackjack-v1 with `sab`, which is the default here.
public final class Blackjack implements Renderable {
  static final int STICK = 0;
  static final int HIT = 1;

  /// Gymnasium's Blackjack-v1.
  public static final Config DEFAULT = new Config(true, false, 0);

  private static final int DEALER_STICKS = 17;
  private static final Step DREW = Step.of(0);
  private static final Step DREW_LAST = Step.truncated(0);
  private static final Step WON_BY_NATURAL = Step.terminal(1.5);
  private static final Step WON = Step.terminal(1);
  private static final Step DRAW = Step.terminal(0);
  private static final Step LOST = Step.terminal(-1);
  private static final Space OBSERVATIONS = Space.multiDiscrete(32, 11, 2);
  private static final Space ACTIONS = Space.discrete(2);

  /// The parameters.
  ///
  /// @param sab whether the rules are those of Sutton and Barto's book
  /// @param natural whether a hand won by a natural pays 1.5; not together with `sab`
  /// @param maxEpisodeSteps number of steps after which an episode is truncated; 0: never
  public record Config(
      @Help("Sutton and Barto's rules: a natural wins, unless the dealer has one as well.")
          boolean sab,
      @Help("Without sab: whether a hand won by a natural pays 1.5.") boolean natural,
      @Help("An episode is truncated after this many steps; 0: never.") int maxEpisodeSteps)
      implements EnvConfig {
    public Config {
      EpisodeConfig.checkMaxEpisodeSteps(maxEpisodeSteps);
      Check.that(
          !(sab && natural), "natural", natural, "false with sab", "Maybe set sab=false too.");
    }
  }

  private final Config config;
  private final Hand dealer = new Hand();
  private final Hand player = new Hand();
  private Rng rng = Rng.stream(0, "none"); // replaced by every reset
  private int open; // the dealer's open card
  private int stepsLeft;

  /// An environment with Gymnasium's parameters.
  public Blackjack() {
    this(DEFAULT);
  }

  /// An environment with other parameters.
  public Blackjack(Config config) {
    this.config = config;
  }

  @Override
  public Space observationSpace() {
    return OBSERVATIONS;
  }

  @Override
  public Space actionSpace() {
    return ACTIONS;
  }

  @Override
  public void reset(Rng rng, float[] obs) {
    this.rng = rng;
    dealer.clear();
    player.clear();
    open = dealer.draw(rng);
    dealer.draw(rng);
    player.draw(rng);
    player.draw(rng);
    stepsLeft = config.maxEpisodeSteps == 0 ? Integer.MAX_VALUE : config.maxEpisodeSteps;
    observe(obs);
  }

  @Override
  public Step step(Action action, float[] obs) {
    TabularEnv.checkRunning(stepsLeft);
    int chosen = action.index();
    Check.that((chosen & ~1) == 0, "action", chosen, "0 (stick) or 1 (hit)");
    stepsLeft--;
    Step step = chosen == HIT ? hit() : stick();
    observe(obs);
    stepsLeft = step.terminated() ? 0 : stepsLeft;
    return step;
  }

  private Step hit() {
    player.draw(rng);
    return player.total() > Hand.MOST ? LOST : stepsLeft == 0 ? DREW_LAST : DREW;
  }

  /// Plays the dealer's turn and decides who has won.
  private Step stick() {
    while (dealer.total() < DEALER_STICKS) {
      dealer.draw(rng);
    }
    boolean natural = player.natural() && !dealer.natural();
    int ahead = player.score() - dealer.score();
    if (ahead > 0 && config.natural && player.natural()) {
      return WON_BY_NATURAL;
    }
    return ahead > 0 || (config.sab && natural) ? WON : ahead == 0 ? DRAW : LOST;
  }

  private void observe(float[] obs) {
    obs[0] = player.total();
    obs[1] = open;
    obs[2] = player.usableAce() ? 1 : 0;
  }

  @Override
  public Screen screen() {
    return CardTable.SCREEN;
  }

  /// The dealer's second card is face down until the hand has ended.
  @Override
  public void render(Graphics2D g) {
    CardTable.draw(g, dealer, player, stepsLeft == 0);
  }
}

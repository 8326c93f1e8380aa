package ascent.envs;

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

/// Bandit: k arms, one pull per episode. With contexts, the best arm depends on the observation.
///
/// **Action**: the arm to pull, 0 … k − 1.
///
/// **Observation**: 1, followed by the context: `contextSize` standard normal numbers (none by
/// default).
///
/// **Reward**: normal with standard deviation `noise` around the arm's mean: a constant per arm,
/// plus, with contexts, the inner product of the context and the arm's weights. Constants and
/// weights are standard normal numbers drawn once from the seed `arms`, as for the ten-armed
/// testbed of Sutton and Barto (*Reinforcement Learning*, 2nd edition, section 2.3).
///
/// **End**: terminated after the one pull.
public final class Bandit implements Renderable {
  private final Settings settings;
  private final double[] mean; // [k]
  private final double[] weight; // [k × contextSize]
  private final Space observationSpace;
  private final Space actionSpace;
  private final double[] context;
  private double luck; // of the pull, standard normal
  private boolean running;
  private int pulled = -1; // the arm that ended the episode, if it has ended
  private double reward; // that it paid

  /// The parameters.
  public record Settings(
      @Help("The number of arms.") int k,
      @Help("The size of the context; 0 is none.") int contextSize,
      @Help("The seed of the arms' means.") long arms,
      @Help("Standard deviation of a reward around its mean.") double noise,
      @Help("An episode is truncated after this many steps; 0: never.") int maxEpisodeSteps)
      implements EnvConfig {
    /// The ten-armed testbed.
    public static final Settings DEFAULT = new Settings(10, 0, 1, 1, 0);

    /// Ten arms with contexts of four numbers.
    public static final Settings CONTEXTUAL = new Settings(10, 4, 1, 1, 0);

    public Settings {
      Check.that(k >= 1 && k <= 10_000, "k", k, "in [1, 10000]");
      Check.that(
          contextSize >= 0 && contextSize <= 10_000, "contextSize", contextSize, "in [0, 10000]");
      Check.that(noise >= 0 && Double.isFinite(noise), "noise", noise, "≥ 0 and finite");
      EpisodeConfig.checkMaxEpisodeSteps(maxEpisodeSteps); // an episode has one step anyway
    }
  }

  public Bandit() {
    this(Settings.DEFAULT);
  }

  public Bandit(Settings settings) {
    this.settings = settings;
    Rng arms = Rng.stream(settings.arms, "arms");
    mean = new double[settings.k];
    weight = new double[settings.k * settings.contextSize];
    for (int a = 0; a < mean.length; a++) {
      mean[a] = arms.normal();
    }
    for (int i = 0; i < weight.length; i++) {
      weight[i] = arms.normal();
    }
    context = new double[settings.contextSize];
    float any = Float.POSITIVE_INFINITY;
    observationSpace =
        settings.contextSize == 0 ? Space.box(1, 1, 1) : Space.box(-any, any, 1 + context.length);
    actionSpace = Space.discrete(settings.k);
  }

  @Override
  public Space observationSpace() {
    return observationSpace;
  }

  @Override
  public Space actionSpace() {
    return actionSpace;
  }

  /// The mean reward of an arm in the present context.
  public double mean(int arm) {
    double sum = mean[arm];
    for (int j = 0; j < context.length; j++) {
      sum += weight[arm * context.length + j] * context[j];
    }
    return sum;
  }

  @Override
  public void reset(Rng rng, float[] obs) {
    running = true;
    pulled = -1;
    reward = 0;
    for (int j = 0; j < context.length; j++) {
      context[j] = rng.normal();
    }
    luck = rng.normal();
    observe(obs);
  }

  @Override
  public Step step(Action action, float[] obs) {
    Episodes.checkRunning(running ? 1 : 0);
    pulled = action.index(settings.k);
    running = false;
    observe(obs);
    reward = mean(pulled) + settings.noise * luck;
    return Step.terminal(reward);
  }

  private void observe(float[] obs) {
    obs[0] = 1;
    for (int j = 0; j < context.length; j++) {
      obs[1 + j] = (float) context[j];
    }
  }

  @Override
  public Screen screen() {
    return ArmsScene.SCREEN;
  }

  @Override
  public void render(Graphics2D g) {
    ArmsScene.draw(g, settings.k, this::mean, settings.noise, pulled, reward);
  }
}

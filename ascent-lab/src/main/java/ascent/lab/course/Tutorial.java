package ascent.lab.course;

import ascent.algo.A2CConfig;
import ascent.algo.AdvantageNormalization;
import ascent.algo.OneStepActorCriticConfig;
import ascent.algo.PPOConfig;
import ascent.algo.ReinforceConfig;
import ascent.algo.ReinforceConfig.Baseline;
import ascent.algo.ReinforceConfig.Reduction;
import ascent.algo.ReinforceConfig.Standardize;
import ascent.env.Action;
import ascent.env.Env;
import ascent.env.Step;
import ascent.env.wrap.Wrapper;
import ascent.envs.CartPole;
import ascent.nn.Activation;
import ascent.nn.Init;
import ascent.nn.OptimizerConfig;
import ascent.policy.NetworkConfig;
import java.util.List;
import java.util.function.Supplier;

/// The settings of the tutorials' own code. All of it runs on PyTorch: its default initial weights,
/// and Adam with ε = 1e-8.
final class Tutorial {
  /// CartPole-v1 whose time limit counts as a fall, as in the tutorials' code.
  static final Supplier<Env> CART_POLE = () -> new TimeLimitIsTheEnd(new CartPole());

  static final OptimizerConfig ADAM = OptimizerConfig.DEFAULT.withOptimizerEpsilon(1e-8f);

  /// REINFORCE of tutorial 001: no baseline; the returns of each episode are standardised, and the
  /// loss is the sum over its steps.
  static final ReinforceConfig REINFORCE =
      ReinforceConfig.DEFAULT
          .withRolloutEpisodes(1)
          .withBaseline(Baseline.NONE)
          .withBootstrap(false)
          .withStandardizeReturns(Standardize.EPISODE)
          .withStandardizeAdvantages(Standardize.NONE)
          .withReduction(Reduction.SUM)
          .withLearningRate(1e-3f)
          .withOptimizer(ADAM)
          .withNetwork(separate(128, Activation.RELU));

  /// REINFORCE of tutorial 003: V is fitted to the standardised returns.
  static final ReinforceConfig REINFORCE_WITH_VALUE =
      REINFORCE
          .withBaseline(Baseline.VALUE)
          .withLearningRate(1e-2f)
          .withValueLearningRate(1e-2f)
          .withVfCoef(1f);

  /// The one-step actor-critic of tutorial 003.
  static final A2CConfig ONE_STEP =
      OneStepActorCriticConfig.DEFAULT
          .a2c()
          .withLearningRate(2e-3f)
          .withEntCoef(0f)
          .withMaxGradNorm(Float.POSITIVE_INFINITY)
          .withOptimizer(ADAM)
          .withNetwork(shared(128, Activation.RELU));

  /// A2C of tutorial 003. Its code also ends a rollout where an episode ends.
  static final A2CConfig A2C =
      A2CConfig.DEFAULT
          .withEntCoef(0.01f)
          .withOptimizer(ADAM)
          .withNetwork(shared(256, Activation.RELU));

  /// PPO of tutorial 003. Its code also begins a new episode with every rollout.
  static final PPOConfig PPO =
      PPOConfig.DEFAULT
          .withNormalizeAdvantage(AdvantageNormalization.ROLLOUT)
          .withEntCoef(0.01f)
          .withOptimizer(ADAM)
          .withNetwork(shared(64, Activation.TANH));

  private Tutorial() {}

  /// An actor and a critic of two layers each.
  static NetworkConfig separate(int width, Activation activation) {
    List<Integer> layers = List.of(width, width);
    return new NetworkConfig(List.of(), layers, layers, activation, Init.UNIFORM);
  }

  /// Two layers that actor and critic share.
  static NetworkConfig shared(int width, Activation activation) {
    List<Integer> layers = List.of(width, width);
    return new NetworkConfig(layers, List.of(), List.of(), activation, Init.UNIFORM);
  }

  /// Ends an episode as terminated where it would be truncated.
  private record TimeLimitIsTheEnd(Env inner) implements Wrapper {
    @Override
    public Step step(Action action, float[] obs) {
      Step step = inner.step(action, obs);
      return step.truncated() ? Step.terminal(step.reward()) : step;
    }
  }
}

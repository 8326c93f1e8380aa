package ascent.cli.e2e;

import ascent.algo.A2CConfig;
import ascent.algo.AdvantageNormalization;
import ascent.algo.AlgorithmConfig;
import ascent.algo.PPOConfig;
import ascent.algo.Schedule;
import ascent.algo.TRPOConfig;
import ascent.distribution.DistributionConfig;
import ascent.env.registry.EnvSpec;
import ascent.env.registry.Envs;
import ascent.kernel.Kernels;
import ascent.nn.Activation;
import ascent.nn.Init;
import ascent.policy.NetworkConfig;
import ascent.train.Trainer;
import java.util.List;

/// Short runs and the parameters that they lead to, on any machine, in any JVM.
///
/// A hash here may change only together with an entry under "Changes learning curves" in
/// CHANGELOG.md that says why the new parameters are right. If it differs between machines, JVMs,
/// register widths or numbers of threads, that is a bug, whatever the hash.
enum Golden {
  /// Separate networks, discrete actions, episodes that terminate.
  CART_POLE(
      "CartPole-v1",
      PPOConfig.DEFAULT.withRolloutSteps(64).withEpochs(4),
      8,
      "c9231684a9202249b9c272ab60b0c41bcd3e4b169ca76c80b56d01b34bbfa045"),

  /// Gaussian actions, clipped to the bounds, and episodes that are cut off.
  PENDULUM(
      "Pendulum-v1",
      PPOConfig.DEFAULT
          .withRolloutSteps(256)
          .withEpochs(4)
          .withGamma(0.9f)
          .withLearningRate(0.001f),
      4,
      "b6aecbb98c733d811fbd51d7c18424a480019f2fb3d30aecb4dc33f3e9ce4734"),

  /// A shared trunk of odd widths, minibatches of four shards and a short last one, and every
  /// setting away from its default.
  SHARED(
      "CartPole-v1",
      PPOConfig.DEFAULT
          .withRolloutSteps(64)
          .withBatchSize(1_000)
          .withEpochs(8)
          .withGaeLambda(0.9f)
          .withLearningRate(Schedule.parse("linear:0.005"))
          .withClipRange(Schedule.parse("exp:0.3..0.1"))
          .withClipRangeVf(0.3f)
          .withNormalizeAdvantage(AdvantageNormalization.ROLLOUT)
          .withEntCoef(0.01f)
          .withMaxGradNorm(1)
          .withTargetKl(0.05f)
          .withNetwork(
              NetworkConfig.DEFAULT
                  .withSharedLayers(List.of(37))
                  .withPolicyLayers(List.of(17))
                  .withValueLayers(List.of(33, 5))
                  .withActivation(Activation.RELU)
                  .withInit(Init.UNIFORM)),
      16,
      "1eb202bdba6104b92438d9446d6d8159cdb49743b00370661751db99bd4267d5"),

  /// Separate networks on minibatches of eight shards: the most tasks there are.
  SHARDS(
      "Pendulum-v1",
      PPOConfig.DEFAULT.withRolloutSteps(128).withBatchSize(2_048).withLearningRate(0.002f),
      16,
      "bf48fc74c7d26eb8cd602229db739f4e69933a7ee3cd00ea4923cbeefab304f1"),

  /// Recomputed advantages and a learning rate that adapts itself.
  ADAPTIVE(
      "CartPole-v1",
      PPOConfig.DEFAULT
          .withRolloutSteps(64)
          .withEpochs(4)
          .withDesiredKl(0.01f)
          .withRecomputeAdvantages(true),
      8,
      "4d19b40c975634ec7f84beb0d81988b55f788f67ae5c4371a776d1cff6ff2afe"),

  /// One step a rollout, by RMSprop.
  A2C(
      "CartPole-v1",
      A2CConfig.DEFAULT.withEntCoef(0.01f),
      8,
      "c591809c6b6a6bc629062f31b4173ae8659e6648cbce82edaf3a09b1b26443a3"),

  /// Noise that is a function of the state, drawn anew every few steps.
  GSDE(
      "Pendulum-v1",
      PPOConfig.DEFAULT
          .withRolloutSteps(128)
          .withEpochs(4)
          .withEntCoef(0.01f)
          .withDistribution(
              DistributionConfig.Gsde.DEFAULT.withSdeSampleFreq(5).withLogStdInit(-1)),
      8,
      "ddb74aedf0563af4d8cc37c5f04a8354b9a25db7e7172f307b430d8eebc51bfc"),

  /// Gamma functions, and random streams that are drawn from a varying number of times.
  BETA(
      "Pendulum-v1",
      PPOConfig.DEFAULT
          .withRolloutSteps(128)
          .withEpochs(4)
          .withEntCoef(0.01f)
          .withDistribution(new DistributionConfig.Beta()),
      8,
      "7a27f743247a6a81ea05ff2aba757293980045432a3acf11985989e77725350f"),

  /// Squashed actions with deviations from the network, some of them clamped.
  SQUASHED(
      "Pendulum-v1",
      PPOConfig.DEFAULT
          .withRolloutSteps(128)
          .withEpochs(4)
          .withEntCoef(0.01f)
          .withDistribution(
              DistributionConfig.SquashedStateDependentGaussian.DEFAULT.withLogStdMin(-0.02f)),
      8,
      "0a9e7d5159dd9b3aaf9ae842847fce25871309fce856ebcccec9e6e89f5f7a91"),

  /// Conjugate gradients and a line search over shards, then minibatches of the value function.
  TRUST_REGION(
      "CartPole-v1",
      TRPOConfig.DEFAULT.withRolloutSteps(128).withCgDamping(0.01f),
      8,
      "e763cca01243ef2b10cc984d042e41046e465ee1493f75c019f8a5e148abfcba"),

  /// The same through a shared trunk, with Gaussian actions, on one sample in two.
  TRUST_REGION_SHARED(
      "Pendulum-v1",
      TRPOConfig.DEFAULT
          .withRolloutSteps(128)
          .withSubSamplingFactor(2)
          .withNetwork(
              NetworkConfig.DEFAULT
                  .withSharedLayers(List.of(37))
                  .withPolicyLayers(List.of(17))
                  .withValueLayers(List.of(33, 5))
                  .withActivation(Activation.SILU)
                  .withInit(Init.UNIFORM)),
      4,
      "7618a1a45a1fb94bae845ac1995477b0f595463ab23db443ca47a7a58393edea");

  private static final long STEPS = 4_096;

  private final String env;

  @SuppressWarnings("ImmutableEnumChecker") // a record of values and lists of them
  private final AlgorithmConfig config;

  private final int envs;
  final String sha256;

  Golden(String env, AlgorithmConfig config, int envs, String sha256) {
    this.env = env;
    this.config = config;
    this.envs = envs;
    this.sha256 = sha256;
  }

  EnvSpec env() {
    return Envs.find(env);
  }

  Trainer trainer() {
    return Trainer.of(env()).with(config).envs(envs).seed(1);
  }

  String train(Trainer trainer) {
    return trainer.train(STEPS).agent().parametersSha256();
  }

  /// Trains those that are named, with two threads, and prints what ran and what came out: for JVMs
  /// of their own.
  public static void main(String[] names) {
    System.out.println(Kernels.get().name());
    for (String name : names) {
      Golden golden = valueOf(name);
      System.out.println(name + " " + golden.train(golden.trainer().threads(2)));
    }
  }
}

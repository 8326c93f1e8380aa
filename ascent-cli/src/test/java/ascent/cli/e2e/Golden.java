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
      "a1f9ee272a0b601ae144f2e6322a6281a4c4dfdd1dd344db493bf7ea338444ca"),

  /// Gaussian actions, clipped to the bounds, and episodes that are cut off.
  PENDULUM(
      "Pendulum-v1",
      PPOConfig.DEFAULT
          .withRolloutSteps(256)
          .withEpochs(4)
          .withGamma(0.9f)
          .withLearningRate(0.001f),
      4,
      "3f406974c2d7f6c484cc7d79fdd41fcbd318bad54c591b93c937eaaf7445db49"),

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
      "6fdcf70d22aaf5bf5674aaa54724b5dc02b1d08da281f2c06fd750293b191472"),

  /// Separate networks on minibatches of eight shards: the most tasks there are.
  SHARDS(
      "Pendulum-v1",
      PPOConfig.DEFAULT.withRolloutSteps(128).withBatchSize(2_048).withLearningRate(0.002f),
      16,
      "0f37b2f0823b1eeb74dd7d2e17c85de76d82a8855eae1613ae1e15cb8f0d96bd"),

  /// Recomputed advantages and a learning rate that adapts itself.
  ADAPTIVE(
      "CartPole-v1",
      PPOConfig.DEFAULT
          .withRolloutSteps(64)
          .withEpochs(4)
          .withDesiredKl(0.01f)
          .withRecomputeAdvantages(true),
      8,
      "4c674af90dc3c17eff014fac6c97b6cba4d21a047e46989de74661de8f0a1df0"),

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
      "2680d7d12d167aa2f260e1daa41cbf2b596865edbcbb82b64a749cb1dee5fc44"),

  /// Gamma functions, and random streams that are drawn from a varying number of times.
  BETA(
      "Pendulum-v1",
      PPOConfig.DEFAULT
          .withRolloutSteps(128)
          .withEpochs(4)
          .withEntCoef(0.01f)
          .withDistribution(new DistributionConfig.Beta()),
      8,
      "8c5e315827fdeaec8a4302ad3d8ea928131352932315ab2fa36fea77267c312e"),

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
      "fae63c54e90d28d45552f212b45a7db67293ad7e8125f7245414f11eac4c4e58"),

  /// Conjugate gradients and a line search over shards, then minibatches of the value function.
  TRUST_REGION(
      "CartPole-v1",
      TRPOConfig.DEFAULT.withRolloutSteps(128).withCgDamping(0.01f),
      8,
      "d7fb277d29deef06185dc09f98b2df28c09ded5abf07892ab9e88f01c236b189"),

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
      "a5b07adf8a192f949a792315ad6b9756e6331a545b9b31ce37d565427b38528a");

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

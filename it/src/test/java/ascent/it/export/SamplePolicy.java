package ascent.it.export;

import ascent.agent.Agent;
import ascent.agent.ModelInfo;
import ascent.agent.Provenance;
import ascent.agent.RunSettings;
import ascent.algo.LinearSoftmaxConfig;
import ascent.algo.PPOConfig;
import ascent.collect.Normalizer;
import ascent.distribution.DistributionConfig;
import ascent.env.Action;
import ascent.export.PolicyExport;
import ascent.io.DamagedFileException;
import ascent.io.Tensor;
import ascent.nn.Activation;
import ascent.policy.ActorCritic;
import ascent.policy.NetworkConfig;
import ascent.rng.Rng;
import ascent.rollout.NormalizationConfig;
import ascent.space.Box;
import ascent.space.Discrete;
import ascent.space.MultiBinary;
import ascent.space.MultiDiscrete;
import ascent.space.Space;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// A policy with random parameters, and the actions that it takes.
///
/// @param name a Java identifier
/// @param masked whether it gets masks
record SamplePolicy(String name, Agent agent, boolean masked) {
  private static final Space EYES = Space.box(-3, 3, 5);
  private static final Space ARMS =
      Space.box(
          new float[] {-2, 0, Float.NEGATIVE_INFINITY},
          new float[] {2, 0.5f, Float.POSITIVE_INFINITY});
  private static final Space BOUNDED = Space.box(new float[] {-2, 0, -1}, new float[] {2, 0.5f, 7});

  /// One of every kind of policy.
  static List<SamplePolicy> all() {
    List<SamplePolicy> all = new ArrayList<>();
    Space choice = Space.discrete(4);
    Space choices = Space.multiDiscrete(3, 2, 5);
    DistributionConfig standard = DistributionConfig.DEFAULT;
    all.add(of("Categorical", EYES, choice, standard, n -> n));
    all.add(
        of("Warm", EYES, choice, DistributionConfig.Standard.DEFAULT.withTemperature(3), n -> n));
    all.add(of("MultiCategorical", EYES, choices, standard, n -> n));
    all.add(of("Bits", EYES, Space.multiBinary(6), standard, n -> n));
    all.add(of("Gaussian", EYES, ARMS, standard, n -> n));
    all.add(
        of(
            "StateDependent",
            EYES,
            ARMS,
            DistributionConfig.StateDependentGaussian.DEFAULT,
            n -> n));
    all.add(of("Squashed", EYES, BOUNDED, DistributionConfig.SquashedGaussian.DEFAULT, n -> n));
    all.add(
        of(
            "SquashedStateDependent",
            EYES,
            BOUNDED,
            DistributionConfig.SquashedStateDependentGaussian.DEFAULT,
            n -> n));
    all.add(of("BetaMeans", EYES, BOUNDED, new DistributionConfig.Beta(), n -> n));
    all.add(of("Gsde", EYES, ARMS, DistributionConfig.Gsde.DEFAULT, n -> n));
    for (Activation activation : Activation.values()) {
      String name = "Activation" + all.size();
      all.add(of(name, EYES, ARMS, standard, n -> n.withActivation(activation)));
    }
    all.add(of("SharedTrunk", EYES, ARMS, standard, n -> n.withSharedLayers(List.of(19, 16))));
    all.add(
        of(
            "OnlyShared",
            EYES,
            choice,
            standard,
            n -> n.withSharedLayers(List.of(24)).withPolicyLayers(List.of())));
    all.add(of("NoLayers", EYES, ARMS, standard, n -> n.withPolicyLayers(List.of())));
    all.add(of("OneState", Space.discrete(48), choice, standard, n -> n));
    all.add(of("SeveralStates", Space.multiDiscrete(4, 7, 3), ARMS, standard, n -> n));
    all.add(of("SeenBits", Space.multiBinary(9), choice, standard, n -> n));
    all.add(linearSoftmax());
    all.add(masked(of("Masked", EYES, choice, standard, n -> n)));
    all.add(masked(of("MaskedChoices", Space.discrete(6), choices, standard, n -> n)));
    all.add(normalized("Normalized", 10, choice, standard));
    all.add(normalized("NormalizedUnclipped", Float.POSITIVE_INFINITY, ARMS, standard));
    all.add(normalized("NormalizedBeta", 2.5f, BOUNDED, new DistributionConfig.Beta()));
    all.add(
        of(
            "Wide",
            EYES,
            BOUNDED,
            DistributionConfig.SquashedGaussian.DEFAULT,
            n -> n.withPolicyLayers(List.of(512, 512))));
    return all;
  }

  private static SamplePolicy masked(SamplePolicy policy) {
    return new SamplePolicy(policy.name, policy.agent, true);
  }

  /// Softmax over features times weights, without a bias of its own choosing.
  private static SamplePolicy linearSoftmax() {
    LinearSoftmaxConfig config = LinearSoftmaxConfig.DEFAULT;
    ActorCritic policy =
        new ActorCritic(EYES, Space.discrete(3), config.network(), config.distribution(), false);
    ModelInfo info = new ModelInfo(config, RunSettings.DEFAULT, 0, Provenance.current());
    return new SamplePolicy(
        "LinearSoftmax", new Agent(policy, Normalizer.none(EYES), theta(policy), info), false);
  }

  private static SamplePolicy of(
      String name,
      Space observations,
      Space actions,
      DistributionConfig distribution,
      UnaryOperator<NetworkConfig> network) {
    PPOConfig config =
        PPOConfig.DEFAULT
            .withDistribution(distribution)
            .withNetwork(
                network.apply(
                    NetworkConfig.DEFAULT
                        .withPolicyLayers(List.of(33, 20))
                        .withValueLayers(List.of(8))));
    return new SamplePolicy(
        name, agent(config, observations, actions, Normalizer.none(observations)), false);
  }

  private static SamplePolicy normalized(
      String name, float clip, Space actions, DistributionConfig distribution) {
    PPOConfig config =
        PPOConfig.DEFAULT
            .withDistribution(distribution)
            .withNormalization(
                NormalizationConfig.DEFAULT
                    .withNormalizeObservations(true)
                    .withClipObservations(clip));
    int n = EYES.size();
    double[] mean = new double[n];
    double[] squares = new double[n];
    Rng rng = Rng.stream(11, "statistics");
    for (int i = 0; i < n; i++) {
      mean[i] = rng.normal();
      squares[i] = 1000 * (0.01 + rng.nextDouble());
    }
    Map<String, Tensor> statistics =
        Map.of(
            "observation.count", Tensor.of(new double[] {1000}, 1),
            "observation.mean", Tensor.of(mean, n),
            "observation.squares", Tensor.of(squares, n),
            "return.count", Tensor.of(new double[] {1}, 1),
            "return.mean", Tensor.of(new double[] {0}, 1),
            "return.squares", Tensor.of(new double[] {1}, 1));
    try {
      Normalizer normalizer = Normalizer.of(config, EYES, statistics);
      return new SamplePolicy(name, agent(config, EYES, actions, normalizer), false);
    } catch (DamagedFileException e) {
      throw new AssertionError(e);
    }
  }

  private static Agent agent(
      PPOConfig config, Space observations, Space actions, Normalizer normalizer) {
    ActorCritic policy =
        new ActorCritic(observations, actions, config.network(), config.distribution());
    ModelInfo info =
        new ModelInfo(
            config, RunSettings.DEFAULT.withEnv("*/ System.exit(1); /*"), 7, Provenance.current());
    return new Agent(policy, normalizer, theta(policy), info);
  }

  /// Parameters as after some training: heads that are not near 0, and biases.
  private static float[] theta(ActorCritic policy) {
    Rng rng = Rng.stream(5, "parameters");
    float[] theta = policy.initialise(rng);
    float noise = Math.min(0.2f, 10f / (float) Math.sqrt(theta.length));
    for (int i = 0; i < theta.length; i++) {
      theta[i] += noise * rng.normal();
    }
    return theta;
  }

  /// How many observations a test compares: 10,000, but fewer where the networks are wide.
  int samples() {
    return agent.parameters().length > 100_000 ? 500 : 10_000;
  }

  PolicyExport export() {
    PolicyExport export = PolicyExport.of(agent);
    return masked ? export.withMask() : export;
  }

  /// Random observations `[n × obsSize]`; a Box's are not only within its bounds.
  float[][] observations(int n) {
    Space space = agent.observationSpace();
    Rng rng = Rng.stream(3, "observations");
    float[][] observations = new float[n][space.size()];
    for (int i = 0; i < n; i++) {
      space.sample(rng, observations[i], 0);
      if (space instanceof Box && i % 10 == 0) {
        observations[i][i % space.size()] *= (float) Math.pow(10, i % 7);
      }
      if (space instanceof Box && i % 11 == 0) {
        observations[i][i % space.size()] = i % 2 == 0 ? 0f : -0f;
      }
    }
    return observations;
  }

  /// Random masks `[n × actionFeatures]` that allow at least one option of each choice.
  boolean[][] masks(int n) {
    Rng rng = Rng.stream(4, "masks");
    boolean[][] masks = new boolean[n][agent.actionSpace().features()];
    for (boolean[] mask : masks) {
      int from = 0;
      for (int count : counts()) {
        for (int j = 0; j < count; j++) {
          mask[from + j] = rng.nextInt(2) == 0;
        }
        mask[from + rng.nextInt(count)] = true;
        from += count;
      }
    }
    return masks;
  }

  private int[] counts() {
    return switch (agent.actionSpace()) {
      case Discrete space -> new int[] {space.n()};
      case MultiDiscrete space -> space.counts();
      case Box _, MultiBinary _ -> new int[0];
    };
  }

  /// What the agent does, as flat numbers.
  float[] act(float[] observation, boolean[] mask) {
    Action action = masked ? agent.act(observation, mask) : agent.act(observation);
    float[] flat = new float[agent.actionSpace().size()];
    action.write(flat);
    return flat;
  }

  @Override
  public String toString() {
    return name;
  }
}

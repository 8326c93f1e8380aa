package ascent.train;

import ascent.agent.Agent;
import ascent.agent.RunSettings;
import ascent.algo.AlgorithmConfig;
import ascent.algo.Algorithms;
import ascent.algo.LearnerConfig;
import ascent.collect.Normalizer;
import ascent.config.Check;
import ascent.config.Configs;
import ascent.distribution.DistributionConfig;
import ascent.nn.Parameter;
import ascent.policy.ActorCritic;
import ascent.policy.NetworkConfig;
import ascent.rollout.NormalizationConfig;
import ascent.space.Space;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Starts a run from a model, trained by any algorithm.
///
/// @param agent the model
/// @param name its file's; empty where it has none
record WarmStart(Agent agent, String name) implements Start {
  /// The settings that a run must share with the model.
  private record Shape(NetworkConfig network, DistributionConfig distribution) {
    static Shape of(LearnerConfig config) {
      return new Shape(config.network(), config.distribution());
    }
  }

  /// The settings with the model's network, and its normalisation of observations if it has one.
  ///
  /// @throws IllegalArgumentException if they specify another network
  @Override
  public AlgorithmConfig config(AlgorithmConfig config) {
    Record adopted = (Record) config;
    Shape shape = Shape.of(agent.info().config());
    if (!Shape.of(config).equals(shape)) {
      requireUntouched(config, shape);
      adopted = Configs.with(adopted, Configs.toMap(shape));
    }
    NormalizationConfig scale = agent.normalizer().config();
    if (scale.normalizeObservations()) { // the network was trained on such observations
      Check.that(
          config.canNormalize(),
          "the algorithm",
          config.algorithm(),
          "one that can normalise observations, as the model does");
      NormalizationConfig normalization =
          config
              .normalization()
              .withNormalizeObservations(true)
              .withClipObservations(scale.clipObservations());
      adopted = Configs.with(adopted, Configs.toMap(normalization));
    }
    return (AlgorithmConfig) adopted;
  }

  private static void requireUntouched(AlgorithmConfig config, Shape shape) {
    boolean untouched =
        Algorithms.learner(config.algorithm())
            .map(defaults -> Shape.of(defaults).equals(Shape.of(config)))
            .orElse(false);
    if (!untouched || config.fixedNetwork()) {
      boolean network = !config.network().equals(shape.network);
      throw new IllegalArgumentException(
          ("%s is %s; it must be the model's, %s, in a run that starts from a model."
                  + " Maybe leave it at its default.")
              .formatted(
                  network ? "network" : "distribution",
                  network ? config.network() : config.distribution(),
                  network ? shape.network : shape.distribution));
    }
  }

  @Override
  public ActorCritic policy(AlgorithmConfig config, Space observations, Space actions) {
    agent.policy().requireSpaces(observations, actions);
    return Start.super.policy(config, observations, actions);
  }

  /// The model's statistics where it has any, else fresh ones.
  @Override
  public Normalizer normalizer(AlgorithmConfig config, Space observations) {
    return Normalizer.of(config, observations).startingFrom(agent.normalizer());
  }

  /// The run's settings with a note of the model.
  @Override
  public RunSettings settings(RunSettings settings) {
    return settings.withFrom(name).withFromSha256(agent.parametersSha256());
  }

  /// Replaces fresh parameters by the model's, tensor by tensor. A critic that the model lacks
  /// stays fresh.
  @Override
  public void initialise(ActorCritic policy, float[] theta) {
    float[] from = agent.parameters();
    Map<String, Parameter> known =
        agent.policy().layout().stream()
            .collect(Collectors.toMap(Parameter::name, Function.identity()));
    for (Parameter tensor : policy.layout()) {
      Parameter source = known.get(tensor.name());
      if (source != null && source.shape().equals(tensor.shape())) {
        System.arraycopy(from, source.offset(), theta, tensor.offset(), tensor.size());
      } else if (!tensor.name().startsWith("value.")) {
        throw new IllegalArgumentException(
            "The model has no tensor " + tensor.name() + " of shape " + tensor.shape() + ".");
      }
    }
  }
}

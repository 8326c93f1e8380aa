package ascent.train;

import ascent.agent.Agent;
import ascent.agent.RunSettings;
import ascent.algo.AlgorithmConfig;
import ascent.algo.LinearSoftmaxConfig;
import ascent.collect.Normalizer;
import ascent.config.Check;
import ascent.config.Configs;
import ascent.nn.Parameter;
import ascent.policy.ActorCritic;
import ascent.policy.PolicyConfig;
import ascent.rollout.NormalizationConfig;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A model that a run starts from, whichever algorithm made it.
///
/// @param agent the model
/// @param name its file's; empty where it has none
record WarmStart(Agent agent, String name) {
  /// The settings with the model's network, and its normalisation of observations if it has one.
  ///
  /// @throws IllegalArgumentException if they ask for another
  AlgorithmConfig adopt(AlgorithmConfig config) {
    Record adopted = (Record) config;
    PolicyConfig network = agent.info().config().policy();
    if (!config.policy().equals(network)) {
      requireUntouched(config, network);
      adopted = Configs.replace(adopted, "policy", network);
    }
    NormalizationConfig scale = agent.normalizer().config();
    if (scale.normalizeObservations()) { // what its network has learnt to see
      Check.that(
          !(config instanceof LinearSoftmaxConfig),
          "the algorithm",
          config.algorithm(),
          "one that can normalise observations, as the model does");
      adopted =
          Configs.replace(
              adopted,
              "normalization",
              config
                  .normalization()
                  .withNormalizeObservations(true)
                  .withClipObservations(scale.clipObservations()));
    }
    return (AlgorithmConfig) adopted;
  }

  private static void requireUntouched(AlgorithmConfig config, PolicyConfig network) {
    boolean untouched =
        AlgorithmConfig.all().stream()
            .filter(c -> c.algorithm().equals(config.algorithm()))
            .anyMatch(c -> c.policy().equals(config.policy()));
    boolean fixed = config instanceof LinearSoftmaxConfig; // its network is what it is
    if (!untouched || fixed) {
      throw new IllegalArgumentException(
          ("policy is %s; it must be the model's, %s, in a run that starts from a model."
                  + " Maybe leave it at its default.")
              .formatted(config.policy(), network));
    }
  }

  /// The model's statistics where it has any, else fresh ones.
  Normalizer normalizer(Normalizer fresh) {
    return fresh.startingFrom(agent.normalizer());
  }

  /// The run's settings with a note of the model.
  RunSettings noteIn(RunSettings settings) {
    return settings.withFrom(name).withFromSha256(agent.parametersSha256());
  }

  /// Puts the model's parameters in place of fresh ones, tensor by tensor: a critic that the model
  /// lacks stays fresh.
  void copyInto(ActorCritic policy, float[] theta) {
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

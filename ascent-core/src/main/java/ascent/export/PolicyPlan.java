package ascent.export;

import ascent.agent.Agent;
import ascent.collect.Normalizer;
import ascent.config.Check;
import ascent.distribution.ModeRule;
import ascent.nn.Activation;
import ascent.nn.Parameter;
import ascent.nn.Span;
import ascent.policy.ActorCritic;
import ascent.space.Space;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a policy's most probable action is computed from, step by step:
///
///     observation → scaling or one-hot → hidden layers → head → rule → bounds
///
/// @param masked whether the caller says which options are allowed
/// @param scaling of a Box's observations, if they are normalised
/// @param hidden layers `y = f(x W + b)`, with W `[in × out]`
/// @param head `η = x Wᵀ + b`, with W `[out × in]`; only the outputs that the rule reads
/// @param weights the parameters of all layers
record PolicyPlan(
    Space observations,
    Space actions,
    boolean masked,
    Optional<Scaling> scaling,
    List<Layer> hidden,
    Activation activation,
    Layer head,
    float[] weights,
    ModeRule rule) {

  /// The parameters that networks other than multilayer perceptrons do not have.
  private static final Pattern KNOWN =
      Pattern.compile("((shared|policy)\\.\\d+|policy\\.head)\\.(weight|bias)|policy\\.log_std");

  /// `clip((x − mean) / deviation, ± clip)` in double precision, rounded to float.
  ///
  /// @param mean `[obsSize]`
  /// @param deviation `[obsSize]`
  record Scaling(double[] mean, double[] deviation, double clip) {}

  /// A linear layer.
  ///
  /// @param at where its weights start; its biases follow them
  record Layer(int in, int out, int at) {
    int biases() {
      return at + in * out;
    }

    int end() {
      return biases() + out;
    }
  }

  /// @throws IllegalArgumentException if the policy is more than networks and a rule
  static PolicyPlan of(Agent agent) {
    ActorCritic policy = agent.policy();
    ModeRule rule =
        policy
            .modeRule()
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "the distribution %s does not say how its most probable action is computed, so this policy cannot be exported."
                        .formatted(policy.distributionConfig().name())));
    float[] theta = agent.parameters();
    for (int i = 0; i < policy.policySpan().size(); i++) {
      Check.that(Float.isFinite(theta[i]), "parameter " + i, theta[i], "finite to be exported");
    }
    float[] weights = new float[policy.policySpan().size()];
    List<Layer> hidden = new ArrayList<>();
    int at = 0;
    for (Parameter weight : matrices(policy)) {
      Layer layer = new Layer(weight.shape().get(0), weight.shape().get(1), at);
      System.arraycopy(theta, weight.offset(), weights, at, layer.end() - at);
      hidden.add(layer);
      at = layer.end();
    }
    Span ofHead = policy.policyHeadSpan();
    int features = hidden.isEmpty() ? policy.observationSpace().features() : hidden.getLast().out;
    Layer head = new Layer(features, outputs(rule), at);
    System.arraycopy(theta, ofHead.from(), weights, at, head.in * head.out);
    System.arraycopy(theta, ofHead.to(), weights, head.biases(), head.out);
    return new PolicyPlan(
        policy.observationSpace(),
        policy.actionSpace(),
        false,
        scaling(agent.normalizer()),
        List.copyOf(hidden),
        policy.network().activation(),
        head,
        Arrays.copyOf(weights, head.end()),
        rule);
  }

  /// The weights of the hidden layers, each with its biases after it in θ.
  private static List<Parameter> matrices(ActorCritic policy) {
    List<Parameter> matrices = new ArrayList<>();
    for (Parameter parameter : policy.layout()) {
      String name = parameter.name();
      if (parameter.offset() < policy.policySpan().to()) {
        if (!KNOWN.matcher(name).matches()) {
          throw new IllegalArgumentException(
              "the policy has parameters %s; only multilayer perceptrons without memory can be exported."
                  .formatted(name));
        }
        if (name.endsWith(".weight") && !name.equals("policy.head.weight")) {
          matrices.add(parameter);
        }
      }
    }
    return matrices;
  }

  private static Optional<Scaling> scaling(Normalizer normalizer) {
    if (!normalizer.config().normalizeObservations()) {
      return Optional.empty();
    }
    return Optional.of(
        new Scaling(
            normalizer.means(), normalizer.deviations(), normalizer.config().clipObservations()));
  }

  private static int outputs(ModeRule rule) {
    return switch (rule) {
      case ModeRule.Choices choices -> choices.counts().stream().mapToInt(Integer::intValue).sum();
      case ModeRule.Bits bits -> bits.n();
      case ModeRule.Outputs outputs -> outputs.n();
      case ModeRule.Squashed squashed -> squashed.half().size();
      case ModeRule.BetaMeans beta -> 2 * beta.half().size();
    };
  }

  /// The same policy for callers that say which options are allowed.
  PolicyPlan withMask() {
    Check.that(
        rule instanceof ModeRule.Choices,
        "the action space",
        actions,
        "Discrete or MultiDiscrete for a mask");
    return new PolicyPlan(
        observations, actions, true, scaling, hidden, activation, head, weights, rule);
  }

  /// The most numbers that a layer reads or writes, the head's outputs not counted.
  int widest() {
    return Math.max(observations.features(), hidden.stream().mapToInt(Layer::out).max().orElse(0));
  }
}

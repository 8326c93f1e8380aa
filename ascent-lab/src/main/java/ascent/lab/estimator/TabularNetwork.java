package ascent.lab.estimator;

import ascent.algo.AlgorithmConfig;
import ascent.lab.exact.TabularTask;
import ascent.nn.Parameter;
import ascent.policy.ActorCritic;
import ascent.space.Space;

/// The library's networks without hidden layers on a numbered observation, which is one-hot
/// encoded, as tables: logit\[o,a\] = weight\[a,o\] + bias\[a\], V̂\[o\] = weight\[o\] + bias.
final class TabularNetwork {
  private final ActorCritic policy;
  private final int observations;
  private final int actions;
  private final int weight; // of the policy's head, [A][O]
  private final int bias; // of the policy's head, [A]

  TabularNetwork(TabularTask task, AlgorithmConfig config) {
    observations = task.observations();
    actions = task.actions();
    policy =
        new ActorCritic(
            Space.discrete(observations),
            Space.discrete(actions),
            config.network(),
            config.distribution(),
            config.learnsValue());
    weight = offset("policy.head.weight");
    bias = offset("policy.head.bias");
  }

  private int offset(String name) {
    return policy.layout().stream()
        .filter(parameter -> parameter.name().equals(name))
        .mapToInt(Parameter::offset)
        .findFirst()
        .orElseThrow();
  }

  ActorCritic policy() {
    return policy;
  }

  /// θ with these logits and values; biases are 0.
  float[] parameters(double[] logits, double[] values) {
    float[] theta = new float[policy.parameters()];
    for (int o = 0; o < observations; o++) {
      for (int a = 0; a < actions; a++) {
        theta[weight + a * observations + o] = (float) logits[o * actions + a];
      }
    }
    if (policy.learnsValue()) {
      int value = offset("value.head.weight");
      for (int o = 0; o < observations; o++) {
        theta[value + o] = (float) values[o];
      }
    }
    return theta;
  }

  /// The logits that θ stands for, `[O × A]`.
  double[] logits(float[] theta) {
    double[] logits = new double[observations * actions];
    for (int o = 0; o < observations; o++) {
      for (int a = 0; a < actions; a++) {
        logits[o * actions + a] = (double) theta[weight + a * observations + o] + theta[bias + a];
      }
    }
    return logits;
  }

  /// The part of a gradient that is by the logits, `[O × A]`: that of the weights.
  ///
  /// @param gradient `[|θ|]`
  double[] table(double[] gradient) {
    double[] table = new double[observations * actions];
    for (int o = 0; o < observations; o++) {
      for (int a = 0; a < actions; a++) {
        table[o * actions + a] = gradient[weight + a * observations + o];
      }
    }
    return table;
  }
}

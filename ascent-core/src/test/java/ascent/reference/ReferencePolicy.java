package ascent.reference;

import ascent.nn.Mlp.Tensor;
import ascent.policy.ActorCritic;
import ascent.policy.PolicyConfig;
import ascent.space.Box;
import ascent.space.Discrete;
import ascent.space.MultiDiscrete;
import ascent.space.Space;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// An actor-critic as slow and as obvious as can be: double precision, one observation at a time,
/// formulas as in a textbook. It knows of the real one only where the tensors lie in θ.
public final class ReferencePolicy {
  private final Space observationSpace;
  private final Space actionSpace;
  private final PolicyConfig config;
  private final Map<String, Tensor> tensors = new HashMap<>();

  public ReferencePolicy(ActorCritic policy) {
    observationSpace = policy.observationSpace();
    actionSpace = policy.actionSpace();
    config = policy.config();
    policy.tensors().forEach(tensor -> tensors.put(tensor.name(), tensor));
  }

  /// V(s).
  public double value(double[] theta, float[] obs) {
    double[] features = hidden(theta, "shared", config.sharedLayers(), input(obs));
    double[] x = hidden(theta, "value", config.valueLayers(), features);
    return head(theta, "value", x)[0];
  }

  /// The policy network's outputs.
  public double[] outputs(double[] theta, float[] obs) {
    double[] features = hidden(theta, "shared", config.sharedLayers(), input(obs));
    double[] x = hidden(theta, "policy", config.policyLayers(), features);
    return head(theta, "policy", x);
  }

  /// log π(a|s).
  public double logProb(double[] theta, float[] obs, float[] action) {
    return logProb(theta, obs, action, new boolean[0]);
  }

  /// log π(a|s) among the options allowed; an empty mask allows all.
  public double logProb(double[] theta, float[] obs, float[] action, boolean[] mask) {
    double[] eta = outputs(theta, obs);
    if (!(actionSpace instanceof Box)) {
      return new ReferenceActions(actionSpace, logits(eta), mask).logProb(action);
    }
    double sum = 0;
    for (int d = 0; d < eta.length; d++) {
      double std = Math.exp(logStd(theta, d));
      double z = (action[d] - eta[d]) / std;
      sum += Math.log(Math.exp(-z * z / 2) / (std * Math.sqrt(2 * Math.PI)));
    }
    return sum;
  }

  /// H(π(·|s)).
  public double entropy(double[] theta, float[] obs) {
    return entropy(theta, obs, new boolean[0]);
  }

  /// H(π(·|s)) among the options allowed; an empty mask allows all.
  public double entropy(double[] theta, float[] obs, boolean[] mask) {
    if (!(actionSpace instanceof Box)) {
      return new ReferenceActions(actionSpace, logits(outputs(theta, obs)), mask).entropy();
    }
    double sum = 0;
    for (int d = 0; d < ((Box) actionSpace).size(); d++) {
      double std = Math.exp(logStd(theta, d));
      sum += Math.log(2 * Math.PI * Math.E * std * std) / 2;
    }
    return sum;
  }

  private double logStd(double[] theta, int d) {
    return theta[tensors.get("policy.log_std").offset() + d];
  }

  private double[] logits(double[] eta) {
    return Arrays.stream(eta).map(e -> e / config.temperature()).toArray();
  }

  private double[] input(float[] obs) {
    double[] x = new double[observationSpace.features()];
    int[] counts =
        switch (observationSpace) {
          case Discrete s -> new int[] {s.n()};
          case MultiDiscrete s -> s.counts();
          default -> new int[0];
        };
    int start = 0;
    for (int i = 0; i < obs.length; i++) {
      if (counts.length == 0) {
        x[i] = obs[i];
      } else {
        x[start + (int) obs[i]] = 1;
        start += counts[i];
      }
    }
    return x;
  }

  /// Hidden layers have weights `[in][out]`.
  private double[] hidden(double[] theta, String net, List<Integer> widths, double[] input) {
    double[] x = input;
    for (int l = 0; l < widths.size(); l++) {
      int w = tensors.get(net + "." + l + ".weight").offset();
      int b = tensors.get(net + "." + l + ".bias").offset();
      double[] y = new double[widths.get(l)];
      for (int j = 0; j < y.length; j++) {
        double z = theta[b + j];
        for (int k = 0; k < x.length; k++) {
          z += x[k] * theta[w + k * y.length + j];
        }
        y[j] = activation(z);
      }
      x = y;
    }
    return x;
  }

  private double activation(double z) {
    return switch (config.activation()) {
      case TANH -> Math.tanh(z);
      case RELU -> Math.max(0, z);
      case ELU -> z > 0 ? z : Math.exp(z) - 1;
      case SILU -> z / (1 + Math.exp(-z));
      case LEAKY_RELU -> z > 0 ? z : 0.01 * z;
    };
  }

  /// Heads have weights `[out][in]`.
  private double[] head(double[] theta, String net, double[] x) {
    Tensor weight = tensors.get(net + ".head.weight");
    int b = tensors.get(net + ".head.bias").offset();
    double[] y = new double[weight.shape().get(0)];
    for (int o = 0; o < y.length; o++) {
      y[o] = theta[b + o];
      for (int k = 0; k < x.length; k++) {
        y[o] += x[k] * theta[weight.offset() + o * x.length + k];
      }
    }
    return y;
  }
}

package ascent.reference;

import ascent.distribution.DistributionConfig;
import ascent.nn.Parameter;
import ascent.policy.ActorCritic;
import ascent.policy.NetworkConfig;
import ascent.space.Box;
import ascent.space.Discrete;
import ascent.space.MultiDiscrete;
import ascent.space.Space;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.numbers.gamma.Digamma;
import org.apache.commons.numbers.gamma.LogBeta;

/// An actor-critic as slow and as obvious as can be: double precision, one observation at a time,
/// formulas as in a textbook. It knows of the real one only where the tensors lie in θ.
public final class ReferencePolicy {
  private final Space observationSpace;
  private final Space actionSpace;
  private final NetworkConfig network;
  private final DistributionConfig distribution;
  private final double[] detached;
  private final Map<String, Parameter> tensors = new HashMap<>();

  public ReferencePolicy(ActorCritic policy) {
    this(policy, new double[0]);
  }

  /// @param detached parameters for the features that gSDE's variance is made of, through which no
  ///   gradient goes
  public ReferencePolicy(ActorCritic policy, double[] detached) {
    this.detached = detached;
    observationSpace = policy.observationSpace();
    actionSpace = policy.actionSpace();
    network = policy.network();
    distribution = policy.distributionConfig();
    policy.layout().forEach(tensor -> tensors.put(tensor.name(), tensor));
  }

  /// V(s).
  public double value(double[] theta, float[] obs) {
    double[] features = hidden(theta, "shared", network.sharedLayers(), input(obs));
    double[] x = hidden(theta, "value", network.valueLayers(), features);
    return head(theta, "value", x)[0];
  }

  /// The policy network's outputs.
  public double[] outputs(double[] theta, float[] obs) {
    return head(theta, "policy", policyFeatures(theta, obs));
  }

  private double[] policyFeatures(double[] theta, float[] obs) {
    double[] features = hidden(theta, "shared", network.sharedLayers(), input(obs));
    return hidden(theta, "policy", network.policyLayers(), features);
  }

  /// log π(a|s).
  ///
  /// @param action as a rollout keeps it: before the squashing
  public double logProb(double[] theta, float[] obs, float[] action) {
    return logProb(theta, obs, action, new boolean[0]);
  }

  /// log π(a|s) among the options allowed; an empty mask allows all.
  public double logProb(double[] theta, float[] obs, float[] action, boolean[] mask) {
    double[] eta = outputs(theta, obs);
    if (!(actionSpace instanceof Box)) {
      return new ReferenceActions(actionSpace, logits(eta), mask).logProb(action);
    }
    double[] std = stds(theta, obs, eta);
    double sum = 0;
    for (int d = 0; d < action.length; d++) {
      sum +=
          switch (distribution.name()) {
            case "gaussian", "state-dependent-gaussian", "gsde" ->
                logNormal(action[d], eta[d], std[d]);
            case "squashed-gaussian", "squashed-state-dependent-gaussian" ->
                logNormal(action[d], eta[d], std[d])
                    - Math.log(1 - Math.pow(Math.tanh(action[d]), 2))
                    - Math.log(range(d) / 2);
            case "beta" -> {
              double x = 1 / (1 + Math.exp(-2 * action[d]));
              double a = shape(eta[d]);
              double b = shape(eta[action.length + d]);
              yield (a - 1) * Math.log(x)
                  + (b - 1) * Math.log(1 - x)
                  - LogBeta.value(a, b)
                  - Math.log(range(d));
            }
            default -> throw new AssertionError(distribution);
          };
    }
    return sum;
  }

  /// H(π(·|s)), where it has a closed form.
  public double entropy(double[] theta, float[] obs) {
    return entropy(theta, obs, new boolean[0]);
  }

  /// H(π(·|s)) among the options allowed; an empty mask allows all.
  public double entropy(double[] theta, float[] obs, boolean[] mask) {
    double[] eta = outputs(theta, obs);
    if (!(actionSpace instanceof Box)) {
      return new ReferenceActions(actionSpace, logits(eta), mask).entropy();
    }
    double sum = 0;
    int n = actionSpace.size();
    double[] std = stds(theta, obs, eta);
    for (int d = 0; d < n; d++) {
      sum +=
          distribution instanceof DistributionConfig.Beta
              ? entropyOfBeta(shape(eta[d]), shape(eta[n + d])) + Math.log(range(d))
              : Math.log(2 * Math.PI * Math.E * std[d] * std[d]) / 2;
    }
    return sum;
  }

  /// KL(π_p(·|s) ‖ π_q(·|s)), of one choice or of normals.
  public double kl(double[] p, double[] q, float[] obs) {
    double[] etaP = outputs(p, obs);
    double[] etaQ = outputs(q, obs);
    double sum = 0;
    if (actionSpace instanceof Discrete) {
      double[] ofP = softmax(logits(etaP));
      double[] ofQ = softmax(logits(etaQ));
      for (int j = 0; j < ofP.length; j++) {
        sum += ofP[j] * Math.log(ofP[j] / ofQ[j]);
      }
      return sum;
    }
    double[] stdP = stds(p, obs, etaP);
    double[] stdQ = stds(q, obs, etaQ);
    for (int d = 0; d < stdP.length; d++) {
      double apart = etaP[d] - etaQ[d];
      double squares = stdP[d] * stdP[d] + apart * apart;
      sum += Math.log(stdQ[d] / stdP[d]) + squares / (2 * stdQ[d] * stdQ[d]) - 0.5;
    }
    return sum;
  }

  private static double logNormal(double x, double mean, double std) {
    double z = (x - mean) / std;
    return Math.log(Math.exp(-z * z / 2) / (std * Math.sqrt(2 * Math.PI)));
  }

  private static double entropyOfBeta(double a, double b) {
    return LogBeta.value(a, b)
        - (a - 1) * Digamma.value(a)
        - (b - 1) * Digamma.value(b)
        + (a + b - 2) * Digamma.value(a + b);
  }

  private static double shape(double eta) {
    return 1 + Math.log(1 + Math.exp(eta));
  }

  private double range(int d) {
    Box box = (Box) actionSpace;
    return box.high(d) - box.low(d);
  }

  private double[] stds(double[] theta, float[] obs, double[] eta) {
    int n = actionSpace.size();
    double[] std = new double[n];
    for (int d = 0; d < n; d++) {
      std[d] =
          switch (distribution) {
            case DistributionConfig.Standard _, DistributionConfig.SquashedGaussian _ ->
                Math.exp(logStd(theta, d));
            case DistributionConfig.StateDependentGaussian g ->
                Math.exp(Math.clamp(eta[n + d], g.logStdMin(), g.logStdMax()));
            case DistributionConfig.SquashedStateDependentGaussian g ->
                Math.exp(Math.clamp(eta[n + d], g.logStdMin(), g.logStdMax()));
            case DistributionConfig.Gsde _ -> {
              double[] phi = policyFeatures(detached.length > 0 ? detached : theta, obs);
              double variance = 1e-6;
              for (int k = 0; k < phi.length; k++) {
                variance += Math.pow(phi[k] * Math.exp(logStd(theta, k * n + d)), 2);
              }
              yield Math.sqrt(variance);
            }
            default -> Double.NaN; // Beta
          };
    }
    return std;
  }

  private double logStd(double[] theta, int i) {
    return theta[tensors.get("policy.log_std").offset() + i];
  }

  private double[] logits(double[] eta) {
    return Arrays.stream(eta)
        .map(e -> e / ((DistributionConfig.Standard) distribution).temperature())
        .toArray();
  }

  private static double[] softmax(double[] logits) {
    double sum = Arrays.stream(logits).map(Math::exp).sum();
    return Arrays.stream(logits).map(e -> Math.exp(e) / sum).toArray();
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
    return switch (network.activation()) {
      case TANH -> Math.tanh(z);
      case RELU -> Math.max(0, z);
      case ELU -> z > 0 ? z : Math.exp(z) - 1;
      case SILU -> z / (1 + Math.exp(-z));
      case LEAKY_RELU -> z > 0 ? z : 0.01 * z;
    };
  }

  /// Heads have weights `[out][in]`.
  private double[] head(double[] theta, String net, double[] x) {
    Parameter weight = tensors.get(net + ".head.weight");
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

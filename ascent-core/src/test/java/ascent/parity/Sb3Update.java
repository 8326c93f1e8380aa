package ascent.parity;

import static org.assertj.core.api.Assertions.assertThat;

import ascent.distribution.DistributionConfig;
import ascent.io.Json;
import ascent.nn.Parameter;
import ascent.policy.ActorCritic;
import ascent.policy.NetworkConfig;
import ascent.rollout.Rollout;
import ascent.space.Space;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A recorded call of Stable-Baselines3's `train()`, in our terms: its networks as an [ActorCritic]
/// and a flat θ, its buffer as a [Rollout].
///
/// PyTorch keeps every weight as `[out][in]`; we keep hidden layers as `[in][out]`.
public final class Sb3Update {
  private final Map<String, Object> file;
  private final ActorCritic policy;

  /// Reads a file `torch/*_update_*.json`.
  public Sb3Update(String name) {
    file = Fixtures.read(name);
    Map<String, Object> before = Json.object(file, "parameters_before");
    int inputs = Json.list(before, "mlp_extractor.policy_net.0.weight", 0).size();
    Space actions =
        before.containsKey("log_std")
            ? Space.box(-1, 1, Json.list(before, "log_std").size())
            : Space.discrete(Json.list(before, "action_net.bias").size());
    NetworkConfig config =
        NetworkConfig.DEFAULT
            .withPolicyLayers(layers(before, "mlp_extractor.policy_net."))
            .withValueLayers(layers(before, "mlp_extractor.value_net."));
    policy =
        new ActorCritic(Space.box(-10, 10, inputs), actions, config, DistributionConfig.DEFAULT);
  }

  private static List<Integer> layers(Map<String, Object> parameters, String prefix) {
    List<Integer> widths = new ArrayList<>();
    for (int l = 0; parameters.containsKey(prefix + 2 * l + ".bias"); l++) {
      widths.add(Json.list(parameters, prefix + 2 * l + ".bias").size());
    }
    return widths;
  }

  /// The networks.
  public ActorCritic policy() {
    return policy;
  }

  /// The settings that were given; the others had their defaults.
  public Map<String, Object> hyperparameters() {
    return Json.object(file, "hyperparameters");
  }

  /// What was logged.
  public Map<String, Object> logged() {
    return Json.object(file, "logged");
  }

  /// θ before the update.
  public float[] parametersBefore() {
    float[] theta = new float[policy.parameters()];
    Map<String, Object> parameters = Json.object(file, "parameters_before");
    for (Parameter tensor : policy.layout()) {
      float[] theirs = Fixtures.floats(parameters.get(nameOf(tensor)));
      for (int i = 0; i < theirs.length; i++) {
        theta[tensor.offset() + ourIndex(tensor, i)] = theirs[i];
      }
    }
    return theta;
  }

  /// Compares θ with the recorded parameters after the update, tensor by tensor.
  public void assertParametersAfter(String what, float[] theta) {
    assertParametersAfter(what, theta, Fixtures.UPDATE);
  }

  /// The same, with a tolerance of its own.
  public void assertParametersAfter(String what, float[] theta, double tolerance) {
    Map<String, Object> parameters = Json.object(file, "parameters_after");
    for (Parameter tensor : policy.layout()) {
      String name = nameOf(tensor);
      float[] ours = new float[tensor.size()];
      for (int i = 0; i < ours.length; i++) {
        ours[i] = theta[tensor.offset() + ourIndex(tensor, i)];
      }
      Fixtures.assertClose(what + " " + name, ours, parameters.get(name), tolerance);
    }
  }

  /// Compares what we logged with all that they logged.
  public void assertLogged(String what, Map<String, Double> ours) {
    for (String metric : logged().keySet()) {
      assertThat(ours).containsKey(metric);
      Fixtures.assertClose(
          what + " " + metric,
          new float[] {ours.get(metric).floatValue()},
          logged().get(metric),
          Fixtures.UPDATE);
    }
  }

  private static String nameOf(Parameter tensor) {
    String[] parts = tensor.name().split("\\.", 3); // such as value.1.weight
    if (parts[1].equals("log_std")) {
      return "log_std";
    }
    if (parts[1].equals("head")) {
      return (parts[0].equals("policy") ? "action_net." : "value_net.") + parts[2];
    }
    return "mlp_extractor." + parts[0] + "_net." + 2 * Integer.parseInt(parts[1]) + "." + parts[2];
  }

  /// Where their i-th number of a tensor is in ours.
  private static int ourIndex(Parameter tensor, int i) {
    boolean transposed = tensor.shape().size() == 2 && !tensor.name().contains("head");
    if (!transposed) {
      return i;
    }
    int in = tensor.shape().get(0);
    int out = tensor.shape().get(1);
    return i % in * out + i / in;
  }

  /// The buffer, with its advantages and returns.
  public Rollout rollout() {
    Map<String, Object> data = Json.object(file, "rollout");
    int steps = Json.list(data, "returns").size();
    Rollout rollout =
        new Rollout(steps, 1, policy.observationSpace().size(), policy.actionSpace().size());
    copy(data.get("observations"), rollout.obs);
    copy(data.get("actions"), rollout.actions);
    copy(data.get("old_log_probs"), rollout.logProb);
    copy(data.get("old_values"), rollout.value);
    copy(data.get("advantages"), rollout.advantage);
    copy(data.get("returns"), rollout.returns);
    return rollout;
  }

  private static void copy(Object from, float[] to) {
    float[] numbers = Fixtures.floats(from);
    if (numbers.length != to.length) {
      throw new AssertionError("recorded " + numbers.length + " numbers, expected " + to.length);
    }
    System.arraycopy(numbers, 0, to, 0, to.length);
  }
}

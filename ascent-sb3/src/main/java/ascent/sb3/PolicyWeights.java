package ascent.sb3;

import ascent.nn.Parameter;
import ascent.policy.ActorCritic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// The weights of a policy, in the order and under the names that they have in Stable-Baselines3:
///
/// | there | here |
/// |---|---|
/// | `log_std` | `policy.log_std` |
/// | `mlp_extractor.policy_net.{2ℓ}.weight` `[out][in]` | `policy.{ℓ}.weight` `[in][out]` |
/// | `mlp_extractor.value_net.{2ℓ}.weight` `[out][in]` | `value.{ℓ}.weight` `[in][out]` |
/// | `action_net.weight` `[out][in]` | `policy.head.weight` `[out][in]` |
/// | `value_net.weight` `[out][in]` | `value.head.weight` `[out][in]` |
///
/// and the biases; an activation counts as a layer there.
final class PolicyWeights {
  private static final String LOG_STD = "log_std";
  private static final String ACTOR = "mlp_extractor.policy_net.";
  private static final String CRITIC = "mlp_extractor.value_net.";

  private PolicyWeights() {}

  /// The widths of the actor's (`policy_net`) or the critic's (`value_net`) hidden layers.
  static List<Integer> widths(Map<String, TorchTensor> weights, String net) {
    List<Integer> widths = new ArrayList<>();
    TorchTensor bias = weights.get(bias(net, 0));
    while (bias != null && bias.shape().size() == 1) {
      widths.add(bias.shape().getFirst());
      bias = weights.get(bias(net, widths.size()));
    }
    return widths;
  }

  private static String bias(String net, int layer) {
    return "mlp_extractor." + net + "." + 2 * layer + ".bias";
  }

  /// The parameter vector of a policy.
  ///
  /// @throws Sb3FormatException if there is a tensor too many, or one that is missing or has
  ///   another shape
  static float[] read(ActorCritic policy, Map<String, TorchTensor> weights, boolean fullStd)
      throws Sb3FormatException {
    float[] theta = new float[policy.parameters()];
    Set<String> others = new TreeSet<>(weights.keySet());
    for (Parameter ours : policy.layout()) {
      String name = theirName(ours.name());
      others.remove(name);
      TorchTensor tensor = weights.get(name);
      List<Integer> shape = transposed(ours) ? ours.shape().reversed() : ours.shape();
      boolean shared = name.equals(LOG_STD) && !fullStd && ours.shape().size() == 2;
      if (tensor == null || !tensor.shape().equals(shared ? List.of(shape.getFirst(), 1) : shape)) {
        throw new Sb3FormatException(
            "its policy has %s; a policy of these spaces and layers has %s of shape %s."
                .formatted(
                    tensor == null ? "no " + name : name + " of shape " + tensor.shape(),
                    name,
                    shape));
      }
      if (shared) {
        repeat(tensor.data(), shape.getLast(), theta, ours.offset());
      } else if (transposed(ours)) {
        transpose(tensor.data(), 0, shape, theta, ours.offset());
      } else {
        System.arraycopy(tensor.data(), 0, theta, ours.offset(), ours.size());
      }
    }
    if (!others.isEmpty()) {
      throw new Sb3FormatException(
          "its policy has the tensor %s, which Ascent has no place for."
              .formatted(others.iterator().next()));
    }
    return theta;
  }

  /// The tensors of a policy with a value function.
  static Map<String, TorchTensor> write(ActorCritic policy, float[] theta) {
    Map<String, TorchTensor> byName = new LinkedHashMap<>();
    for (Parameter ours : policy.layout()) {
      float[] data = new float[ours.size()];
      if (transposed(ours)) {
        transpose(theta, ours.offset(), ours.shape(), data, 0);
      } else {
        System.arraycopy(theta, ours.offset(), data, 0, data.length);
      }
      List<Integer> shape = transposed(ours) ? ours.shape().reversed() : ours.shape();
      byName.put(theirName(ours.name()), new TorchTensor(shape, data));
    }
    Map<String, TorchTensor> ordered = new LinkedHashMap<>();
    for (String prefix : List.of(LOG_STD, ACTOR, CRITIC, "action_net.", "value_net.")) {
      byName.forEach((name, tensor) -> {
        if (name.startsWith(prefix)) {
          ordered.put(name, tensor);
        }
      });
    }
    return ordered;
  }

  private static boolean transposed(Parameter parameter) {
    return parameter.name().matches("(policy|value)\\.\\d+\\.weight");
  }

  private static String theirName(String ours) {
    String[] parts = ours.split("\\.", -1); // policy.0.weight, policy.head.bias, policy.log_std
    boolean actor = parts[0].equals("policy");
    if (parts[1].equals(LOG_STD)) {
      return LOG_STD;
    }
    if (parts[1].equals("head")) {
      return (actor ? "action_net." : "value_net.") + parts[2];
    }
    return (actor ? ACTOR : CRITIC) + 2 * Integer.parseInt(parts[1]) + "." + parts[2];
  }

  /// Writes a matrix of that many rows and columns with its columns as rows.
  private static void transpose(
      float[] from, int fromAt, List<Integer> shape, float[] to, int toAt) {
    int rows = shape.getFirst();
    int columns = shape.getLast();
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        to[toAt + c * rows + r] = from[fromAt + r * columns + c];
      }
    }
  }

  /// Repeats each number, where all actions share a deviation.
  private static void repeat(float[] from, int times, float[] to, int at) {
    for (int i = 0; i < from.length * times; i++) {
      to[at + i] = from[i / times];
    }
  }
}

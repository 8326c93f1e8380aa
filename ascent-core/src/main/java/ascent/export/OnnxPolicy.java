package ascent.export;

import ascent.distribution.ModeRule;
import ascent.export.PolicyPlan.Layer;
import ascent.space.Box;
import ascent.space.Discrete;
import ascent.space.MultiBinary;
import ascent.space.MultiDiscrete;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// A policy as an ONNX graph:
///
/// | name | type | shape | what |
/// |---|---|---|---|
/// | `observation` | float, int64 where it is made of choices | batch × obsSize | as the environment gives it |
/// | `action_mask` | bool | batch × options | which options are allowed; only if the policy is masked |
/// | `action` | int64 of choices and bits, float of a Box | batch (Discrete) or batch × actionSize | the most probable action, within its bounds |
final class OnnxPolicy {
  private static final String OUT = "action";

  private final PolicyPlan plan;
  private final OnnxGraph graph = new OnnxGraph();

  OnnxPolicy(PolicyPlan plan) {
    this.plan = plan;
  }

  byte[] bytes(Origin origin) {
    String x = input();
    int number = 0;
    for (Layer layer : plan.hidden()) {
      String name = "layer." + number++;
      x = activate(name, linear(name, x, layer, layer.in(), layer.out(), 0));
    }
    Layer head = plan.head();
    output(linear("head", x, head, head.out(), head.in(), 1));
    return graph.model(origin);
  }

  private String input() {
    return switch (plan.observations()) {
      case Box box -> scaled(graph.input("observation", OnnxGraph.Type.FLOAT, box.size()));
      case MultiBinary bits -> graph.input("observation", OnnxGraph.Type.FLOAT, bits.n());
      case Discrete space -> oneHot(new int[] {space.n()});
      case MultiDiscrete space -> oneHot(space.counts());
    };
  }

  private String scaled(String x) {
    if (plan.scaling().isEmpty()) {
      return x;
    }
    PolicyPlan.Scaling scaling = plan.scaling().get();
    int n = scaling.mean().length;
    String mean = graph.doubles("observation.mean", scaling.mean(), n);
    String deviation = graph.doubles("observation.deviation", scaling.deviation(), n);
    String y = graph.cast(x, OnnxGraph.Type.DOUBLE, "observation.double");
    y = graph.node("Sub", "observation.centred", y, mean);
    y = graph.node("Div", "observation.scaled", y, deviation);
    String low = graph.doubles("observation.low", new double[] {-scaling.clip()});
    String high = graph.doubles("observation.high", new double[] {scaling.clip()});
    y = graph.node("Clip", "observation.clipped", y, low, high);
    return graph.cast(y, OnnxGraph.Type.FLOAT, "observation.normalised");
  }

  private String oneHot(int[] counts) {
    String x = graph.input("observation", OnnxGraph.Type.INT64, counts.length);
    String values = graph.floats("off_on", new float[] {0, 1}, 2);
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      String name = "observation." + i;
      String place = graph.longs(name + ".place", new long[] {i});
      String choice = graph.node("Gather", name, Map.of("axis", 1), x, place);
      String depth = graph.longs(name + ".count", new long[] {counts[i]});
      parts.add(graph.node("OneHot", name + ".one_hot", choice, depth, values));
    }
    return concatenated("observation.one_hot", parts);
  }

  private String concatenated(String output, List<String> parts) {
    return graph.node("Concat", output, Map.of("axis", 1), parts.toArray(String[]::new));
  }

  /// @param rows of the weights as they are stored
  private String linear(String name, String x, Layer layer, int rows, int columns, int transposed) {
    float[] weights = plan.weights();
    String weight =
        graph.floats(
            name + ".weight",
            Arrays.copyOfRange(weights, layer.at(), layer.biases()),
            rows,
            columns);
    String bias =
        graph.floats(
            name + ".bias", Arrays.copyOfRange(weights, layer.biases(), layer.end()), layer.out());
    return graph.node("Gemm", name + ".linear", Map.of("transB", transposed), x, weight, bias);
  }

  private String activate(String name, String x) {
    return switch (plan.activation()) {
      case TANH -> graph.node("Tanh", name, x);
      case RELU -> graph.node("Relu", name, x);
      case ELU -> graph.node("Elu", name, Map.of("alpha", 1f), x);
      case SILU -> graph.node("Mul", name, x, graph.node("Sigmoid", name + ".sigmoid", x));
      case LEAKY_RELU -> graph.node("LeakyRelu", name, Map.of("alpha", 0.01f), x);
    };
  }

  private void output(String eta) {
    switch (plan.rule()) {
      case ModeRule.Choices choices -> choose(masked(eta), choices.counts());
      case ModeRule.Bits bits -> {
        String zero = graph.floats("zero", new float[] {0});
        graph.cast(graph.node("Greater", "bits", eta, zero), OnnxGraph.Type.INT64, OUT);
        graph.output(OUT, OnnxGraph.Type.INT64, List.of(bits.n()));
      }
      case ModeRule.Outputs _ -> bounded(eta);
      case ModeRule.Squashed rule -> bounded(squashed(eta, rule.middle(), rule.half()));
      case ModeRule.BetaMeans rule ->
          bounded(squashed(betaMean(eta, rule.half().size()), rule.middle(), rule.half()));
    }
  }

  private String masked(String eta) {
    if (!plan.masked()) {
      return eta;
    }
    String mask = graph.input("action_mask", OnnxGraph.Type.BOOL, plan.actions().features());
    String forbidden = graph.floats("forbidden", new float[] {Float.NEGATIVE_INFINITY});
    return graph.node("Where", "head.masked", mask, eta, forbidden);
  }

  private void choose(String eta, List<Integer> counts) {
    if (plan.actions() instanceof Discrete) {
      graph.node("ArgMax", OUT, Map.of("axis", 1, "keepdims", 0), eta);
      graph.output(OUT, OnnxGraph.Type.INT64, List.of());
      return;
    }
    List<String> parts = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < counts.size(); i++) {
      String name = "choice." + i;
      String options = columns(name + ".options", eta, from, from + counts.get(i));
      parts.add(graph.node("ArgMax", name, Map.of("axis", 1, "keepdims", 1), options));
      from += counts.get(i);
    }
    concatenated(OUT, parts);
    graph.output(OUT, OnnxGraph.Type.INT64, List.of(counts.size()));
  }

  private String columns(String output, String x, int from, int to) {
    String start = graph.longs(output + ".from", new long[] {from}, 1);
    String end = graph.longs(output + ".to", new long[] {to}, 1);
    String axis = graph.longs(output + ".axis", new long[] {1}, 1);
    return graph.node("Slice", output, x, start, end, axis);
  }

  private String squashed(String u, List<Float> middle, List<Float> half) {
    int n = half.size();
    String scaled =
        graph.node(
            "Mul",
            "squashed.scaled",
            graph.node("Tanh", "squashed", u),
            graph.floats("action.half", Constants.floats(half), n));
    return graph.node(
        "Add",
        "squashed.moved",
        scaled,
        graph.floats("action.middle", Constants.floats(middle), n));
  }

  /// ½ (log α − log β), in double precision.
  private String betaMean(String eta, int n) {
    String logs = logShape("alpha", columns("alpha.output", eta, 0, n));
    String minus = logShape("beta", columns("beta.output", eta, n, 2 * n));
    String half = graph.doubles("one_half", new double[] {0.5});
    String u = graph.node("Mul", "mean.double", graph.node("Sub", "log_ratio", logs, minus), half);
    return graph.cast(u, OnnxGraph.Type.FLOAT, "mean");
  }

  private String logShape(String name, String x) {
    String one = graph.doubles(name + ".one", new double[] {1});
    String soft = graph.node("Softplus", name + ".softplus", x);
    String shape =
        graph.node("Add", name, graph.cast(soft, OnnxGraph.Type.DOUBLE, name + ".double"), one);
    return graph.node("Log", name + ".log", shape);
  }

  private void bounded(String x) {
    Box box = (Box) plan.actions();
    int n = box.size();
    String below = graph.node("Min", "action.below", x, graph.floats("action.high", box.high(), n));
    graph.node("Max", OUT, below, graph.floats("action.low", box.low(), n));
    graph.output(OUT, OnnxGraph.Type.FLOAT, List.of(n));
  }
}

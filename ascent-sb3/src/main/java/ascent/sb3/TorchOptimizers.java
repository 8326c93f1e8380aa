package ascent.sb3;

import ascent.config.Numbers;
import ascent.nn.OptimizerConfig;
import ascent.nn.OptimizerConfig.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Optimisers of PyTorch: a class, its arguments, and the state that is saved beside a policy.
final class TorchOptimizers {
  private static final Map<String, Kind> KINDS =
      Map.of(
          "torch.optim.adam.Adam", Kind.ADAM,
          "torch.optim.rmsprop.RMSprop", Kind.RMSPROP,
          "torch.optim.sgd.SGD", Kind.SGD,
          "stable_baselines3.common.sb2_compat.rmsprop_tf_like.RMSpropTFLike", Kind.RMSPROP_TF);

  private TorchOptimizers() {}

  /// The optimiser of a policy's arguments.
  ///
  /// @param type the class; null for Adam
  /// @param arguments by name; null for none
  /// @param notes receives a sentence for each setting that has no counterpart
  static OptimizerConfig read(
      @Nullable Object type, @Nullable Object arguments, List<String> notes) {
    OptimizerConfig optimizer = OptimizerConfig.DEFAULT;
    if (type instanceof PyClass named) {
      Kind kind = KINDS.get(named.name());
      if (kind == null) {
        notes.add("Its optimiser is %s; the model's settings say adam.".formatted(named.name()));
      } else {
        optimizer = optimizer.withOptimizer(kind);
      }
    }
    if (!(arguments instanceof Map<?, ?> given)) {
      return optimizer;
    }
    if (given.get("eps") instanceof Number eps) {
      optimizer = optimizer.withOptimizerEpsilon(eps.floatValue());
    }
    if (given.get("alpha") instanceof Number alpha) {
      optimizer = optimizer.withAlpha(alpha.floatValue());
    }
    Object betas = given.get("betas") instanceof List<?> list ? list.toArray() : given.get("betas");
    if (betas instanceof Object[] pair
        && pair.length == 2
        && pair[0] instanceof Number beta1
        && pair[1] instanceof Number beta2) {
      optimizer = optimizer.withBeta1(beta1.floatValue()).withBeta2(beta2.floatValue());
    }
    if (given.get("weight_decay") instanceof Number decay && decay.doubleValue() != 0) {
      notes.add(
          "Its optimiser has a weight decay of %s, which Ascent does not have.".formatted(decay));
    }
    return optimizer;
  }

  /// The class of an optimiser.
  static PyClass type(OptimizerConfig optimizer) {
    return KINDS.entrySet().stream()
        .filter(entry -> entry.getValue() == optimizer.optimizer())
        .map(entry -> new PyClass(entry.getKey()))
        .findFirst()
        .orElseThrow();
  }

  /// The arguments of its class, other than the learning rate.
  static Map<String, Object> arguments(OptimizerConfig optimizer) {
    Map<String, Object> arguments = new LinkedHashMap<>();
    switch (optimizer.optimizer()) {
      case ADAM -> {
        arguments.put("betas", List.of(number(optimizer.beta1()), number(optimizer.beta2())));
        arguments.put("eps", number(optimizer.optimizerEpsilon()));
      }
      case RMSPROP, RMSPROP_TF -> {
        arguments.put("alpha", number(optimizer.alpha()));
        arguments.put("eps", number(optimizer.optimizerEpsilon()));
      }
      case SGD -> {}
    }
    return arguments;
  }

  /// What a fresh one saves: no moments, and one group of numbered parameters with its settings.
  static Map<String, Object> state(OptimizerConfig optimizer, double rate, int parameters) {
    Map<String, @Nullable Object> group = new LinkedHashMap<>();
    group.put("lr", rate);
    group.putAll(arguments(optimizer));
    group.put("weight_decay", 0);
    if (optimizer.optimizer() == Kind.ADAM) {
      group.put("amsgrad", false);
      group.put("capturable", false);
    } else {
      group.put("momentum", 0);
    }
    switch (optimizer.optimizer()) {
      case RMSPROP, RMSPROP_TF -> group.put("centered", false);
      case SGD -> {
        group.put("dampening", 0);
        group.put("nesterov", false);
      }
      case ADAM -> {}
    }
    group.put("maximize", false);
    group.put("foreach", null);
    group.put("differentiable", false);
    group.put("params", IntStream.range(0, parameters).boxed().toList());
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("state", Map.of());
    state.put("param_groups", List.of(group));
    return state;
  }

  private static double number(float value) {
    return Double.parseDouble(Numbers.text(value));
  }
}

package ascent.sb3;

import ascent.distribution.DistributionConfig;
import ascent.nn.Activation;
import ascent.nn.OptimizerConfig;
import ascent.policy.ActorCritic;
import ascent.policy.NetworkConfig;
import ascent.space.Box;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a model's `policy_kwargs` say, other than the widths of layers, which the weights show.
///
/// @param activation between layers
/// @param distribution of the actions
/// @param optimizer the optimiser
/// @param fullStd whether gSDE has a deviation for each action; else all actions share them
/// @param notes what could not be taken over
record PolicyArguments(
    Activation activation,
    DistributionConfig distribution,
    OptimizerConfig optimizer,
    boolean fullStd,
    List<String> notes) {
  private static final Map<String, Activation> ACTIVATIONS =
      Map.of(
          "Tanh", Activation.TANH,
          "ReLU", Activation.RELU,
          "ELU", Activation.ELU,
          "SiLU", Activation.SILU,
          "LeakyReLU", Activation.LEAKY_RELU);
  private static final String TORCH = "torch.nn.modules.activation.";
  private static final String EXTRACTOR = "features_extractor_class";
  private static final String FLATTEN = "stable_baselines3.common.torch_layers.FlattenExtractor";

  /// Arguments that change nothing of a trained policy, or that are seen in its weights.
  private static final Set<String> HARMLESS =
      Set.of(
          "net_arch",
          "ortho_init",
          "use_sde",
          "share_features_extractor",
          "normalize_images",
          "optimizer_kwargs");

  PolicyArguments {
    notes = List.copyOf(notes);
  }

  static PolicyArguments of(Sb3Data data) throws Sb3FormatException {
    Map<String, @Nullable Object> given =
        data.has("policy_kwargs")
            ? Pickles.dict(data.get("policy_kwargs"), "its policy_kwargs")
            : Map.of();
    boolean gsde = data.flag("use_sde");
    Activation activation = Activation.TANH;
    float logStdInit = 0;
    boolean fullStd = true;
    for (var argument : given.entrySet()) {
      Object value = argument.getValue();
      switch (argument.getKey()) {
        case "activation_fn" -> activation = activation(value);
        case "log_std_init" -> logStdInit = (float) NumPy.numbers(value, "log_std_init")[0];
        case "full_std" -> fullStd = !Boolean.FALSE.equals(value);
        case "use_expln" -> refuse(gsde && Boolean.TRUE.equals(value), "use_expln=True");
        case "squash_output" -> refuse(Boolean.TRUE.equals(value), "squash_output=True");
        case "features_extractor_kwargs" ->
            refuse(value instanceof Map<?, ?> map && !map.isEmpty(), argument.getKey());
        case EXTRACTOR ->
            refuse(!(value instanceof PyClass type && type.name().equals(FLATTEN)), EXTRACTOR);
        case "optimizer_class" -> {} // with its own arguments, below
        default -> refuse(!HARMLESS.contains(argument.getKey()), argument.getKey());
      }
    }
    List<String> notes = new ArrayList<>();
    OptimizerConfig optimizer =
        TorchOptimizers.read(given.get("optimizer_class"), given.get("optimizer_kwargs"), notes);
    return new PolicyArguments(
        activation, distribution(data, gsde, logStdInit), optimizer, fullStd, notes);
  }

  private static void refuse(boolean bad, String argument) throws Sb3FormatException {
    if (bad) {
      throw new Sb3FormatException(
          "its policy_kwargs have %s, which Ascent does not have.".formatted(argument));
    }
  }

  private static Activation activation(@Nullable Object value) throws Sb3FormatException {
    String name = value instanceof PyClass type ? type.name() : String.valueOf(value);
    Activation known =
        name.startsWith(TORCH) ? ACTIVATIONS.get(name.substring(TORCH.length())) : null;
    if (known == null) {
      throw new Sb3FormatException(
          "its activation_fn is %s; Ascent has %s."
              .formatted(name, String.join(", ", ACTIVATIONS.keySet().stream().sorted().toList())));
    }
    return known;
  }

  /// The arguments of a policy, for `policy_kwargs`: plain where JSON has a form for all of them.
  ///
  /// @param optimizer of its algorithm
  static Map<String, Object> write(ActorCritic policy, OptimizerConfig optimizer) {
    NetworkConfig network = policy.network();
    Map<String, Object> layers = new LinkedHashMap<>();
    layers.put("pi", network.policyLayers());
    layers.put("vf", policy.learnsValue() ? network.valueLayers() : List.of());
    Map<String, Object> arguments = new LinkedHashMap<>();
    arguments.put("net_arch", layers);
    switch (policy.distributionConfig()) {
      case DistributionConfig.Standard standard when policy.actionSpace() instanceof Box ->
          arguments.put("log_std_init", (double) standard.logStdInit());
      case DistributionConfig.Gsde gsde ->
          arguments.put("log_std_init", (double) gsde.logStdInit());
      default -> {}
    }
    if (network.activation() != Activation.TANH) {
      arguments.put("activation_fn", className(network.activation()));
    }
    if (!optimizer.equals(OptimizerConfig.DEFAULT)) {
      arguments.put("optimizer_class", TorchOptimizers.type(optimizer));
      arguments.put("optimizer_kwargs", TorchOptimizers.arguments(optimizer));
    }
    return arguments;
  }

  private static PyClass className(Activation activation) {
    return ACTIVATIONS.entrySet().stream()
        .filter(entry -> entry.getValue() == activation)
        .map(entry -> new PyClass(TORCH + entry.getKey()))
        .findFirst()
        .orElseThrow();
  }

  private static DistributionConfig distribution(Sb3Data data, boolean gsde, float logStdInit)
      throws Sb3FormatException {
    if (gsde) {
      int frequency = (int) data.whole("sde_sample_freq", -1, -1, Integer.MAX_VALUE);
      return new DistributionConfig.Gsde(logStdInit, frequency);
    }
    boolean box = data.has("action_space") && isBox(data);
    return box
        ? DistributionConfig.Standard.DEFAULT.withLogStdInit(logStdInit)
        : DistributionConfig.DEFAULT;
  }

  private static boolean isBox(Sb3Data data) {
    try {
      return data.get("action_space") instanceof PyObject o && o.type().endsWith(".Box");
    } catch (Sb3FormatException e) {
      return false; // said where the space is read
    }
  }
}

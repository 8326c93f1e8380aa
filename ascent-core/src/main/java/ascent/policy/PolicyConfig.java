package ascent.policy;

import ascent.config.Check;
import ascent.config.Configs;
import ascent.config.Help;
import ascent.nn.Activation;
import ascent.nn.Init;
import java.util.List;

/// The shape of the actor-critic network: `sharedLayers` lead into `policyLayers` and
/// `valueLayers`. Without shared layers actor and critic are two separate networks.
///
/// `distribution` and what follows it are for continuous actions. A setting that the distribution
/// has no use for must be left at its default; [ActorCritic] checks that.
public record PolicyConfig(
    @Help("widths of the layers that actor and critic share") List<Integer> sharedLayers,
    @Help("widths of the actor's own hidden layers") List<Integer> policyLayers,
    @Help("widths of the critic's own hidden layers") List<Integer> valueLayers,
    @Help("nonlinearity between layers: tanh, relu, elu, silu or leaky-relu") Activation activation,
    @Help(
            "start of the weights: orthogonal (gains √2, policy head 0.01, value head 1), uniform"
                + " (PyTorch's default), he-normal or unit-uniform (between 0 and 1)")
        Init init,
    @Help("start of the Gaussian's log standard deviation") float logStdInit,
    @Help("divides the logits of discrete actions: above 1 nearer to uniform, below 1 greedier")
        float temperature,
    @Help(
            "what the actions of a Box are drawn from: gaussian, state-dependent-gaussian,"
                + " squashed-gaussian, squashed-state-dependent-gaussian, beta or gsde")
        BoxDistribution distribution,
    @Help("least log standard deviation that a state can ask for; -inf is off") float logStdMin,
    @Help("greatest log standard deviation that a state can ask for; inf is off") float logStdMax,
    @Help("steps between two draws of gSDE's noise; -1 draws it once per rollout")
        int sdeSampleFreq) {

  /// Two separate tanh networks of 64 and 64, as in Stable-Baselines3.
  public static final PolicyConfig DEFAULT =
      new PolicyConfig(
          List.of(),
          List.of(64, 64),
          List.of(64, 64),
          Activation.TANH,
          Init.ORTHOGONAL,
          0,
          1,
          BoxDistribution.GAUSSIAN,
          -20,
          2,
          -1);

  public PolicyConfig {
    sharedLayers = checkedLayers("sharedLayers", sharedLayers);
    policyLayers = checkedLayers("policyLayers", policyLayers);
    valueLayers = checkedLayers("valueLayers", valueLayers);
    Check.that(logStdInit >= -20 && logStdInit <= 20, "logStdInit", logStdInit, "in [-20, 20]");
    Check.that(
        temperature >= 1e-6f && temperature <= 1e6f,
        "temperature",
        temperature,
        "in [0.000001, 1000000] (1 is off)");
    Check.that(logStdMin <= 20, "logStdMin", logStdMin, "at most 20 (-inf is off)");
    Check.that(logStdMax >= -20, "logStdMax", logStdMax, "at least -20 (inf is off)");
    Check.that(
        sdeSampleFreq == -1 || sdeSampleFreq >= 1,
        "sdeSampleFreq",
        sdeSampleFreq,
        "at least 1, or -1 for once per rollout");
  }

  private static List<Integer> checkedLayers(String name, List<Integer> layers) {
    for (int width : layers) {
      Check.that(width >= 1 && width <= 65_536, name, layers, "made of widths in [1, 65536]");
    }
    Check.that(layers.size() <= 64, name, layers, "at most 64 layers");
    return List.copyOf(layers);
  }

  public PolicyConfig withSharedLayers(List<Integer> value) {
    return Configs.replace(this, "sharedLayers", value);
  }

  public PolicyConfig withPolicyLayers(List<Integer> value) {
    return Configs.replace(this, "policyLayers", value);
  }

  public PolicyConfig withValueLayers(List<Integer> value) {
    return Configs.replace(this, "valueLayers", value);
  }

  public PolicyConfig withActivation(Activation value) {
    return Configs.replace(this, "activation", value);
  }

  public PolicyConfig withInit(Init value) {
    return Configs.replace(this, "init", value);
  }

  public PolicyConfig withLogStdInit(float value) {
    return Configs.replace(this, "logStdInit", value);
  }

  public PolicyConfig withTemperature(float value) {
    return Configs.replace(this, "temperature", value);
  }

  public PolicyConfig withDistribution(BoxDistribution value) {
    return Configs.replace(this, "distribution", value);
  }

  public PolicyConfig withLogStdMin(float value) {
    return Configs.replace(this, "logStdMin", value);
  }

  public PolicyConfig withLogStdMax(float value) {
    return Configs.replace(this, "logStdMax", value);
  }

  public PolicyConfig withSdeSampleFreq(int value) {
    return Configs.replace(this, "sdeSampleFreq", value);
  }
}

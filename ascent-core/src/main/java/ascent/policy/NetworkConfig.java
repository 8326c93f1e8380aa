package ascent.policy;

import ascent.config.Check;
import ascent.config.Help;
import ascent.nn.Activation;
import ascent.nn.Init;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/// The shape of the actor-critic network: `sharedLayers` lead into `policyLayers` and
/// `valueLayers`. Without shared layers actor and critic are two separate networks.
@RecordBuilder
public record NetworkConfig(
    @Help("widths of the layers that actor and critic share") List<Integer> sharedLayers,
    @Help("widths of the actor's hidden layers") List<Integer> policyLayers,
    @Help("widths of the critic's hidden layers") List<Integer> valueLayers,
    @Help("nonlinearity between layers: tanh, relu, elu, silu or leaky-relu") Activation activation,
    @Help(
            "initial weights: orthogonal (gains √2, policy head 0.01, value head 1), uniform"
                + " (PyTorch's default), he-normal or unit-uniform (between 0 and 1)")
        Init init)
    implements NetworkConfigBuilder.With {

  /// Two separate tanh networks of 64 and 64, as in Stable-Baselines3.
  public static final NetworkConfig DEFAULT =
      new NetworkConfig(
          List.of(), List.of(64, 64), List.of(64, 64), Activation.TANH, Init.ORTHOGONAL);

  public NetworkConfig {
    sharedLayers = checkedLayers("sharedLayers", sharedLayers);
    policyLayers = checkedLayers("policyLayers", policyLayers);
    valueLayers = checkedLayers("valueLayers", valueLayers);
  }

  private static List<Integer> checkedLayers(String name, List<Integer> layers) {
    for (int width : layers) {
      Check.that(width >= 1 && width <= 65_536, name, layers, "made of widths in [1, 65536]");
    }
    Check.that(layers.size() <= 64, name, layers, "at most 64 layers");
    return List.copyOf(layers);
  }
}

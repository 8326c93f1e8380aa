package ascent.lab.rlhf.algo;

import ascent.config.Nearest;
import ascent.lab.rlhf.model.TokenNetwork;
import java.util.List;

/// The algorithms by name.
public final class PolicyAlgorithms {
  /// All names.
  public static final List<String> NAMES =
      List.of("reinforce", "ppo", "rloo", "grpo", "dr-grpo", "dapo");

  private PolicyAlgorithms() {}

  /// A new algorithm with its default settings.
  ///
  /// @param trunk parameters of a network of that size, from which PPO's value function begins
  /// @throws IllegalArgumentException if no algorithm has that name
  public static PolicyAlgorithm named(String name, TokenNetwork.Size size, float[] trunk) {
    return switch (name) {
      case "reinforce" -> new Reinforce();
      case "ppo" -> new Ppo(Ppo.Settings.DEFAULT, size, trunk);
      case "rloo" -> new Rloo();
      case "grpo" -> Grpo.GRPO;
      case "dr-grpo" -> Grpo.DR_GRPO;
      case "dapo" -> Grpo.DAPO;
      default ->
          throw new IllegalArgumentException(
              "There is no algorithm %s; it must be one of %s.%s"
                  .formatted(name, String.join(", ", NAMES), Nearest.hint(name, NAMES)));
    };
  }
}

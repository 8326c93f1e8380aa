package ascent.lab.exact;

import ascent.config.Check;
import ascent.config.Nearest;
import ascent.envs.tabular.CliffWalking;
import ascent.envs.tabular.FrozenLake;
import ascent.envs.tabular.Taxi;
import java.util.List;

/// The tasks of the laboratory, by name. `horizon` is the length of chain and corridor, and the
/// mean number of steps of random MDPs; other tasks have none to set.
public final class TabularTasks {
  /// The names, in the order in which they are listed.
  public static final List<String> NAMES =
      List.of(
          "random",
          "bandit",
          "chain",
          "corridor",
          "aliased-corridor",
          "FrozenLake-v1",
          "CliffWalking-v0",
          "Taxi-v3");

  private static final int STATES = 8; // of random MDPs
  private static final int ACTIONS = 3;
  private static final int BRANCHING = 3;

  private TabularTasks() {}

  /// What is known of a task.
  public static String description(String name) {
    return switch (name) {
      case "random" -> "a random MDP; `horizon` steps on average";
      case "bandit" -> "a contextual bandit: the random MDP, one step";
      case "chain" -> "`horizon` steps; action 1 pays 1, action 0 nothing";
      case "corridor" -> "a corridor of `horizon` cells, −1 a step";
      case "aliased-corridor" -> "three cells that look alike, the middle one reversed";
      case "FrozenLake-v1" -> "the 4x4 lake, slippery, without a time limit";
      case "CliffWalking-v0" -> "the cliff, without a time limit";
      case "Taxi-v3" -> "the taxi, without mask and time limit";
      default -> throw unknown(name);
    };
  }

  /// A task by its name.
  ///
  /// @param gamma γ, the discount factor
  /// @param horizon at least 1
  /// @param seed of random MDPs
  /// @throws IllegalArgumentException if the name is unknown; the message names the nearest ones
  public static TabularTask find(String name, double gamma, int horizon, long seed) {
    Check.that(horizon >= 1, "horizon", horizon, "at least 1");
    return switch (name) {
      case "random" -> TabularTask.of(name, random(1.0 / horizon, seed), gamma);
      case "bandit" -> TabularTask.of(name, random(1, seed), gamma);
      case "chain" -> TabularTask.of(name, new Chain(horizon), gamma);
      case "corridor" -> TabularTask.of(name, new Corridor(horizon), gamma);
      case "aliased-corridor" ->
          TabularTask.of(name, new AliasedCorridor(), gamma).observedAs(0, 0, 0);
      case "FrozenLake-v1" -> TabularTask.of(name, new FrozenLake(), gamma);
      case "CliffWalking-v0" -> TabularTask.of(name, new CliffWalking(), gamma);
      case "Taxi-v3" -> TabularTask.of(name, new Taxi(new Taxi.Config(false, 0)), gamma);
      default -> throw unknown(name);
    };
  }

  private static RandomMdp random(double termination, long seed) {
    return new RandomMdp(new RandomMdp.Shape(STATES, ACTIONS, BRANCHING, termination), seed);
  }

  private static IllegalArgumentException unknown(String name) {
    return new IllegalArgumentException(
        "There is no task %s; there are %s.%s"
            .formatted(name, String.join(", ", NAMES), Nearest.hint(name, NAMES)));
  }
}

package ascent.study.action;

import ascent.config.Check;
import ascent.train.Replay;
import ascent.train.ReplayDiffersException;
import java.io.IOException;
import java.util.List;

/// The distribution of the actions that a run took in training, at up to [#POINTS] points of it.
/// Each point summarises all actions of the updates since the point before.
///
/// ```java
/// ActionHistory history = ActionHistory.of(Replay.of(Path.of("runs/ppo-CartPole-v1-1")));
/// ```
///
/// @param steps environment steps at the points, ascending
/// @param parts one for each number of an action, in the layout of the action space; where actions
///   are choices, the last one is the probability with which the policy took its actions
public record ActionHistory(List<Long> steps, List<Part> parts) {
  /// The greatest number of points.
  public static final int POINTS = 100;

  public ActionHistory {
    steps = List.copyOf(steps);
    parts = List.copyOf(parts);
    for (Part part : parts) {
      Check.that(
          part.points() == steps.size(),
          "points",
          part.points(),
          "one for each of " + steps.size() + " steps");
    }
  }

  /// How one number of the actions was distributed at each point.
  public sealed interface Part {
    /// `action`, `action[0]` or `probability`.
    String name();

    /// The number of points.
    int points();
  }

  /// A number that is one of several options.
  ///
  /// @param shares \[points\]\[options\]; those of a point sum to 1
  public record Choice(String name, List<List<Double>> shares) implements Part {
    public Choice {
      shares = shares.stream().map(List::copyOf).toList();
    }

    @Override
    public int points() {
      return shares.size();
    }

    /// The number of options.
    public int options() {
      return shares.isEmpty() ? 0 : shares.getFirst().size();
    }
  }

  /// A real number: one of an action, as it was drawn from the policy, before it is clipped to the
  /// bounds of the action space; or π(a|s), the probability of an action that was taken.
  ///
  /// @param values quantiles \[points\]\[[#LEVELS]\]
  /// @param low lower bound, perhaps infinite
  /// @param high upper bound, perhaps infinite
  public record Quantiles(String name, List<List<Double>> values, double low, double high)
      implements Part {
    /// Which quantiles there are.
    public static final List<Double> LEVELS = List.of(0.05, 0.25, 0.5, 0.75, 0.95);

    public Quantiles {
      values = values.stream().map(List::copyOf).toList();
    }

    @Override
    public int points() {
      return values.size();
    }
  }

  /// Computes a run again and summarises its actions. The run's directory stays as it is.
  ///
  /// @throws ReplayDiffersException where the replay differs from what is on record
  /// @throws IOException where the run cannot be computed again
  public static ActionHistory of(Replay replay) throws IOException {
    ActionRecorder recorder = new ActionRecorder(replay.steps());
    replay.listen(recorder).whole();
    return recorder.history();
  }
}

package ascent.lab.course;

import ascent.agent.Agent;
import ascent.train.Listener;
import ascent.train.Run;
import java.util.ArrayList;
import java.util.List;

/// Keeps the policy before a training, at some of its steps, and at its end.
final class Moments implements Listener {
  private final List<Long> steps;
  private final List<Agent> agents = new ArrayList<>();

  /// @param steps ascending, each above 0
  Moments(Long... steps) {
    this.steps = List.of(steps);
  }

  /// Trains a setting with a seed.
  ///
  /// @return the policies, one more than two for each of the steps in between
  List<Agent> of(Setting setting, long seed) {
    Training training = setting.train(seed, this);
    agents.add(training.agent());
    return List.copyOf(agents);
  }

  @Override
  public void started(Run run) {
    agents.add(run.agent());
  }

  @Override
  public void iterated(Run run) {
    int next = agents.size() - 1;
    if (next < steps.size() && run.steps() >= steps.get(next)) {
      agents.add(run.agent());
    }
  }
}

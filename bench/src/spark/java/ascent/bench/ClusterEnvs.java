package ascent.bench;

import ascent.env.Action;
import ascent.env.Env;
import ascent.env.Step;
import ascent.rng.Rng;
import ascent.space.Space;

/// Environments that cost nothing but what is measured.
final class ClusterEnvs {
  private ClusterEnvs() {}

  /// A large observation and no work: what a part costs to send.
  static final class Wide implements Env {
    /// With the other columns of a row, about 1 kB.
    static final int SIZE = 250;

    private int steps;

    @Override
    public Space observationSpace() {
      return Space.box(0, 1, SIZE);
    }

    @Override
    public Space actionSpace() {
      return Space.discrete(2);
    }

    @Override
    public void reset(Rng rng, float[] obs) {
      steps = 0;
    }

    @Override
    public Step step(Action action, float[] obs) {
      obs[steps % SIZE] = action.index();
      return ++steps % 100 == 0 ? Step.terminal(1) : Step.of(0);
    }
  }

  /// A simulator that takes 20 ms for a step, without using a processor: so its speed does not
  /// depend on what else the machine does.
  static final class Slow implements Env {
    /// The time of a step.
    static final long MILLIS = 20;

    private int steps;

    @Override
    public Space observationSpace() {
      return Space.box(0, 1, 4);
    }

    @Override
    public Space actionSpace() {
      return Space.discrete(2);
    }

    @Override
    public void reset(Rng rng, float[] obs) {
      steps = 0;
    }

    @Override
    public Step step(Action action, float[] obs) {
      try {
        Thread.sleep(MILLIS);
      } catch (InterruptedException e) {
        throw new IllegalStateException("stopped", e);
      }
      obs[steps % 4] = action.index();
      return ++steps % 100 == 0 ? Step.terminal(1) : Step.of(0);
    }
  }
}

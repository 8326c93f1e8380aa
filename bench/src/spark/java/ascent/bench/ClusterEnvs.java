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

  /// Keeps a core busy for some 50 µs in each step.
  static final class Busy implements Env {
    private static final int DRAWS = 5_000;

    private final Rng work = Rng.stream(0, "work");
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
      work.reposition(0, 0); // the same in every step
      float sum = 0;
      for (int i = 0; i < DRAWS; i++) {
        sum += work.nextFloat();
      }
      obs[steps % 4] = sum / DRAWS;
      return ++steps % 100 == 0 ? Step.terminal(1) : Step.of(0);
    }
  }

  /// Sleeps in each step, and hangs in some of them; its episodes are short.
  ///
  /// @param hangs whether it does
  static final class Late implements Env {
    /// The time of a step.
    static final int MILLIS = 20;

    /// The time of a step that hangs.
    static final int HANGING_MILLIS = 4_000;

    /// On average.
    static final int STEPS_PER_HANG = 300;

    /// Of an episode.
    static final int EPISODE_STEPS = 8;

    private final boolean hangs;
    private final Rng chance = Rng.stream(System.nanoTime(), "hang"); // not the episode's stream
    private int steps;

    Late(boolean hangs) {
      this.hangs = hangs;
    }

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
      boolean now = hangs && chance.nextInt(STEPS_PER_HANG) == 0;
      try {
        Thread.sleep(now ? HANGING_MILLIS : MILLIS);
      } catch (InterruptedException e) {
        throw new IllegalStateException("stopped", e);
      }
      obs[steps % 4] = action.index();
      return ++steps % EPISODE_STEPS == 0 ? Step.terminal(1) : Step.of(0);
    }
  }
}

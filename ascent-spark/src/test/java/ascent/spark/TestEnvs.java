package ascent.spark;

import ascent.env.Action;
import ascent.env.Env;
import ascent.env.Step;
import ascent.rng.Rng;
import ascent.space.Space;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;

/// Environments for tests on a cluster.
final class TestEnvs {
  private TestEnvs() {}

  /// A walk on five cells, which may not leave them: the mask forbids it. The reward is the cell,
  /// and an episode takes ten steps.
  public static class Cells implements Env {
    private int cell;
    private int steps;

    @Override
    public Space observationSpace() {
      return Space.box(0, 1, 2);
    }

    @Override
    public Space actionSpace() {
      return Space.discrete(2);
    }

    @Override
    public void reset(Rng rng, float[] obs) {
      cell = rng.nextInt(5);
      steps = 0;
      observe(obs);
    }

    @Override
    public Step step(Action action, float[] obs) {
      cell += action.index() == 1 ? 1 : -1;
      steps++;
      observe(obs);
      return steps == 10 ? Step.truncated(cell) : Step.of(cell);
    }

    private void observe(float[] obs) {
      obs[0] = cell / 4f;
      obs[1] = steps / 10f;
    }

    @Override
    public boolean actionMask(boolean[] mask) {
      mask[0] = cell > 0;
      mask[1] = cell < 4;
      return true;
    }

    @Override
    public List<String> metricNames() {
      return List.of("cell");
    }

    @Override
    public void metrics(double[] metrics) {
      metrics[0] = cell;
    }
  }

  /// Fails in the fourth step of every episode of environments that start in cell 2.
  public static final class Broken extends Cells {
    private int taken;
    private boolean breaks;

    @Override
    public void reset(Rng rng, float[] obs) {
      super.reset(rng, obs);
      taken = 0;
      breaks = obs[0] == 0.5f;
    }

    @Override
    public Step step(Action action, float[] obs) {
      if (breaks && ++taken == 4) {
        throw new IllegalStateException("the line is dead");
      }
      return super.step(action, obs);
    }
  }

  /// Gives rewards that no random stream leads to.
  public static final class Moody extends Cells {
    private static final AtomicInteger MADE = new AtomicInteger();

    private final int mood = MADE.getAndIncrement();

    @Override
    public Step step(Action action, float[] obs) {
      Step step = super.step(action, obs);
      return new Step(step.reward() + mood, step.terminated(), step.truncated());
    }
  }

  /// Takes two milliseconds for a step on an executor, as a slow simulator does.
  public static final class Slow extends Cells {
    @Override
    public Step step(Action action, float[] obs) {
      if (TaskContext.get() != null) {
        sleep(2);
      }
      return super.step(action, obs);
    }
  }

  /// Hangs for a second and a half at its third step, in the first attempt of a task on the
  /// executor that was there first.
  public static final class Straggler extends Cells {
    private int taken;

    @Override
    public Step step(Action action, float[] obs) {
      TaskContext task = TaskContext.get();
      if (++taken % 64 == 3
          && task != null
          && task.attemptNumber() == 0
          && SparkEnv.get().executorId().equals("0")) {
        sleep(1_500);
      }
      return super.step(action, obs);
    }
  }

  static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException("stopped", e);
    }
  }
}

package ascent.bench;

import ascent.env.Action;
import ascent.env.Env;
import ascent.env.Step;
import ascent.rng.Rng;
import ascent.space.Space;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/// An env whose episodes are noted on a learning curve, as Stable-Baselines3's were noted: every so
/// many steps of all envs together, the mean return of the last 20 finished episodes.
final class CurveEnv implements Env {
  private final Env env;
  private final Curve curve;
  private final boolean limitIsTerminal;
  private double episodeReturn;

  /// The learning curve of one training, written by all its envs in turn, on one thread.
  static final class Curve {
    private static final int EPISODES = 20;

    private final int every;
    private final List<Double> points = new ArrayList<>();
    private final Deque<Double> returns = new ArrayDeque<>();
    private long steps;

    Curve(int every) {
      this.every = every;
    }

    private void step() {
      if (++steps % every == 0) {
        points.add(returns.stream().mapToDouble(r -> r).average().orElse(Double.NaN));
      }
    }

    private void episode(double episodeReturn) {
      returns.addLast(episodeReturn);
      if (returns.size() > EPISODES) {
        returns.removeFirst();
      }
    }

    /// The area under the first n points, per point: their mean. Points before the end of the first
    /// episode have no value and do not count.
    double area(int n) {
      return points.stream()
          .limit(n)
          .mapToDouble(p -> p)
          .filter(p -> !Double.isNaN(p))
          .average()
          .orElse(Double.NaN);
    }
  }

  private CurveEnv(Env env, Curve curve, boolean limitIsTerminal) {
    this.env = env;
    this.curve = curve;
    this.limitIsTerminal = limitIsTerminal;
  }

  /// @param limitIsTerminal whether a truncated episode is said to be terminated: a planted defect
  static Supplier<Env> of(Supplier<? extends Env> factory, Curve curve, boolean limitIsTerminal) {
    return () -> new CurveEnv(factory.get(), curve, limitIsTerminal);
  }

  @Override
  public Space observationSpace() {
    return env.observationSpace();
  }

  @Override
  public Space actionSpace() {
    return env.actionSpace();
  }

  @Override
  public void reset(Rng rng, float[] obs) {
    episodeReturn = 0;
    env.reset(rng, obs);
  }

  @Override
  public Step step(Action action, float[] obs) {
    Step step = env.step(action, obs);
    episodeReturn += step.reward();
    if (step.last()) {
      curve.episode(episodeReturn);
    }
    curve.step();
    return step.truncated() && limitIsTerminal ? Step.terminal(step.reward()) : step;
  }

  @Override
  public void close() {
    env.close();
  }
}

package ascent.env.wrap;

import ascent.env.Action;
import ascent.env.Env;
import ascent.env.Step;
import ascent.rng.Rng;
import ascent.space.Space;
import java.util.List;

/// An env around another one. All methods delegate to the inner env by default, so a wrapper
/// implements only what it changes:
///
/// ```java
/// record HalfReward(Env inner) implements Wrapper {
///   @Override public Step step(Action action, float[] obs) {
///     Step step = inner.step(action, obs);
///     return new Step(step.reward() / 2, step.terminated(), step.truncated());
///   }
/// }
///
/// Supplier<Env> env = () -> new HalfReward(new CartPole());
/// ```
public interface Wrapper extends Env {

  /// The wrapped env; always the same.
  Env inner();

  @Override
  default Space observationSpace() {
    return inner().observationSpace();
  }

  @Override
  default Space actionSpace() {
    return inner().actionSpace();
  }

  @Override
  default void reset(Rng rng, float[] obs) {
    inner().reset(rng, obs);
  }

  @Override
  default Step step(Action action, float[] obs) {
    return inner().step(action, obs);
  }

  @Override
  default boolean actionMask(boolean[] mask) {
    return inner().actionMask(mask);
  }

  @Override
  default List<String> metricNames() {
    return inner().metricNames();
  }

  @Override
  default void metrics(double[] metrics) {
    inner().metrics(metrics);
  }

  @Override
  default Env unwrapped() {
    return inner().unwrapped();
  }

  @Override
  default void close() {
    inner().close();
  }
}

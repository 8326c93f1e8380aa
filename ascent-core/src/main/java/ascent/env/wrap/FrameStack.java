package ascent.env.wrap;

import ascent.config.Check;
import ascent.config.Size;
import ascent.env.Action;
import ascent.env.Env;
import ascent.env.EnvFactories;
import ascent.env.Step;
import ascent.rng.Rng;
import ascent.space.Box;
import ascent.space.Discrete;
import ascent.space.MultiBinary;
import ascent.space.MultiDiscrete;
import ascent.space.Space;
import java.util.Arrays;
import java.util.function.Supplier;

/// An env whose observations are the last k of the inner env, oldest first, so that a policy
/// without memory can see motion. At the start of an episode all k equal the first observation.
public final class FrameStack implements Wrapper {
  private final Env env;
  private final int size; // of one observation
  private final Space observationSpace;
  private final float[] frames; // [k × size], the oldest first
  private final float[] frame; // the newest, [size]

  private FrameStack(Env env, int k) {
    this.env = env;
    size = env.observationSpace().size();
    frames =
        new float[Size.of("frame-stack", k).times("observation size", size).array(Float.BYTES)];
    observationSpace = repeated(env.observationSpace(), k);
    frame = new float[size];
  }

  /// Wraps envs to observe their last k observations.
  ///
  /// @param k ≥ 1; 1 changes nothing
  public static Supplier<Env> of(Supplier<? extends Env> factory, int k) {
    Check.that(k >= 1 && k <= 1024, "k", k, "in [1, 1024]");
    return EnvFactories.around(factory, env -> new FrameStack(env, k));
  }

  private static Space repeated(Space space, int k) {
    return switch (space) {
      case Box box -> Space.box(repeated(box.low(), k), repeated(box.high(), k));
      case Discrete discrete when k == 1 -> discrete;
      case Discrete discrete -> Space.multiDiscrete(repeated(new int[] {discrete.n()}, k));
      case MultiDiscrete multi -> Space.multiDiscrete(repeated(multi.counts(), k));
      case MultiBinary bits -> Space.multiBinary(k * bits.n());
    };
  }

  private static float[] repeated(float[] a, int k) {
    float[] all = Arrays.copyOf(a, k * a.length);
    for (int i = a.length; i < all.length; i++) {
      all[i] = all[i - a.length];
    }
    return all;
  }

  private static int[] repeated(int[] a, int k) {
    int[] all = Arrays.copyOf(a, k * a.length);
    for (int i = a.length; i < all.length; i++) {
      all[i] = all[i - a.length];
    }
    return all;
  }

  @Override
  public Env inner() {
    return env;
  }

  @Override
  public Space observationSpace() {
    return observationSpace;
  }

  @Override
  public void reset(Rng rng, float[] obs) {
    env.reset(rng, frame);
    for (int at = 0; at < frames.length; at += size) {
      System.arraycopy(frame, 0, frames, at, size);
    }
    System.arraycopy(frames, 0, obs, 0, frames.length);
  }

  @Override
  public Step step(Action action, float[] obs) {
    Step step = env.step(action, frame);
    int older = frames.length - size;
    System.arraycopy(frames, size, frames, 0, older);
    System.arraycopy(frame, 0, frames, older, size);
    System.arraycopy(frames, 0, obs, 0, frames.length);
    return step;
  }
}

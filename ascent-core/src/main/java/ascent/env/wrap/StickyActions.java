package ascent.env.wrap;

import ascent.config.Check;
import ascent.env.Action;
import ascent.env.Env;
import ascent.env.EnvFactories;
import ascent.env.Step;
import ascent.rng.Rng;
import ascent.space.Box;
import ascent.space.Discrete;
import ascent.space.MultiBinary;
import ascent.space.MultiDiscrete;
import java.util.function.Supplier;

/// An env that repeats its last action with some probability instead of the given one. This noise
/// keeps a policy from memorising a sequence of actions (Machado et al. 2018, arXiv:1709.06009,
/// section 5.2, with a probability of ¼).
///
/// The first action of an episode is never replaced, and an action that the env's mask now forbids
/// is not repeated.
public final class StickyActions implements Wrapper {
  private final Env env;
  private final float probability;
  private final Action done; // the last action
  private final float[] flat; // the same, [actionSize]
  private final int[] counts; // options of each choice
  private final boolean[] mask; // of all options
  private Rng rng = Rng.stream(0, "none");
  private boolean first = true;

  private StickyActions(Env env, float probability) {
    this.env = env;
    this.probability = probability;
    done = new Action(env.actionSpace());
    flat = new float[env.actionSpace().size()];
    counts =
        switch (env.actionSpace()) {
          case Discrete discrete -> new int[] {discrete.n()};
          case MultiDiscrete multi -> multi.counts();
          case Box _, MultiBinary _ -> new int[0];
        };
    mask = new boolean[env.actionSpace().features()];
  }

  /// Wraps envs with sticky actions.
  ///
  /// @param probability of repeating the last action, in [0, 1); 0 changes nothing
  public static Supplier<Env> of(Supplier<? extends Env> factory, float probability) {
    boolean ok = probability >= 0 && probability < 1;
    Check.that(ok, "probability", probability, "in [0, 1)");
    return EnvFactories.around(factory, env -> new StickyActions(env, probability));
  }

  @Override
  public Env inner() {
    return env;
  }

  @Override
  public void reset(Rng rng, float[] obs) {
    this.rng = rng;
    first = true;
    env.reset(rng, obs);
  }

  /// Draws from the episode's stream, between the inner env's own draws.
  @Override
  public Step step(Action action, float[] obs) {
    boolean sticks = !first && probability > 0 && rng.nextFloat() < probability;
    if (!sticks || !allowed()) {
      action.write(flat);
      done.set(flat, 0);
    }
    first = false;
    return env.step(done, obs);
  }

  /// Whether the last action may be repeated.
  private boolean allowed() {
    if (counts.length == 0 || !env.actionMask(mask)) {
      return true;
    }
    int start = 0;
    for (int i = 0; i < counts.length; i++) {
      if (!mask[start + (int) flat[i]]) {
        return false;
      }
      start += counts[i];
    }
    return true;
  }
}

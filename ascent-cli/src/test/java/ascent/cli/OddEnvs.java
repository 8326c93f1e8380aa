package ascent.cli;

import ascent.config.Help;
import ascent.env.Action;
import ascent.env.Env;
import ascent.env.Step;
import ascent.env.registry.EnvConfig;
import ascent.env.registry.EnvProvider;
import ascent.env.registry.EnvSpec;
import ascent.rng.Rng;
import ascent.space.Space;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Named environments that misbehave, for tests of what the command line says then.
public final class OddEnvs implements EnvProvider {
  /// The system property by which Breaking-v0 breaks.
  static final String BREAK_AT = "ascent.test.breakAt";

  @Override
  public List<EnvSpec> envs() {
    return List.of(
        new EnvSpec("Breaking-v0", "Breaks when it is told to.", 0, Double.NaN, Breaking::new),
        new EnvSpec("Endless-v0", "Never ends.", 0, Double.NaN, Endless::new),
        EnvSpec.of("Fragile-v0", "Breaks.", new Fragile.Config(0, 1000), Fragile::new),
        new EnvSpec("Drawn-v0", "Draws itself.", 4, Double.NaN, DrawnEnv::new));
  }

  /// Prints at every reset, and ends the JVM at the one that [#BREAK_AT] names.
  public static final class Rude extends Endless {
    private final int breakAt = Integer.getInteger(BREAK_AT, Integer.MAX_VALUE);
    private int steps;

    @Override
    public void reset(Rng rng, float[] obs) {
      System.out.println("a new episode");
      super.reset(rng, obs);
    }

    @Override
    public Step step(Action action, float[] obs) {
      if (++steps == breakAt) {
        System.exit(0);
      }
      return super.step(action, obs);
    }
  }

  /// Closes the standard streams and fails with an exception that it does not declare, as compilers
  /// of other languages allow. The text tries to clear the screen and is long.
  public static final class Spiteful extends Endless {
    @Override
    public Step step(Action action, float[] obs) {
      System.out.close();
      System.err.close();
      throw undeclared(new IOException("\u001b[2J\nno ore " + "x".repeat(1_000_000)));
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> RuntimeException undeclared(Throwable e) throws E {
      throw (E) e;
    }
  }

  /// Breaks at the given number of hits in an episode.
  static final class Fragile extends Endless {
    record Config(
        @Help("An episode is truncated after this many steps; 0: never.") int maxEpisodeSteps,
        @Help("The hit that breaks it.") int hits)
        implements EnvConfig {}

    private final int most;
    private int hits;

    Fragile(Config config) {
      most = config.hits;
    }

    @Override
    public void reset(Rng rng, float[] obs) {
      hits = 0;
      super.reset(rng, obs);
    }

    @Override
    public Step step(Action action, float[] obs) {
      hits += action.index();
      if (hits == most) {
        throw new AssertionError("in a thousand pieces");
      }
      return super.step(action, obs);
    }
  }

  /// Every second one that is made has one number more to observe.
  public static final class Shifty extends Endless {
    private static final AtomicInteger MADE = new AtomicInteger();
    private final int size = 1 + MADE.getAndIncrement() % 2;

    @Override
    public Space observationSpace() {
      return Space.box(0, 1, size);
    }
  }

  /// Interrupts its own thread in its hundredth step.
  public static final class Impatient extends Endless {
    private int steps;

    @Override
    public Step step(Action action, float[] obs) {
      if (++steps == 100) {
        Thread.currentThread().interrupt();
      }
      return super.step(action, obs);
    }
  }

  /// Reads its levels from a file that is not there.
  public static final class Uninitialised extends Endless {
    private static final int LEVELS = levels();

    private static int levels() {
      throw new AssertionError("levels.txt is missing");
    }

    @Override
    public Space actionSpace() {
      return Space.discrete(LEVELS);
    }
  }

  /// Pushes by 0 … 500, for as long as the clock says.
  public static final class Timed extends Endless {
    private long start;

    @Override
    public Space actionSpace() {
      return Space.box(0, 500, 1);
    }

    @Override
    public void reset(Rng rng, float[] obs) {
      start = System.nanoTime();
      super.reset(rng, obs);
    }

    @Override
    public Step step(Action action, float[] obs) {
      super.step(action, obs);
      return System.nanoTime() - start > 3_600e9 ? Step.terminal(1) : Step.of(1);
    }
  }

  static class Endless implements Env {
    @Override
    public Space observationSpace() {
      return Space.box(0, 1, 1);
    }

    @Override
    public Space actionSpace() {
      return Space.discrete(2);
    }

    @Override
    public void reset(Rng rng, float[] obs) {
      obs[0] = 0;
    }

    @Override
    public Step step(Action action, float[] obs) {
      obs[0] = 0.5f;
      return Step.of(1);
    }
  }

  /// A game of chance whose episodes end at random, and which breaks in the step of its life that
  /// [#BREAK_AT] names.
  private static final class Breaking implements Env {
    private final int breakAt = Integer.getInteger(BREAK_AT, Integer.MAX_VALUE);
    private Rng rng = Rng.stream(0, "unused", 0, 0);
    private float shown;
    private int steps;

    @Override
    public Space observationSpace() {
      return Space.box(0, 1, 1);
    }

    @Override
    public Space actionSpace() {
      return Space.discrete(2);
    }

    @Override
    public void reset(Rng rng, float[] obs) {
      this.rng = rng;
      shown = rng.nextFloat();
      obs[0] = shown;
    }

    @Override
    public Step step(Action action, float[] obs) {
      boolean guessed = (action.index() == 1) == (shown > 0.5f);
      shown = ++steps == breakAt ? Float.NaN : rng.nextFloat();
      obs[0] = shown;
      double reward = guessed ? 1 : 0;
      return rng.nextInt(50) == 0 ? Step.terminal(reward) : Step.of(reward);
    }
  }
}

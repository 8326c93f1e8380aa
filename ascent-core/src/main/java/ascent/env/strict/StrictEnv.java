package ascent.env.strict;

import ascent.env.Action;
import ascent.env.Env;
import ascent.env.Step;
import ascent.env.wrap.Wrapper;
import ascent.rng.Rng;
import java.util.List;
import java.util.function.Supplier;

/// An environment whose code, loaded by a [StrictClassLoader], draws from the stream of the running
/// episode: that of the latest reset.
public final class StrictEnv implements Wrapper {
  private final Env inner;
  private final ClassLoader loader;
  private Rng stream;

  private StrictEnv(Env inner, ClassLoader loader, Rng stream) {
    this.inner = inner;
    this.loader = loader;
    this.stream = stream;
  }

  /// Environments whose code draws from the episode's stream, and during construction from a stream
  /// that is the same for all of them.
  ///
  /// @param factory makes environments of the loader's classes
  /// @param loader finds services and resources for their code, too
  public static Supplier<Env> of(Supplier<? extends Env> factory, StrictClassLoader loader) {
    return () -> {
      Rng stream = Rng.stream(0, "strict construction");
      return within(stream, loader, () -> new StrictEnv(factory.get(), loader, stream));
    };
  }

  /// What was rewritten in the code of an environment so far; nothing if it is not strict.
  public static List<Rewriting> rewritings(Env env) {
    return env.unwrapped().getClass().getClassLoader() instanceof StrictClassLoader loader
        ? loader.rewritings()
        : List.of();
  }

  private static <T> T within(Rng stream, ClassLoader loader, Supplier<T> call) {
    Thread thread = Thread.currentThread();
    ClassLoader loaderBefore = thread.getContextClassLoader();
    Rng streamBefore = EpisodeStream.enter(stream);
    thread.setContextClassLoader(loader);
    try {
      return call.get();
    } finally {
      thread.setContextClassLoader(loaderBefore);
      EpisodeStream.enter(streamBefore);
    }
  }

  private <T> T within(Supplier<T> call) {
    return within(stream, loader, call);
  }

  @Override
  public Env inner() {
    return inner;
  }

  @Override
  public void reset(Rng rng, float[] obs) {
    stream = rng;
    within(() -> {
      inner.reset(rng, obs);
      return obs;
    });
  }

  @Override
  public Step step(Action action, float[] obs) {
    return within(() -> inner.step(action, obs));
  }

  @Override
  public boolean actionMask(boolean[] mask) {
    return within(() -> inner.actionMask(mask));
  }

  @Override
  public void metrics(double[] metrics) {
    within(() -> {
      inner.metrics(metrics);
      return metrics;
    });
  }
}

package ascent.spark;

import ascent.collect.RolloutSourceFactory;
import ascent.env.Env;
import ascent.env.EpisodeStreams;
import ascent.env.GuardedVectorEnv;
import ascent.env.VectorEnv;
import ascent.env.VectorEnvFactory;
import ascent.env.registry.Envs;
import ascent.env.wrap.Wrappers;
import java.io.Serializable;
import java.util.function.Supplier;

/// Makes environments in the process that it is sent to.
sealed interface RemoteEnvs extends VectorEnvFactory, Serializable {

  /// An environment that every executor finds by its name.
  record Named(String id, String wrappers) implements RemoteEnvs {
    private static final long serialVersionUID = 1;

    @Override
    public VectorEnv create(int n, EpisodeStreams streams) {
      return wrapped(Envs.find(id).factory(), wrappers, n, streams);
    }

    @Override
    public String toString() {
      return id;
    }
  }

  /// An environment whose factory is sent.
  record Sent(EnvFactory factory, String wrappers) implements RemoteEnvs {
    private static final long serialVersionUID = 1;

    @Override
    public VectorEnv create(int n, EpisodeStreams streams) {
      return wrapped(factory, wrappers, n, streams);
    }

    @Override
    public String toString() {
      return "the factory's environment";
    }
  }

  /// A simulator of many environments whose factory is sent.
  record Simulator(SimulatorFactory factory) implements RemoteEnvs {
    private static final long serialVersionUID = 1;

    @Override
    public VectorEnv create(int n, EpisodeStreams streams) {
      return GuardedVectorEnv.around(factory).create(n, streams);
    }

    @Override
    public String toString() {
      return "the simulator";
    }
  }

  private static VectorEnv wrapped(
      Supplier<? extends Env> factory, String wrappers, int n, EpisodeStreams streams) {
    return VectorEnvFactory.of(Wrappers.parse(wrappers).around(factory)).create(n, streams);
  }

  /// The environments of a run by their name.
  ///
  /// @throws IllegalArgumentException if they have none
  static RemoteEnvs named(RolloutSourceFactory.Request request) {
    if (request.env().isEmpty()) {
      throw new IllegalArgumentException(
          "The environment has no name that an executor could find it by. Maybe give its factory to the source too, SparkRollouts.on(context).envs(MyEnv::new), or train on its name, Trainer.of(\"com.acme.MyEnv\").");
    }
    return new Named(request.env(), request.wrappers().toString());
  }
}

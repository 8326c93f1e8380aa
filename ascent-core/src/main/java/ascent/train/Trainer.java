package ascent.train;

import ascent.agent.Agent;
import ascent.agent.RunSettings;
import ascent.algo.Algorithm;
import ascent.algo.AlgorithmConfig;
import ascent.algo.Learner;
import ascent.algo.PPOConfig;
import ascent.collect.EpisodeWindow;
import ascent.collect.Normalizer;
import ascent.collect.RolloutCollector;
import ascent.collect.Spaces;
import ascent.config.Check;
import ascent.env.Env;
import ascent.env.EpisodeStreams;
import ascent.env.VectorEnv;
import ascent.env.registry.EnvSpec;
import ascent.env.registry.Envs;
import ascent.parallel.Workers;
import ascent.policy.ActorCritic;
import ascent.rng.Rng;
import ascent.space.Space;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Trains an agent on an environment.
///
/// ```java
/// Agent agent =
///     Trainer.of(CartPole::new)
///         .with(PPOConfig.DEFAULT.withRolloutSteps(32))
///         .envs(8)
///         .seed(1)
///         .train(100_000);
/// ```
///
/// The same settings and seed give the same parameters, bit for bit, with any number of threads.
public final class Trainer {
  private final Supplier<? extends Env> factory;
  private final List<Listener> listeners = new ArrayList<>();
  private AlgorithmConfig config = PPOConfig.DEFAULT;
  private RunSettings settings = RunSettings.DEFAULT;
  private int threads = Runtime.getRuntime().availableProcessors();
  private @Nullable Path out;
  private @Nullable Checkpoint checkpoint;
  private @Nullable WarmStart start;

  private Trainer(Supplier<? extends Env> factory) {
    this.factory = factory;
  }

  /// A trainer on an environment of the user's own.
  ///
  /// @param factory makes a new environment at each call
  public static Trainer of(Supplier<? extends Env> factory) {
    return new Trainer(factory);
  }

  /// A trainer on a named environment, with its solved threshold.
  public static Trainer of(EnvSpec env) {
    Trainer trainer = new Trainer(env.factory());
    double threshold = env.rewardThreshold();
    trainer.settings =
        trainer
            .settings
            .withEnv(env.id())
            .withRewardThreshold(Double.isNaN(threshold) ? Double.POSITIVE_INFINITY : threshold);
    return trainer;
  }

  /// Takes up a run of a named environment at its last checkpoint.
  ///
  /// @param run the run's directory, or the `checkpoint.zip` in it
  /// @throws IOException where there is no checkpoint, or it is damaged
  public static Trainer resume(Path run) throws IOException {
    Checkpoint checkpoint = Checkpoint.read(RunDirectory.checkpointOf(run));
    String env = checkpoint.settings().env();
    if (env.isEmpty()) {
      throw new IOException(
          "The run in "
              + run
              + " is on an environment without a name. Maybe resume it from Java,"
              + " with Trainer.resume(run, factory).");
    }
    return resume(run, checkpoint, Envs.find(env).factory());
  }

  /// Takes up a run of a user's own environment at its last checkpoint.
  ///
  /// @param run the run's directory, or the `checkpoint.zip` in it
  /// @param factory of the same environment as before
  public static Trainer resume(Path run, Supplier<? extends Env> factory) throws IOException {
    return resume(run, Checkpoint.read(RunDirectory.checkpointOf(run)), factory);
  }

  private static Trainer resume(Path run, Checkpoint checkpoint, Supplier<? extends Env> factory) {
    Trainer trainer = new Trainer(factory);
    trainer.checkpoint = checkpoint;
    trainer.config = checkpoint.config();
    trainer.settings = checkpoint.settings();
    trainer.out = RunDirectory.of(run);
    return trainer;
  }

  /// The algorithm, by its settings.
  public Trainer with(AlgorithmConfig value) {
    requireFresh("the algorithm's settings");
    config = value;
    return this;
  }

  /// All run settings at once.
  public Trainer with(RunSettings value) {
    requireFresh("the run's settings");
    settings = value;
    return this;
  }

  /// Starts from the parameters of a model instead of fresh ones: of any algorithm, on an
  /// environment of the same spaces. The network is the model's; the optimiser starts anew.
  public Trainer from(Agent model) {
    return from(new WarmStart(model, ""));
  }

  /// Starts from the parameters of a model in a file; see [#from(Agent)].
  ///
  /// @param model file of a model or checkpoint, or directory of a run
  /// @throws IOException when there is none, or it is damaged
  public Trainer from(Path model) throws IOException {
    Path name = model.toAbsolutePath().normalize().getFileName();
    return from(new WarmStart(Agent.load(model), name == null ? "" : name.toString()));
  }

  private Trainer from(WarmStart value) {
    requireFresh("the parameters");
    start = value;
    return this;
  }

  /// The number of environments stepped side by side.
  public Trainer envs(int value) {
    return with(settings.withEnvs(value));
  }

  /// The seed of every random stream.
  public Trainer seed(long value) {
    return with(settings.withSeed(value));
  }

  /// The number of threads; all cores by default. It does not change results.
  public Trainer threads(int value) {
    Check.that(value >= 1 && value <= 1024, "threads", value, "in [1, 1024]");
    threads = value;
    return this;
  }

  /// Keeps the run in a directory, which must be new or empty.
  public Trainer out(Path directory) {
    requireFresh("the directory");
    out = directory;
    return this;
  }

  /// Evaluates 20 deterministic episodes every so many steps.
  public Trainer evaluateEvery(long steps) {
    return with(settings.withEvalEvery(steps));
  }

  /// Ends the run at the first evaluation with this mean return or more; every 2,048 steps where
  /// [#evaluateEvery] says nothing else.
  public Trainer stopAt(double reward) {
    RunSettings s = settings.withRewardThreshold(reward).withStopWhenSolved(true);
    return with(s.evalEvery() == 0 ? s.withEvalEvery(2_048) : s);
  }

  /// Writes a checkpoint every so many steps; needs [#out].
  public Trainer checkpointEvery(long steps) {
    return with(settings.withCheckpointEvery(steps));
  }

  /// Watches the run.
  public Trainer listen(Listener listener) {
    listeners.add(listener);
    return this;
  }

  /// Ends the run after so many episodes, if its steps are not used up before; 0 is no limit.
  public Trainer episodes(long value) {
    return with(settings.withEpisodes(value));
  }

  /// Makes a row of metrics, and tells listeners, every so many steps; 1 is after every iteration.
  public Trainer logEvery(long steps) {
    return with(settings.withLogEvery(steps));
  }

  /// Gives each row of metrics to a consumer; see [#logEvery].
  public Trainer onUpdate(Consumer<Metrics> consumer) {
    return listen(
        new Listener() {
          @Override
          public void updated(Metrics metrics) {
            consumer.accept(metrics);
          }
        });
  }

  private void requireFresh(String what) {
    if (checkpoint != null) {
      throw new IllegalStateException("A resumed run keeps " + what + " that it was started with.");
    }
  }

  /// The settings as they stand.
  public RunSettings settings() {
    return settings;
  }

  /// The algorithm's settings as they stand.
  public AlgorithmConfig config() {
    return config;
  }

  /// Trains for so many environment steps in all and returns the final policy.
  public Agent train(long steps) {
    return run(steps).agent();
  }

  /// Trains until the run has seen so many environment steps, rounded up to whole rollouts.
  ///
  /// @param steps of a resumed run: the new total, at least the old one; a larger one begins a new
  ///   phase, whose schedules span the new total and which neither a solved evaluation nor a limit
  ///   of episodes ends
  public TrainingResult run(long steps) {
    if (checkpoint != null) {
      long before = checkpoint.settings().steps();
      Check.that(steps >= before, "steps", steps, "at least the run's total, " + before);
      if (steps > before) {
        settings = settings.withStopWhenSolved(false).withEpisodes(0);
      }
    }
    settings = settings.withSteps(steps);
    return run();
  }

  /// Trains for the steps in the settings.
  public TrainingResult run() {
    if (start != null) {
      config = start.adopt(config);
      settings = start.noteIn(settings);
    }
    Supplier<? extends Env> wrapped = settings.wrappers().around(factory);
    RunChecks.check(config, settings);
    try (Workers workers = Workers.of(threads);
        VectorEnv env =
            VectorEnv.of(wrapped, settings.envs(), EpisodeStreams.training(settings.seed(), 0))) {
      var policy =
          checkpoint == null
              ? new ActorCritic(
                  env.observationSpace(),
                  env.actionSpace(),
                  config.network(),
                  config.distribution(),
                  config.learnsValue())
              : checkpoint.policy();
      Spaces.requireSame(start == null ? policy : start.agent().policy(), env);
      Normalizer normalizer = normalizer(env.observationSpace());
      float[] theta = policy.initialise(Rng.stream(settings.seed(), "init", 0, 0));
      if (start != null) {
        start.copyInto(policy, theta);
      }
      var learner = new Learner(policy, theta, config.optimizer(), config.groups(), workers);
      Algorithm algorithm = config.create(learner, settings.seed());
      var window = new EpisodeWindow();
      var collector =
          new RolloutCollector(policy, normalizer, env, settings.seed(), workers, window);
      Training.Progress progress =
          checkpoint == null
              ? Training.Progress.START
              : checkpoint.restore(algorithm, collector, window);
      try (RunDirectory directory = openDirectory(algorithm)) {
        var parts =
            new TrainingParts(
                wrapped,
                settings,
                config,
                policy,
                normalizer,
                algorithm,
                window,
                collector,
                List.copyOf(listeners),
                directory);
        var training = new Training(parts, progress, checkpoint != null);
        if (checkpoint != null && settings.steps() != checkpoint.settings().steps()) {
          training.beginPhase();
        }
        return training.run();
      }
    }
  }

  private Normalizer normalizer(Space observations) {
    if (checkpoint != null) {
      return checkpoint.normalizer();
    }
    Normalizer fresh = Normalizer.of(config, observations);
    return start == null ? fresh : start.normalizer(fresh);
  }

  private @Nullable RunDirectory openDirectory(Algorithm algorithm) {
    List<String> columns = Training.metricNames(algorithm);
    if (out == null) {
      return null;
    }
    return checkpoint == null
        ? RunDirectory.create(out, columns, config, settings)
        : RunDirectory.reopen(out, columns, config, settings, checkpoint);
  }
}

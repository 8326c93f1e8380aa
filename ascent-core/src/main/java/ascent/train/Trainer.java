package ascent.train;

import ascent.agent.Agent;
import ascent.agent.RunSettings;
import ascent.algo.AlgorithmConfig;
import ascent.collect.RolloutSourceFactory;
import ascent.env.Env;
import ascent.env.VectorEnvFactory;
import ascent.env.registry.Curriculum;
import ascent.env.registry.EnvSpec;
import ascent.env.registry.Envs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// Trains an agent on an environment.
///
/// ```java
/// Agent agent =
///     Trainer.of(CartPole::new)
///         .with(PPOConfig.DEFAULT.withRolloutSteps(32))
///         .envs(8)
///         .seed(1)
///         .train(100_000)
///         .agent();
/// ```
///
/// A trainer is an immutable value: each method returns a new one, and the order of calls does not
/// matter. The same settings and seed give the same parameters, bit for bit, with any number of
/// threads.
public final class Trainer {
  /// Steps between evaluations of a run that ends by their results.
  private static final long DEFAULT_EVAL_EVERY = 2_048;

  private final RunSpec spec;
  private final RunSettings base;
  private final UnaryOperator<RunSettings> verbs; // single settings, applied over the base
  private final Start start;

  private Trainer(RunSpec spec, RunSettings base, UnaryOperator<RunSettings> verbs, Start start) {
    this.spec = spec;
    this.base = base;
    this.verbs = verbs;
    this.start = start;
  }

  private static Trainer of(RunSpec spec, RunSettings base) {
    return new Trainer(spec, base, UnaryOperator.identity(), new Start.Fresh());
  }

  /// A trainer on a user's own environment.
  ///
  /// @param factory makes a new environment at each call
  public static Trainer of(Supplier<? extends Env> factory) {
    required(factory, "factory");
    return of(new RunSpec(RunSpec.single(factory)), RunSettings.DEFAULT);
  }

  /// A trainer on a simulator that steps many environments at once. It takes no wrappers.
  public static Trainer ofVector(VectorEnvFactory factory) {
    required(factory, "factory");
    return of(new RunSpec(RunSpec.vector(factory)), RunSettings.DEFAULT);
  }

  /// A trainer on a named environment, with its solved threshold.
  public static Trainer of(EnvSpec env) {
    return of(
        new RunSpec(env),
        RunSettings.DEFAULT.withEnv(env.id()).withRewardThreshold(RunSpec.threshold(env)));
  }

  /// A trainer on a named environment, such as `CartPole-v1` or `FrozenLake-v1?slippery=false`.
  ///
  /// @throws IllegalArgumentException when no environment has that name
  public static Trainer of(String env) {
    return of(Envs.find(env));
  }

  /// Resumes a run of a named environment at its last checkpoint.
  ///
  /// @param run the run's directory, or the `checkpoint.zip` in it
  /// @throws IOException where there is no checkpoint, or it is damaged
  public static ResumedTrainer resume(Path run) throws IOException {
    Checkpoint checkpoint = Checkpoint.read(RunDirectory.checkpointOf(run));
    String env = checkpoint.settings().env();
    if (env.isEmpty()) {
      throw new IOException(
          "The run in "
              + run
              + " is on an environment without a name. Maybe resume it from Java,"
              + " with Trainer.resume(run, factory).");
    }
    return resumed(run, checkpoint, new RunSpec(Envs.find(env)));
  }

  /// Resumes a run of an environment with parameters that nobody provides by its name.
  ///
  /// @param run the run's directory, or the `checkpoint.zip` in it
  /// @param env as the run was started with
  /// @throws IOException where there is no checkpoint, or it is damaged
  public static ResumedTrainer resume(Path run, EnvSpec env) throws IOException {
    return resumed(
        run, Checkpoint.read(RunDirectory.checkpointOf(run)), new RunSpec(required(env, "env")));
  }

  /// Resumes a run of a user's own environment at its last checkpoint.
  ///
  /// @param run the run's directory, or the `checkpoint.zip` in it
  /// @param factory of the same environment as before
  /// @throws IOException where there is no checkpoint, or it is damaged
  public static ResumedTrainer resume(Path run, Supplier<? extends Env> factory)
      throws IOException {
    Checkpoint checkpoint = Checkpoint.read(RunDirectory.checkpointOf(run));
    return resumed(run, checkpoint, new RunSpec(RunSpec.single(factory)));
  }

  /// Resumes a run of a simulator that steps many environments at once; see [#resume(Path,
  /// Supplier)].
  public static ResumedTrainer resumeVector(Path run, VectorEnvFactory factory) throws IOException {
    Checkpoint checkpoint = Checkpoint.read(RunDirectory.checkpointOf(run));
    return resumed(run, checkpoint, new RunSpec(RunSpec.vector(factory)));
  }

  private static ResumedTrainer resumed(Path run, Checkpoint checkpoint, RunSpec spec) {
    return ResumedTrainer.of(RunDirectory.of(run), checkpoint, spec);
  }

  static <T> T required(T value, String name) {
    return Objects.requireNonNull(value, name + " is required");
  }

  private Trainer with(RunSpec value) {
    return new Trainer(value, base, verbs, start);
  }

  private Trainer and(UnaryOperator<RunSettings> verb) {
    var trainer = new Trainer(spec, base, s -> verb.apply(verbs.apply(s)), start);
    trainer.settings(); // which refuses what is out of range
    return trainer;
  }

  private Trainer from(Start value) {
    return new Trainer(spec, base, verbs, value);
  }

  /// The algorithm, by its settings.
  public Trainer with(AlgorithmConfig value) {
    return with(spec.withConfig(value));
  }

  /// Sets all run settings at once, except those that other methods set. If they name no
  /// environment or have no threshold, the trainer keeps its own.
  public Trainer with(RunSettings value) {
    required(value, "settings");
    RunSettings named = value.env().isEmpty() ? value.withEnv(base.env()) : value;
    boolean unsolvable = value.rewardThreshold() == Double.POSITIVE_INFINITY;
    return new Trainer(
        spec, unsolvable ? named.withRewardThreshold(base.rewardThreshold()) : named, verbs, start);
  }

  /// Starts from the parameters of a model instead of fresh ones. The model may come from any
  /// algorithm, on an environment with the same spaces. The run uses the model's network and a
  /// fresh optimiser.
  public Trainer from(Agent model) {
    return from(new WarmStart(required(model, "model"), ""));
  }

  /// Starts from the parameters of a model in a file; see [#from(Agent)].
  ///
  /// @param model file of a model or checkpoint, or directory of a run
  /// @throws IOException when there is none, or it is damaged
  public Trainer from(Path model) throws IOException {
    Path name = model.toAbsolutePath().normalize().getFileName();
    return from(new WarmStart(Agent.load(model), name == null ? "" : name.toString()));
  }

  /// Takes rollouts from a custom source instead of environments of this process.
  public Trainer source(RolloutSourceFactory value) {
    return with(spec.withSource(required(value, "source")));
  }

  /// The number of environments stepped in parallel.
  public Trainer envs(int value) {
    return and(s -> s.withEnvs(value));
  }

  /// The seed of every random stream.
  public Trainer seed(long value) {
    return and(s -> s.withSeed(value));
  }

  /// The number of threads; all cores by default. It does not change results.
  public Trainer threads(int value) {
    return with(spec.withThreads(value));
  }

  /// Writes the run to a directory, which must be new or empty.
  public Trainer out(Path directory) {
    return with(spec.withOut(required(directory, "out")));
  }

  /// Evaluates 20 deterministic episodes every `steps` steps.
  public Trainer evaluateEvery(long steps) {
    return and(s -> s.withEvalEvery(steps));
  }

  /// Ends the run at the first evaluation whose mean return is at least `reward`. Evaluates every
  /// 2,048 steps unless [#evaluateEvery] is set.
  public Trainer stopAt(double reward) {
    return and(s -> s.withRewardThreshold(reward).withStopWhenSolved(true));
  }

  /// Ends this session at the end of the first iteration after this much time in the training loop.
  /// The run can be resumed; its result then equals that of an uninterrupted run, bit for bit.
  public Trainer stopAfter(Duration value) {
    return with(spec.withStopAfter(required(value, "stopAfter")));
  }

  /// Ends the run after `evaluations` evaluations in a row whose mean return is no higher than the
  /// best before them. Evaluates every 2,048 steps unless [#evaluateEvery] is set.
  public Trainer patience(int evaluations) {
    return and(s -> s.withPatience(evaluations));
  }

  /// Keeps the last `count` checkpoints in the folder `checkpoints` of the run, in addition to the
  /// one that the run resumes at; needs [#checkpointEvery] and [#out].
  public Trainer keepCheckpoints(int count) {
    return and(s -> s.withKeepCheckpoints(count));
  }

  /// Writes a checkpoint every `steps` steps; needs [#out].
  public Trainer checkpointEvery(long steps) {
    return and(s -> s.withCheckpointEvery(steps));
  }

  /// Writes a checkpoint when `seconds` seconds have passed since the last one, in addition to
  /// those of [#checkpointEvery]; needs [#out]. Two runs of the same settings then have checkpoints
  /// of different steps.
  public Trainer checkpointSeconds(long seconds) {
    return and(s -> s.withCheckpointSeconds(seconds));
  }

  /// Changes parameters of the environment at steps of the run. The run's environment, which it is
  /// evaluated on, is that of the curriculum's end. Needs an environment with [named
  /// parameters][#of(EnvSpec)].
  ///
  /// @param value such as `Curriculum.parse("length=10@0,20@50000")`
  public Trainer curriculum(Curriculum value) {
    return and(s -> s.withCurriculum(required(value, "curriculum")));
  }

  /// Ends the run after `value` episodes, unless its steps are used up earlier; 0 means no limit.
  public Trainer episodes(long value) {
    return and(s -> s.withEpisodes(value));
  }

  /// Writes a row of metrics and notifies listeners every `steps` steps; 1 means after every
  /// iteration.
  public Trainer logEvery(long steps) {
    return and(s -> s.withLogEvery(steps));
  }

  /// Writes a row of metrics and notifies listeners every `episodes` training episodes instead of
  /// every [#logEvery] steps.
  public Trainer logEveryEpisodes(long episodes) {
    return and(s -> s.withLogEveryEpisodes(episodes));
  }

  /// Adds a listener.
  public Trainer listen(Listener listener) {
    return with(spec.withListener(required(listener, "listener")));
  }

  /// Passes each row of metrics to a consumer; see [#logEvery].
  public Trainer onUpdate(Consumer<Metrics> consumer) {
    return listen(new MetricsConsumer(required(consumer, "consumer")));
  }

  /// The current settings.
  public RunSettings settings() {
    RunSettings settings = verbs.apply(base);
    boolean watches = settings.stopWhenSolved() || settings.patience() > 0;
    boolean blind = watches && settings.evalEvery() == 0;
    return blind ? settings.withEvalEvery(DEFAULT_EVAL_EVERY) : settings;
  }

  /// The algorithm's current settings.
  public AlgorithmConfig config() {
    return spec.config();
  }

  /// Checks the settings as far as that is possible without creating an environment. [#train] does
  /// so, too.
  ///
  /// @throws IllegalArgumentException when settings contradict each other, or are too large
  public void check() {
    RunSpec complete = spec.withSettings(settings()).atTarget();
    complete
        .withConfig(start.config(complete.config()))
        .withSettings(start.settings(complete.settings()))
        .check();
  }

  /// Trains for `steps` environment steps in all, rounded up to whole rollouts.
  public TrainingResult train(long steps) {
    return and(s -> s.withSteps(steps)).train();
  }

  /// Trains for the steps in the settings, rounded up to whole rollouts.
  ///
  /// @throws IllegalArgumentException when settings contradict each other
  /// @throws ascent.env.EnvFailure when an environment fails
  /// @throws ascent.algo.DivergedException when parameters or outputs are no longer finite
  public TrainingResult train() {
    return Run.train(start, spec.withSettings(settings()).atTarget());
  }
}

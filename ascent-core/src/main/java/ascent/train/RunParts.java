package ascent.train;

import ascent.agent.ModelInfo;
import ascent.agent.Provenance;
import ascent.agent.RunSettings;
import ascent.algo.Algorithm;
import ascent.algo.AlgorithmConfig;
import ascent.algo.Learner;
import ascent.collect.EpisodeWindow;
import ascent.collect.LocalRollouts;
import ascent.collect.Normalizer;
import ascent.collect.RolloutSource;
import ascent.collect.RolloutSourceFactory;
import ascent.collect.Snapshot;
import ascent.config.Check;
import ascent.env.EpisodeStreams;
import ascent.env.VectorEnv;
import ascent.env.VectorEnvFactory;
import ascent.io.Resources;
import ascent.parallel.Workers;
import ascent.policy.ActorCritic;
import ascent.rng.Rng;
import ascent.rollout.Rollout;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The parts of a [Run], as they are at its start.
///
/// @param stages the source, if the run has a curriculum
/// @param directory of the run, if it has one
/// @param saver to that directory
/// @param progress of earlier sessions
record RunParts(
    AlgorithmConfig config,
    RunSettings settings,
    RunModel model,
    Algorithm algorithm,
    RolloutSource source,
    @Nullable StagedRollouts stages,
    Rollout rollout,
    Snapshot snapshot,
    EpisodeWindow window,
    Evaluations evaluations,
    Metrics metrics,
    @Nullable RunDirectory directory,
    @Nullable RunSaver saver,
    Progress progress) {

  /// Makes the parts of a run. Its directory is created last, when nothing else can fail.
  ///
  /// @param resources receives what must be closed
  static RunParts open(Start start, RunSpec spec, Resources resources) {
    AlgorithmConfig config = start.config(spec.config());
    RunSettings settings = start.settings(spec.settings());
    RunSpec complete = spec.withConfig(config).withSettings(settings);
    complete.check();
    Workers workers = resources.add(Workers.of(spec.threads()));
    // Other sources create their own environments; one more is created here to read the spaces.
    boolean local = spec.source() == null && settings.curriculum().isEmpty();
    VectorEnvFactory envs = complete.target();
    EpisodeStreams streams = EpisodeStreams.training(settings.seed(), 0);
    VectorEnv env = resources.add(envs.create(local ? settings.envs() : 1, streams));
    ActorCritic policy = start.policy(config, env.observationSpace(), env.actionSpace());
    Normalizer normalizer = start.normalizer(config, env.observationSpace());
    float[] theta = policy.initialise(Rng.stream(settings.seed(), "init", 0, 0));
    start.initialise(policy, theta);
    var learner = new Learner(policy, theta, config.optimizer(), config.groups(), workers);
    Algorithm algorithm = algorithm(config, learner, settings.seed());
    if (spec.out() != null) {
      long moments = learner.vectors().stream().mapToLong(vector -> vector.length).sum();
      Checkpoint.requireFits(theta.length + moments);
    }
    var sources = new Sources(spec.source(), policy, config, settings, workers);
    StagedRollouts stages =
        settings.curriculum().isEmpty()
            ? null
            : new StagedRollouts(
                complete.requireNamed(), settings, start.steps(), sources::ofStage);
    RolloutSource source =
        resources.add(
            stages != null
                ? stages
                : local ? sources.local(env) : sources.made(envs, complete.name()));
    EpisodeWindow window = new EpisodeWindow();
    Progress progress = start.restore(algorithm, source, window);
    var evaluations = resources.add(new Evaluations(policy, normalizer, envs, settings, progress));
    var snapshot = new Snapshot(theta, normalizer, progress.iterations());
    var model = new RunModel(config, settings, policy, normalizer, snapshot);
    int obsSize = policy.observationSpace().size();
    int actionSize = policy.actionSpace().size();
    Rollout rollout =
        new Rollout(config.rolloutSteps(), settings.envs(), obsSize, actionSize)
            .endAfter(config.rolloutEpisodes());
    RunLogs.Columns columns =
        RunReports.columns(
            Check.gave(algorithm.metrics(), algorithm.getClass().getName() + ".metrics", "a List"),
            env.metricNames());
    var metrics = new Metrics(columns.metrics()); // refuses names before there is a directory
    RunDirectory directory =
        spec.out() == null
            ? null
            : resources.add(
                start.directory(
                    spec.out(), columns, new ModelInfo(config, settings, 0, Provenance.current())));
    RunSaver saver =
        directory == null ? null : new RunSaver(directory, model, algorithm, source, window);
    return new RunParts(
        config,
        settings,
        model,
        algorithm,
        source,
        stages,
        rollout,
        snapshot,
        window,
        evaluations,
        metrics,
        directory,
        saver,
        progress);
  }

  private static Algorithm algorithm(AlgorithmConfig config, Learner learner, long seed) {
    String type = config.getClass().getName();
    Algorithm created = Check.gave(config.create(learner, seed), type + ".create", "an Algorithm");
    if (created.learner() != learner) { // whose parameters act and are saved
      throw new IllegalArgumentException(
          "%s.learner() gave another learner than %s.create got; it must give that one."
              .formatted(created.getClass().getName(), type));
    }
    return created;
  }

  /// Makes sources of rollouts.
  ///
  /// @param factory of the user; null for the environments of this process
  private record Sources(
      @Nullable RolloutSourceFactory factory,
      ActorCritic policy,
      AlgorithmConfig config,
      RunSettings settings,
      Workers workers) {
    RolloutSource local(VectorEnv env) {
      return new LocalRollouts(policy, config, env, settings.seed(), workers);
    }

    /// By the user's factory.
    RolloutSource made(VectorEnvFactory envs, String id) {
      RolloutSourceFactory factory = Objects.requireNonNull(this.factory);
      var request =
          new RolloutSourceFactory.Request(
              policy,
              config,
              envs,
              id,
              settings.wrappers(),
              settings.envs(),
              settings.seed(),
              workers);
      return Check.gave(
          factory.create(request), factory.getClass().getName() + ".create", "a RolloutSource");
    }

    /// On the environments of a stage of the curriculum.
    StagedRollouts.Opened ofStage(VectorEnvFactory envs, String id) {
      if (factory != null) {
        return new StagedRollouts.Opened(made(envs, id), null);
      }
      VectorEnv env = envs.create(settings.envs(), EpisodeStreams.training(settings.seed(), 0));
      return new StagedRollouts.Opened(local(env), env);
    }
  }
}

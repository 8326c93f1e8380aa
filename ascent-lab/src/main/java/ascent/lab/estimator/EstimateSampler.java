package ascent.lab.estimator;

import ascent.algo.Algorithm;
import ascent.algo.AlgorithmConfig;
import ascent.algo.Learner;
import ascent.collect.LocalRollouts;
import ascent.collect.Normalizer;
import ascent.collect.Snapshot;
import ascent.env.EpisodeStreams;
import ascent.env.VectorEnv;
import ascent.lab.exact.ExactPolicy;
import ascent.parallel.Workers;
import ascent.rollout.Rollout;
import java.util.List;

/// Draws independent gradient estimates of one estimator: it collects a rollout with the problem's
/// policy, lets the algorithm learn from it, notes the gradient, and takes everything back.
final class EstimateSampler implements AutoCloseable {
  /// Steps between two rollouts of an estimator whose rollouts cut episodes, in mean lengths of an
  /// episode: after these many, less than a seventh of the episodes are still the same.
  private static final int APART = 2;

  private final TabularProblem problem;
  private final Estimator estimator;
  private final TabularNetwork network;
  private final float[] first; // θ, [|θ|]
  private final RecordedSteps recorded;
  private final Workers workers = Workers.of(1);
  private final Learner learner;
  private final AlgorithmConfig config;
  private final VectorEnv env;
  private final LocalRollouts source;
  private final Rollout rollout;
  private final Snapshot snapshot;
  private final long[] counters;
  private final List<float[]> vectors;
  private final long seed;
  private long updates;

  /// An estimate of the gradient by the logits, and the truth at the same parameters.
  ///
  /// @param estimate `[O × A]`
  /// @param truth ∇J, `[O × A]`
  record Sample(double[] estimate, double[] truth) {}

  /// @param seed of episodes, actions and minibatches
  EstimateSampler(TabularProblem problem, Estimator estimator, long seed) {
    this.problem = problem;
    this.estimator = estimator;
    this.seed = seed;
    config = estimator.config();
    network = new TabularNetwork(problem.task(), config);
    first = network.parameters(problem.logits(), critic());
    recorded = new RecordedSteps(config.optimizer(), network.policy().policySpan().to());
    float[] theta = first.clone();
    learner = new Learner(network.policy(), theta, recorded, config.groups(), workers);
    counters = learner.counters();
    vectors = learner.vectors().stream().map(float[]::clone).toList();
    env = VectorEnv.of(problem.task().env(), estimator.envs(), EpisodeStreams.training(seed, 0));
    source = new LocalRollouts(network.policy(), config, env, seed, workers);
    rollout =
        new Rollout(config.rolloutSteps(), estimator.envs(), 1, 1)
            .endAfter(config.rolloutEpisodes());
    snapshot = new Snapshot(theta, Normalizer.none(env.observationSpace()), 0);
    if (cutsEpisodes()) {
      for (int i = 0; i < APART; i++) {
        skip();
      }
    }
  }

  private double[] critic() {
    return switch (estimator.critic()) {
      case GIVEN -> problem.critic();
      case EXACT -> problem.observed(problem.exact().values());
      case OPTIMAL -> problem.observed(problem.exact().optimalBaseline());
    };
  }

  private boolean cutsEpisodes() {
    return config.rolloutEpisodes() == Integer.MAX_VALUE;
  }

  /// Lets the running episodes pass.
  private void skip() {
    int rollouts = (int) Math.ceil(APART * problem.meanLength() / config.rolloutSteps());
    for (int i = 0; i < rollouts; i++) {
      collect();
    }
  }

  private void collect() {
    source.fill(snapshot, rollout);
    snapshot.nextIteration();
    requireWholeEpisodes();
  }

  private void requireWholeEpisodes() {
    for (int i = 0; i < rollout.envs() && !cutsEpisodes(); i++) {
      if (!rollout.terminated[(rollout.length(i) - 1) * rollout.envs() + i]) {
        throw new IllegalStateException(
            "A rollout of %d steps was too short for the %d episodes of %s."
                .formatted(rollout.capacity(), rollout.episodeLimit(), estimator.name()));
      }
    }
  }

  /// The next estimate.
  Sample next() {
    if (cutsEpisodes()) {
      skip();
    }
    Algorithm algorithm = config.create(learner, seed + updates);
    for (int i = 0; i < estimator.reading().updates(); i++) {
      update(algorithm);
    }
    update(algorithm);
    return estimator.reading().step() == Estimator.Reading.UPDATE
        ? change()
        : sample(recorded.steps().get(estimator.reading().step()));
  }

  private void update(Algorithm algorithm) {
    learner.restore(first, counters, vectors);
    recorded.clear();
    collect();
    algorithm.update(rollout, updates, 0, Algorithm.Report.NONE);
    updates++;
  }

  /// How the update changed θ.
  private Sample change() {
    double[] change = new double[first.length];
    for (int i = 0; i < change.length; i++) {
      change[i] = (double) learner.parameters()[i] - first[i];
    }
    learner.restore(first, counters, vectors);
    return new Sample(network.table(change), problem.exact().gradient());
  }

  /// The loss's gradient is −∇J's estimate.
  private Sample sample(RecordedSteps.Step step) {
    learner.restore(first, counters, vectors);
    double[] estimate = network.table(step.gradient());
    double scale = estimator.reading().perStep() ? problem.meanLength() : 1;
    for (int i = 0; i < estimate.length; i++) {
      estimate[i] *= -scale;
    }
    double[] truth =
        estimator.reading().step() == 0
            ? problem.exact().gradient()
            : new ExactPolicy(problem.task(), network.logits(step.theta())).gradient();
    return new Sample(estimate, truth);
  }

  @Override
  public void close() {
    env.close();
    workers.close();
  }
}

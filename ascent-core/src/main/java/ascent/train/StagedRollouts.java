package ascent.train;

import ascent.agent.RunSettings;
import ascent.collect.Carry;
import ascent.collect.Collected;
import ascent.collect.RolloutSource;
import ascent.collect.Snapshot;
import ascent.env.EpisodeStreams;
import ascent.env.VectorEnv;
import ascent.env.VectorEnvFactory;
import ascent.env.registry.Curriculum;
import ascent.env.registry.EnvSpec;
import ascent.rollout.Rollout;
import ascent.space.Space;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The rollouts of a run with a [Curriculum]. When its parameters change, the environments are
/// replaced between two iterations, and each begins its next episode in the new one.
final class StagedRollouts implements RolloutSource {

  /// Collects rollouts, and perhaps owns environments.
  ///
  /// @param envs closed after the source; null if the source owns its environments
  record Opened(RolloutSource source, @Nullable VectorEnv envs) {}

  /// Opens a source on the environments of a stage, which has this name.
  @FunctionalInterface
  interface Opener {
    Opened open(VectorEnvFactory envs, String id);
  }

  private final EnvSpec env;
  private final RunSettings settings;
  private final Opener opener;
  private final Curriculum curriculum;
  private Map<String, String> stage;
  private Opened now;
  private boolean closed;

  /// @param env has the parameters of the curriculum
  /// @param settings of the run
  /// @param steps at which the run begins or is resumed
  /// @throws IllegalArgumentException if the environments of two stages have different spaces
  StagedRollouts(EnvSpec env, RunSettings settings, long steps, Opener opener) {
    this.env = env;
    this.settings = settings;
    this.opener = opener;
    curriculum = settings.curriculum();
    curriculum.steps().forEach(this::requireSpaces);
    stage = curriculum.at(steps);
    now = opener.open(envs(stage), envId());
  }

  /// Makes environments with these parameters.
  private VectorEnvFactory envs(Map<String, String> parameters) {
    return VectorEnvFactory.of(settings.wrappers().around(env.with(parameters).factory()));
  }

  private EpisodeStreams streams() {
    return EpisodeStreams.training(settings.seed(), 0);
  }

  private void requireSpaces(long step) {
    try (VectorEnv first = envs(curriculum.at(step)).create(1, streams());
        VectorEnv last = envs(curriculum.at(Long.MAX_VALUE)).create(1, streams())) {
      require("observation", first.observationSpace(), last.observationSpace(), step);
      require("action", first.actionSpace(), last.actionSpace(), step);
    }
  }

  private void require(String kind, Space space, Space expected, long step) {
    if (!space.equals(expected)) {
      throw new IllegalArgumentException(
          "From step %d of the curriculum on, the %s space of %s is %s; it must be that of its last stage, %s."
              .formatted(step, kind, env.with(curriculum.at(step)), space, expected));
    }
  }

  /// The environment of the present stage.
  String envId() {
    return env.with(stage).id();
  }

  /// Replaces the environments if their parameters change at this step or have changed since the
  /// last call.
  ///
  /// @param steps of the run, after an iteration
  void advance(long steps) {
    Map<String, String> next = curriculum.at(steps);
    if (next.equals(stage)) {
      return;
    }
    Carry carry = now.source.carry();
    close();
    stage = next;
    now = opener.open(envs(stage), envId());
    closed = false;
    now.source.restore(withNextEpisodes(carry));
  }

  /// Every environment at the start of its next episode.
  private Carry withNextEpisodes(Carry carry) {
    int n = carry.envs();
    int[] episodes = Arrays.stream(carry.episodes()).map(episode -> episode + 1).toArray();
    float[] observations;
    try (VectorEnv next = envs(stage).create(n, streams())) {
      for (int i = 0; i < n; i++) {
        next.reset(i, episodes[i]);
      }
      observations = next.observations().clone();
    }
    return new Carry(
        episodes,
        new int[n],
        new double[n],
        new float[0],
        observations,
        new double[carry.discounted().length],
        carry.state());
  }

  @Override
  public Collected fill(Snapshot snapshot, Rollout rollout) {
    return now.source.fill(snapshot, rollout);
  }

  @Override
  public Carry carry() {
    return now.source.carry();
  }

  @Override
  public void restore(Carry carry) {
    now.source.restore(carry);
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    VectorEnv envs = now.envs;
    try {
      now.source.close();
    } finally {
      if (envs != null) {
        envs.close();
      }
    }
  }
}

package ascent.algo;

import ascent.parallel.Workers;
import ascent.policy.ActorCritic;
import ascent.policy.PolicyPass;
import ascent.reference.ReferencePolicy;
import ascent.rng.Rng;
import ascent.rollout.Rollout;
import ascent.space.Space;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// An algorithm with a small network and a rollout of episodes to learn from, all from fixed seeds.
/// Episodes are written as a string per environment, a letter per step: `.` goes on, `T` ends in a
/// terminal state, `C` is cut off (truncated). What does not end goes on in the next rollout.
final class EpisodicSubject implements AutoCloseable {
  static final int OBS = 3;
  static final Space DISCRETE = Space.discrete(3);
  static final Space BOX = Space.box(-1, 1, 2);

  final ActorCritic policy;
  final float[] theta;
  final Learner learner;
  final Algorithm algorithm;
  final Rollout rollout;
  final Map<String, Double> logged = new LinkedHashMap<>();
  private final List<float[]> finals = new ArrayList<>(); // by row, where there is one
  private final Workers workers = Workers.of(1);

  EpisodicSubject(AlgorithmConfig config, Space actions, String... episodes) {
    Space observations = Space.box(-1, 1, OBS);
    policy =
        new ActorCritic(
            observations, actions, config.network(), config.distribution(), config.learnsValue());
    Rng rng = Rng.stream(37, "subject");
    theta = policy.initialise(rng);
    for (int i = 0; i < theta.length; i++) {
      theta[i] += 0.3f * rng.normal();
    }
    learner = new Learner(policy, theta, config.optimizer(), config.groups(), workers);
    algorithm = config.create(learner, 1);
    rollout = rollout(episodes);
  }

  private Rollout rollout(String... episodes) {
    int n = episodes.length;
    int capacity = Arrays.stream(episodes).mapToInt(String::length).max().orElseThrow();
    Rollout r = new Rollout(capacity, n, OBS, policy.actionSpace().size());
    Rng rng = Rng.stream(37, "rollout");
    fill(r.obs, rng);
    fill(r.lastObs, rng);
    fill(r.reward, rng);
    PolicyPass pass = new PolicyPass(policy);
    Rng[] rngs = new Rng[n];
    Arrays.setAll(rngs, i -> Rng.stream(37, "action", i));
    int[] lengths = new int[n];
    for (int t = 0; t < capacity; t++) {
      pass.sample(theta, r, t, 0, n, rngs, policy.newState(n));
      for (int i = 0; i < n; i++) {
        finals.add(new float[0]);
        if (t < episodes[i].length()) {
          lengths[i] = t + 1;
          end(r, t * n + i, episodes[i].charAt(t), rng);
        }
      }
    }
    r.setLengths(lengths);
    return r;
  }

  private void end(Rollout r, int row, char how, Rng rng) {
    r.terminated[row] = how == 'T';
    r.truncated[row] = how == 'C';
    if (how == 'C') {
      float[] obs = new float[OBS];
      fill(obs, rng);
      r.addFinal(row, obs, 0);
      finals.set(row, obs);
    }
  }

  private static void fill(float[] a, Rng rng) {
    for (int i = 0; i < a.length; i++) {
      a[i] = rng.normal();
    }
  }

  EpisodicSubject update() {
    algorithm.update(rollout, 0, 0, logged::put);
    return this;
  }

  float[] gradient() {
    return learner.gradient().clone();
  }

  /// The samples, environment after environment: the rows of each episode.
  List<List<Integer>> episodes() {
    List<List<Integer>> episodes = new ArrayList<>();
    for (int i = 0; i < rollout.envs(); i++) {
      List<Integer> episode = new ArrayList<>();
      for (int t = 0; t < rollout.length(i); t++) {
        int row = t * rollout.envs() + i;
        episode.add(row);
        if (rollout.terminated[row] || rollout.truncated[row] || t == rollout.length(i) - 1) {
          episodes.add(episode);
          episode = new ArrayList<>();
        }
      }
    }
    return episodes;
  }

  /// V of what followed an episode's last row: 0 after a terminal state.
  double valueAfter(int row, double[] theta) {
    if (rollout.terminated[row] || !policy.learnsValue()) {
      return 0;
    }
    int i = row % rollout.envs();
    float[] obs =
        rollout.truncated[row]
            ? finals.get(row)
            : Arrays.copyOfRange(rollout.lastObs, i * OBS, (i + 1) * OBS);
    return new ReferencePolicy(policy).value(theta, obs);
  }

  float[] obs(int row) {
    return Arrays.copyOfRange(rollout.obs, row * OBS, (row + 1) * OBS);
  }

  float[] action(int row) {
    int size = rollout.actionSize();
    return Arrays.copyOfRange(rollout.actions, row * size, (row + 1) * size);
  }

  @Override
  public void close() {
    workers.close();
  }
}

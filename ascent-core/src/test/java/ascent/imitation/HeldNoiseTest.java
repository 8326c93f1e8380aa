package ascent.imitation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ascent.agent.Agent;
import ascent.agent.AgentSession;
import ascent.agent.ModelInfo;
import ascent.agent.Provenance;
import ascent.agent.RunSettings;
import ascent.algo.PPOConfig;
import ascent.collect.Actions;
import ascent.collect.LocalRollouts;
import ascent.collect.Normalizer;
import ascent.collect.Snapshot;
import ascent.distribution.DistributionConfig;
import ascent.env.Action;
import ascent.env.Env;
import ascent.env.EpisodeStreams;
import ascent.env.Step;
import ascent.env.VectorEnv;
import ascent.parallel.Workers;
import ascent.policy.ActorCritic;
import ascent.policy.NetworkConfig;
import ascent.rng.Rng;
import ascent.rollout.Rollout;
import ascent.space.Space;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a policy holds from step to step it holds wherever it acts: in training, in evaluation, in
/// a session and in a recording. In one constant state only the sampling moves the actions, so
/// their autocorrelation shows how long the noise is held.
class HeldNoiseTest {
  private static final int STEPS = 6; // of an episode, and of a rollout
  private static final int EPISODES = 1_500;
  private static final long SEED = 51;

  /// @param held steps that noise is held for; 1 draws each action independently
  record Case(Space actions, DistributionConfig family, int held) {
    Agent agent() {
      NetworkConfig network = NetworkConfig.DEFAULT.withPolicyLayers(List.of(8));
      ActorCritic policy = new ActorCritic(Still.OBSERVATIONS, actions, network, family);
      float[] theta = policy.initialise(Rng.stream(SEED, "init"));
      var info = new ModelInfo(PPOConfig.DEFAULT, RunSettings.DEFAULT, 0, Provenance.current());
      return new Agent(policy, Normalizer.none(Still.OBSERVATIONS), theta, info);
    }
  }

  static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (Space space :
        List.of(Space.discrete(3), Space.multiDiscrete(3, 2), Space.multiBinary(2))) {
      cases.add(new Case(space, DistributionConfig.DEFAULT, 1));
    }
    Space box = Space.box(-1, 1, 2);
    for (DistributionConfig family : DistributionConfig.all()) {
      if (!(family instanceof DistributionConfig.Gsde)) {
        cases.add(new Case(box, family, 1));
      }
    }
    for (int held : new int[] {1, 3}) {
      cases.add(new Case(box, DistributionConfig.Gsde.DEFAULT.withSdeSampleFreq(held), held));
    }
    cases.add(new Case(box, DistributionConfig.Gsde.DEFAULT, STEPS)); // −1: drawn once
    return cases;
  }

  /// Always in the same state; notes the first number of each action.
  private static final class Still implements Env {
    static final Space OBSERVATIONS = Space.box(-1, 1, 2);
    private final Space actions;
    private final List<Float> noted = new ArrayList<>();
    private int steps;

    Still(Space actions) {
      this.actions = actions;
    }

    @Override
    public Space observationSpace() {
      return OBSERVATIONS;
    }

    @Override
    public Space actionSpace() {
      return actions;
    }

    @Override
    public void reset(Rng rng, float[] obs) {
      steps = 0;
      obs[0] = 0.5f;
      obs[1] = -0.25f;
    }

    @Override
    public Step step(Action action, float[] obs) {
      noted.add(Actions.flat(actions, action)[0]);
      steps++;
      return steps == STEPS ? Step.truncated(0) : Step.of(0);
    }
  }

  /// The actions noted in whole episodes, `[episodes][STEPS]`.
  private static List<float[]> episodes(List<Still> envs) {
    List<float[]> episodes = new ArrayList<>();
    for (Still env : envs) {
      for (int from = 0; from + STEPS <= env.noted.size(); from += STEPS) {
        float[] episode = new float[STEPS];
        for (int t = 0; t < STEPS; t++) {
          episode[t] = env.noted.get(from + t);
        }
        episodes.add(episode);
      }
    }
    return episodes;
  }

  private static List<float[]> trained(Case c, Agent agent) {
    List<Still> envs = new ArrayList<>();
    int n = 300;
    VectorEnv env = VectorEnv.of(noting(c, envs), n, EpisodeStreams.training(SEED, 0));
    Rollout rollout = new Rollout(STEPS, n, 2, c.actions.size());
    try (Workers workers = Workers.of(1);
        var source = new LocalRollouts(agent.policy(), PPOConfig.DEFAULT, env, SEED, workers)) {
      for (int k = 0; k < EPISODES / n; k++) {
        source.fill(new Snapshot(agent.parameters(), agent.normalizer(), k), rollout);
      }
    }
    return episodes(envs);
  }

  private static Supplier<Env> noting(Case c, List<Still> envs) {
    return () -> {
      Still env = new Still(c.actions);
      envs.add(env);
      return env;
    };
  }

  private static List<float[]> evaluated(Case c, Agent agent) {
    List<Still> envs = new ArrayList<>();
    agent.evaluate(noting(c, envs), EPISODES, SEED, false, 100);
    return episodes(envs);
  }

  private static List<float[]> recorded(Case c, Agent agent) {
    List<Still> envs = new ArrayList<>();
    Demonstrations.record(agent, noting(c, envs), EPISODES, SEED, false, 100);
    return episodes(envs);
  }

  private static List<float[]> inSession(Case c, Agent agent) {
    Still env = new Still(c.actions);
    AgentSession session = agent.session();
    float[] obs = new float[2];
    for (int k = 0; k < EPISODES; k++) {
      Rng rng = Rng.stream(SEED, "session", k);
      env.reset(rng, obs);
      session.reset();
      while (!env.step(session.sample(obs, rng), obs).last()) {}
    }
    return episodes(List.of(env));
  }

  /// The correlation of actions that are `lag` steps apart in one episode.
  private static double autocorrelation(List<float[]> episodes, int lag) {
    double sum = 0;
    double squares = 0;
    for (float[] episode : episodes) {
      for (float a : episode) {
        sum += a;
        squares += (double) a * a;
      }
    }
    double mean = sum / (episodes.size() * STEPS);
    double variance = squares / (episodes.size() * STEPS) - mean * mean;
    double products = 0;
    for (float[] episode : episodes) {
      for (int t = 0; t + lag < STEPS; t++) {
        products += (episode[t] - mean) * (episode[t + lag] - mean);
      }
    }
    return products / (episodes.size() * (STEPS - lag)) / variance;
  }

  /// The share of pairs that are `lag` steps apart and have the same noise, in an episode whose
  /// noise is drawn at its first step and every `held` steps: 1 if it is held throughout, 0 if it
  /// never is.
  private static double share(int held, int lag) {
    int same = 0;
    for (int t = 0; t + lag < STEPS; t++) {
      same += t / held == (t + lag) / held ? 1 : 0;
    }
    return (double) same / (STEPS - lag);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void noise_is_held_as_long_wherever_the_policy_acts(Case c) {
    Agent agent = c.agent();
    List<List<float[]>> all =
        List.of(trained(c, agent), evaluated(c, agent), recorded(c, agent), inSession(c, agent));
    for (int lag = 1; lag < STEPS; lag++) {
      for (List<float[]> episodes : all) {
        assertThat(episodes).hasSizeGreaterThanOrEqualTo(EPISODES);
        // At least 1,500 independent pairs: a deviation of 0.026 at most.
        assertThat(autocorrelation(episodes, lag))
            .as("lag %d of kind %d", lag, all.indexOf(episodes))
            .isEqualTo(share(c.held, lag), within(0.1));
      }
    }
  }

  /// Both draw episode k from the stream ("eval-action", k): the same noise, held as long.
  @ParameterizedTest
  @MethodSource("cases")
  void a_recording_is_of_the_episodes_that_evaluation_plays(Case c) {
    Agent agent = c.agent();
    List<Still> envs = new ArrayList<>();
    agent.evaluate(noting(c, envs), 3, SEED, false, 100); // three side by side
    List<float[]> evaluated = episodes(envs).subList(0, 3);

    assertThat(recorded(c, agent).subList(0, 3)).usingRecursiveComparison().isEqualTo(evaluated);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void without_a_session_each_sample_is_drawn_anew(Case c) {
    Agent agent = c.agent();
    Still env = new Still(c.actions);
    float[] obs = new float[2];
    for (int k = 0; k < EPISODES; k++) {
      Rng rng = Rng.stream(SEED, "session", k);
      env.reset(rng, obs);
      while (!env.step(agent.sample(obs, rng), obs).last()) {}
    }
    assertThat(autocorrelation(episodes(List.of(env)), 1)).isEqualTo(0, within(0.1));
  }
}

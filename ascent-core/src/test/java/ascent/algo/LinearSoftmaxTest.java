package ascent.algo;

import static ascent.algo.EpisodicSubject.BOX;
import static ascent.algo.EpisodicSubject.DISCRETE;
import static ascent.algo.EpisodicSubject.OBS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ascent.algo.LinearSoftmaxConfig.Standardize;
import ascent.parallel.Workers;
import ascent.policy.ActorCritic;
import ascent.rng.Rng;
import ascent.space.Space;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LinearSoftmaxTest {
  private static final int ACTIONS = 3;
  private static final LinearSoftmaxConfig CONFIG =
      LinearSoftmaxConfig.DEFAULT.withGamma(0.9f).withLearningRate(0.1f).withTemperature(2);

  /// The tutorial's loop, by the letter and in double: θ += α G (φ(s, a) − Σ π(b) φ(s, b)) / τ.
  private static double[] reference(EpisodicSubject s, LinearSoftmaxConfig config) {
    double[] theta = new double[ACTIONS * OBS];
    Arrays.setAll(theta, i -> s.theta[i]);
    for (List<Integer> episode : s.episodes()) {
      double[] returns = returns(s, config, episode);
      for (int t = 0; t < returns.length; t++) {
        float[] obs = s.obs(episode.get(t));
        int action = (int) s.action(episode.get(t))[0];
        double[] p = new double[ACTIONS];
        for (int a = 0; a < ACTIONS; a++) {
          double dot = 0;
          for (int j = 0; j < OBS; j++) {
            dot += theta[a * OBS + j] * obs[j];
          }
          p[a] = Math.exp(dot / config.temperature());
        }
        double sum = Arrays.stream(p).sum();
        for (int a = 0; a < ACTIONS; a++) {
          double score = ((a == action ? 1 : 0) - p[a] / sum) / config.temperature();
          for (int j = 0; j < OBS; j++) {
            theta[a * OBS + j] += config.learningRate().at(0) * returns[t] * score * obs[j];
          }
        }
      }
    }
    return theta;
  }

  private static double[] returns(
      EpisodicSubject s, LinearSoftmaxConfig config, List<Integer> episode) {
    double[] returns = episode.stream().mapToDouble(row -> s.rollout.reward[row]).toArray();
    if (config.standardize() == Standardize.REWARDS) {
      standardize(returns);
    }
    for (int t = returns.length - 2; t >= 0; t--) {
      returns[t] += config.gamma() * returns[t + 1];
    }
    if (config.standardize() == Standardize.RETURNS) {
      standardize(returns);
    }
    return returns;
  }

  private static void standardize(double[] a) {
    if (a.length > 1) {
      double mean = Arrays.stream(a).average().orElseThrow();
      double squares = Arrays.stream(a).map(x -> (x - mean) * (x - mean)).sum();
      double std = Math.sqrt(squares / (a.length - 1));
      Arrays.setAll(a, i -> (a[i] - mean) / (std + 1e-8));
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_step_is_taken_for_each_time_step_in_order(Standardize standardize) {
    LinearSoftmaxConfig config = CONFIG.withStandardize(standardize);
    try (EpisodicSubject s =
        new EpisodicSubject(config, DISCRETE, "....T..C", ".....T", "T", "...")) {
      Arrays.fill(s.theta, ACTIONS * OBS, s.theta.length, 0); // the subject's noise
      double[] expected = reference(s, config);

      s.update();

      for (int i = 0; i < expected.length; i++) {
        assertThat((double) s.theta[i]).isEqualTo(expected[i], within(1e-5));
      }
      assertThat(s.learner.counters()).startsWith(18, 1); // 8 + 6 + 1 + 3 steps, one update
    }
  }

  @Test
  void there_is_no_bias() {
    try (EpisodicSubject s = new EpisodicSubject(CONFIG, DISCRETE, "....T")) {
      float[] fresh = s.policy.initialise(Rng.stream(1, "init"));
      for (int i = 0; i < ACTIONS * OBS; i++) {
        assertThat(fresh[i]).isBetween(0f, Math.nextDown(1f));
      }
      assertThat(Arrays.copyOfRange(fresh, ACTIONS * OBS, fresh.length)).containsOnly(0f);
      System.arraycopy(fresh, 0, s.theta, 0, fresh.length);
      s.update();
      assertThat(s.theta).doesNotContain(Float.NaN).isNotEqualTo(fresh);
      assertThat(Arrays.copyOfRange(s.theta, ACTIONS * OBS, fresh.length)).containsOnly(0f);
    }
  }

  /// What the tutorial does on CartPole, where every reward is 1: here 0 divided by 1e-8, there 0
  /// by 0.
  @Test
  void equal_rewards_that_are_standardised_teach_nothing() {
    LinearSoftmaxConfig config = CONFIG.withStandardize(Standardize.REWARDS);
    try (EpisodicSubject s = new EpisodicSubject(config, DISCRETE, "....T")) {
      Arrays.fill(s.rollout.reward, 1);
      float[] before = s.theta.clone();
      s.update();
      assertThat(s.theta).isEqualTo(before);
    }
  }

  @Test
  void actions_that_are_numbers_are_refused() {
    ActorCritic policy =
        new ActorCritic(
            Space.box(-1, 1, 3),
            BOX,
            CONFIG.withTemperature(1).network(),
            CONFIG.withTemperature(1).distribution(),
            false);
    try (Workers workers = Workers.of(1)) {
      Learner learner =
          new Learner(
              policy, new float[policy.parameters()], CONFIG.optimizer(), CONFIG.groups(), workers);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> CONFIG.create(learner, 1))
          .withMessage(
              "linear-softmax chooses among the actions of a Discrete space; the action space is "
                  + BOX
                  + ". Maybe use reinforce.");
    }
  }
}

package ascent.algo;

import static ascent.algo.EpisodicSubject.BOX;
import static ascent.algo.EpisodicSubject.DISCRETE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ascent.algo.ReinforceConfig.Baseline;
import ascent.algo.ReinforceConfig.Reduction;
import ascent.algo.ReinforceConfig.ReturnOf;
import ascent.algo.ReinforceConfig.Standardize;
import ascent.nn.OptimizerConfig;
import ascent.reference.Gradients;
import ascent.reference.ReferencePolicy;
import ascent.space.Space;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Holds the gradient of REINFORCE to central differences of what it descends, in double precision:
///
///     L = reduce over steps of  −A log π(a|s) − c H(π(·|s)) + c_v (V(s) − G)²
///
/// for every combination of its options, and to what it must be where an option is off.
class ReinforceGradientTest {
  /// Plain gradient descent that does not move.
  static final ReinforceConfig PLAIN =
      ReinforceConfig.DEFAULT
          .withGamma(0.9f)
          .withBaseline(Baseline.NONE)
          .withStandardizeAdvantages(Standardize.NONE)
          .withLearningRate(0)
          .withValueLearningRate(0)
          .withOptimizer(OptimizerConfig.DEFAULT.withOptimizer(OptimizerConfig.Kind.SGD))
          .withNetwork(
              ReinforceConfig.DEFAULT
                  .network()
                  .withPolicyLayers(List.of(4))
                  .withValueLayers(List.of(3)));

  /// Episodes that end, that are cut off, that go on, and one of a single step.
  private static final String[] EPISODES = {"....T...C...", ".......T", "T..."};

  private static List<ReinforceConfig> combinations(Baseline baseline) {
    List<ReinforceConfig> configs = new ArrayList<>();
    for (ReturnOf returns : ReturnOf.values()) {
      for (Standardize ofReturns : Standardize.values()) {
        for (Standardize ofAdvantages : Standardize.values()) {
          for (Reduction reduction : Reduction.values()) {
            boolean bootstrap = ofReturns == Standardize.NONE && reduction == Reduction.MEAN;
            configs.add(
                PLAIN
                    .withReturns(returns)
                    .withBootstrap(bootstrap)
                    .withBaseline(baseline)
                    .withStandardizeReturns(ofReturns)
                    .withStandardizeAdvantages(ofAdvantages)
                    .withDiscountWeights(reduction == Reduction.SUM)
                    .withReduction(reduction)
                    .withEntCoef(0.03f)
                    .withVfCoef(0.7f));
          }
        }
      }
    }
    return configs;
  }

  @ParameterizedTest
  @EnumSource
  void the_gradient_is_that_of_central_differences(Baseline baseline) {
    for (ReinforceConfig config : combinations(baseline)) {
      assertGradient(config, DISCRETE);
    }
    assertGradient(combinations(baseline).getFirst(), BOX);
    ReinforceConfig shared =
        PLAIN.withBaseline(baseline).withNetwork(PLAIN.network().withSharedLayers(List.of(5)));
    assertGradient(shared, DISCRETE);
    assertGradient(shared, BOX);
  }

  private static void assertGradient(ReinforceConfig config, Space actions) {
    try (EpisodicSubject s = new EpisodicSubject(config, actions, EPISODES)) {
      s.update();

      double[] theta = Gradients.widen(s.theta);
      List<Sample> samples = samples(s, config, theta);
      double[] expected = Gradients.central(t -> loss(s, config, samples, t), theta);

      Gradients.assertClose(config.toString(), s.gradient(), expected, s.policy.layout());
    }
  }

  private record Sample(int row, double advantage, double target) {}

  /// Returns and advantages, by the letter.
  private static List<Sample> samples(EpisodicSubject s, ReinforceConfig config, double[] theta) {
    List<double[]> returns = new ArrayList<>();
    for (List<Integer> episode : s.episodes()) {
      returns.add(returns(s, config, theta, episode));
    }
    standardize(returns, config.standardizeReturns());
    List<double[]> advantages = new ArrayList<>();
    double mean = returns.stream().flatMapToDouble(Arrays::stream).average().orElseThrow();
    ReferencePolicy reference = new ReferencePolicy(s.policy);
    for (int k = 0; k < returns.size(); k++) {
      double[] advantage = returns.get(k).clone();
      for (int t = 0; t < advantage.length; t++) {
        advantage[t] -=
            switch (config.baseline()) {
              case NONE, MOVING_AVERAGE -> 0; // the average of nothing
              case MEAN_RETURN -> mean;
              case VALUE -> reference.value(theta, s.obs(s.episodes().get(k).get(t)));
            };
      }
      advantages.add(advantage);
    }
    standardize(advantages, config.standardizeAdvantages());
    List<Sample> samples = new ArrayList<>();
    for (int k = 0; k < returns.size(); k++) {
      for (int t = 0; t < returns.get(k).length; t++) {
        int row = s.episodes().get(k).get(t);
        double weight = config.discountWeights() ? Math.pow(config.gamma(), t) : 1;
        samples.add(new Sample(row, weight * advantages.get(k)[t], returns.get(k)[t]));
      }
    }
    return samples;
  }

  private static double[] returns(
      EpisodicSubject s, ReinforceConfig config, double[] theta, List<Integer> episode) {
    int length = episode.size();
    double after = config.bootstrap() ? s.valueAfter(episode.getLast(), theta) : 0;
    double[] returns = new double[length];
    for (int t = 0; t < length; t++) {
      int from = config.returns() == ReturnOf.EPISODE ? 0 : t;
      for (int k = from; k < length; k++) {
        returns[t] += Math.pow(config.gamma(), k - from) * s.rollout.reward[episode.get(k)];
      }
      returns[t] += Math.pow(config.gamma(), length - from) * after;
    }
    return returns;
  }

  private static void standardize(List<double[]> episodes, Standardize over) {
    switch (over) {
      case NONE -> {}
      case EPISODE -> episodes.forEach(e -> standardize(List.of(e)));
      case BATCH -> standardize(episodes);
    }
  }

  private static void standardize(List<double[]> together) {
    double[] all = together.stream().flatMapToDouble(Arrays::stream).toArray();
    if (all.length == 1) {
      return;
    }
    double mean = Arrays.stream(all).average().orElseThrow();
    double squares = Arrays.stream(all).map(x -> (x - mean) * (x - mean)).sum();
    double std = Math.sqrt(squares / (all.length - 1));
    together.forEach(e -> Arrays.setAll(e, i -> (e[i] - mean) / (std + 1e-8)));
  }

  private static double loss(
      EpisodicSubject s, ReinforceConfig config, List<Sample> samples, double[] theta) {
    ReferencePolicy reference = new ReferencePolicy(s.policy);
    double sum = 0;
    for (Sample sample : samples) {
      float[] obs = s.obs(sample.row);
      sum -= sample.advantage * reference.logProb(theta, obs, s.action(sample.row));
      sum -= config.entCoef().at(0) * reference.entropy(theta, obs);
      if (config.baseline() == Baseline.VALUE) {
        double error = reference.value(theta, obs) - sample.target;
        sum += config.vfCoef().at(0) * error * error;
      }
    }
    boolean mean = config.reduction() == Reduction.MEAN;
    return sum / (mean ? samples.size() : s.episodes().size());
  }

  private static float[] gradient(ReinforceConfig config, String... episodes) {
    try (EpisodicSubject s = new EpisodicSubject(config, DISCRETE, episodes)) {
      return s.update().gradient();
    }
  }

  /// The gradient of the sum over one episode is that of the mean times its length.
  @Test
  void a_sum_over_the_steps_of_an_episode_is_its_length_times_their_mean() {
    float[] mean = gradient(PLAIN.withEntCoef(0.1f), ".....T");
    float[] sum = gradient(PLAIN.withEntCoef(0.1f).withReduction(Reduction.SUM), ".....T");
    for (int i = 0; i < mean.length; i++) {
      assertThat(sum[i]).isEqualTo(6 * mean[i], within(1e-5f));
    }
  }

  /// Off is the identity: γᵗ = 1.
  @Test
  void discounted_weights_change_nothing_without_discount() {
    ReinforceConfig plain = PLAIN.withGamma(1);
    assertThat(gradient(plain.withDiscountWeights(true), EPISODES))
        .isEqualTo(gradient(plain, EPISODES));
  }

  /// L of k episodes is the mean of their L, so the gradient is, too.
  @Test
  void several_episodes_are_the_average_of_each_alone() {
    ReinforceConfig config = PLAIN.withReduction(Reduction.SUM).withEntCoef(0.1f);
    try (EpisodicSubject s = new EpisodicSubject(config, DISCRETE, "..T.....T", "...T")) {
      double[] theta = Gradients.widen(s.theta);
      List<Sample> samples = samples(s, config, theta);
      double[] average = new double[theta.length];
      for (List<Integer> episode : s.episodes()) {
        List<Sample> own = samples.stream().filter(x -> episode.contains(x.row)).toList();
        double[] alone =
            Gradients.central(t -> loss(s, config, own, t) * s.episodes().size(), theta);
        Arrays.setAll(average, i -> average[i] + alone[i] / s.episodes().size());
      }

      Gradients.assertClose("average", s.update().gradient(), average, s.policy.layout());
    }
  }

  /// γ = 0: an action is credited with its own reward. One step is as good as an episode.
  @Test
  void without_a_future_the_ends_of_episodes_do_not_matter() {
    ReinforceConfig config = PLAIN.withGamma(0);
    assertThat(gradient(config, ".....T")).isEqualTo(gradient(config, "TTTTTT"));
    assertThat(gradient(PLAIN, ".....T")).isNotEqualTo(gradient(PLAIN, "TTTTTT"));
  }

  @Test
  void credit_for_the_whole_episode_is_reward_to_go_where_episodes_have_one_step() {
    ReinforceConfig whole = PLAIN.withReturns(ReturnOf.EPISODE);
    assertThat(gradient(whole, "TTTT")).isEqualTo(gradient(PLAIN, "TTTT"));
    assertThat(gradient(whole, "...T")).isNotEqualTo(gradient(PLAIN, "...T"));
  }

  @Test
  void without_a_value_function_a_time_limit_is_an_end() {
    assertThat(gradient(PLAIN, "...C")).isEqualTo(gradient(PLAIN, "...T"));
    assertThat(gradient(PLAIN, "....")).isEqualTo(gradient(PLAIN, "...T"));
  }

  @Test
  void a_time_limit_counts_as_an_end_only_where_that_is_asked_for() {
    ReinforceConfig value = PLAIN.withBaseline(Baseline.VALUE);
    assertThat(gradient(value, "...C")).isNotEqualTo(gradient(value, "...T"));
    ReinforceConfig end = value.withBootstrap(false);
    assertThat(gradient(end, "...C")).isEqualTo(gradient(value, "...T"));
    assertThat(gradient(end, "....")).isEqualTo(gradient(value, "...T"));
  }

  /// V = 0 everywhere: G − V = G. The critic's own gradient comes beside it.
  @Test
  void a_value_function_that_is_zero_is_no_baseline() {
    ReinforceConfig value = PLAIN.withBaseline(Baseline.VALUE);
    float[] none = gradient(PLAIN, EPISODES);
    try (EpisodicSubject s = new EpisodicSubject(value, DISCRETE, EPISODES)) {
      int head = s.theta.length - 4; // 3 weights and a bias
      Arrays.fill(s.theta, head, s.theta.length, 0);
      // The policy's parameters are drawn before the critic's, but the noise is not: repeat it.
      try (EpisodicSubject other = new EpisodicSubject(PLAIN, DISCRETE, EPISODES)) {
        System.arraycopy(s.theta, 0, other.theta, 0, other.theta.length);
        System.arraycopy(s.rollout.actions, 0, other.rollout.actions, 0, s.rollout.actions.length);
        none = other.update().gradient();
      }
      float[] gradient = s.update().gradient();
      assertThat(Arrays.copyOf(gradient, none.length)).isEqualTo(none);
      assertThat(gradient[head + 3]).isNotZero();
    }
  }

  /// An episode of one step: its only return is left as it is, not divided by a deviation of 0.
  @Test
  void a_single_number_is_not_standardised() {
    ReinforceConfig config =
        PLAIN
            .withStandardizeReturns(Standardize.EPISODE)
            .withStandardizeAdvantages(Standardize.BATCH);
    float[] gradient = gradient(config, "T");
    assertThat(gradient).isEqualTo(gradient(PLAIN, "T"));
    assertThat(gradient[0]).isFinite();
  }

  @Test
  void equal_returns_standardise_to_nothing_rather_than_to_no_number() {
    ReinforceConfig config = PLAIN.withGamma(0).withStandardizeAdvantages(Standardize.BATCH);
    try (EpisodicSubject s = new EpisodicSubject(config, DISCRETE, "...T")) {
      Arrays.fill(s.rollout.reward, 1);
      assertThat(s.update().gradient()).containsOnly(0f);
    }
  }
}

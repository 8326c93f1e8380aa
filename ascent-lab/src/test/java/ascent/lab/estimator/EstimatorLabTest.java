package ascent.lab.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import ascent.algo.A2CConfig;
import ascent.lab.estimator.EstimatorSettings.Knob;
import ascent.lab.exact.ExactPolicy;
import ascent.lab.exact.TabularTasks;
import ascent.study.stats.Estimate;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The library's estimates of the policy gradient against the exact one.
class EstimatorLabTest {
  private static final EstimatorSettings SMALL =
      EstimatorSettings.DEFAULT.with(Knob.EPISODES, 8).withReplicates(96);

  private static EstimatorReport measure(EstimatorSettings settings, String name) {
    TabularProblem problem = settings.problem();
    EstimatorLab lab = new EstimatorLab(problem, settings.replicates(), settings.seed());
    return measure(lab, settings, name);
  }

  private static EstimatorReport measure(
      EstimatorLab lab, EstimatorSettings settings, String name) {
    return lab.measure(Estimators.named(List.of(name), settings, lab.problem()).getFirst(), 2);
  }

  private static boolean holds(Estimate interval, double value) {
    return interval.low() <= value && value <= interval.high();
  }

  /// 20 random MDPs of 24 components each. An interval of 99 % holds the truth in 99 % of the
  /// cases; of 480, fewer than 97 % would be more than four standard deviations away.
  @Test
  void reinforce_with_discounted_weights_is_unbiased_in_every_component() {
    double covered = 0;
    for (long seed = 1; seed <= 20; seed++) {
      covered += measure(SMALL.withReplicates(64).withSeed(seed), "reinforce").covered() / 20;
    }
    assertThat(covered).isBetween(0.97, 1.0);
  }

  /// Without γᵗ the mean estimate is Σ η(s) π A instead of Σ d(s) π A, which is known exactly.
  @Test
  void without_discounted_weights_the_bias_is_that_of_the_undiscounted_visits() {
    EstimatorSettings settings = SMALL.withReplicates(384);
    ExactPolicy exact = settings.problem().exact();
    double[] gradient = exact.gradient();
    double[] expected = exact.undiscountedGradient();
    double square = 0;
    for (int i = 0; i < gradient.length; i++) {
      square += (expected[i] - gradient[i]) * (expected[i] - gradient[i]);
    }

    EstimatorReport report = measure(settings, "reinforce-undiscounted");

    assertThat(report.bias().low()).isPositive();
    assertThat(holds(report.bias(), Math.sqrt(square))).as("%s", report.bias()).isTrue();
    assertThat(report.covered()).isLessThan(0.6);
  }

  /// Each reward in G₀ has its own γᵏ, so the return of the whole episode needs no γᵗ.
  @Test
  void returns_of_whole_episodes_are_unbiased_and_vary_more() {
    EstimatorReport whole = measure(SMALL, "reinforce-episode");
    EstimatorReport toGo = measure(SMALL, "reinforce");
    assertThat(whole.bias().low()).isZero();
    assertThat(whole.variance().low()).isGreaterThan(toGo.variance().high());
  }

  /// RLOO compares with others alone, so its expectation is ∇J. The mean of all K has the episode's
  /// own return in it, which takes 1/K of it away: with K = 4 a bias of ‖∇J‖ / 4.
  @Test
  void the_mean_of_the_others_is_unbiased_and_the_mean_of_all_shortens_the_gradient() {
    EstimatorSettings settings =
        SMALL.withTask("chain").with(Knob.EPISODES, 4).with(Knob.GAMMA, 1).withReplicates(2_000);
    EstimatorReport others = measure(settings, "rloo");
    EstimatorReport all = measure(settings, "dr-grpo").relative();
    assertThat(others.bias().low()).isZero();
    assertThat(others.covered()).isGreaterThanOrEqualTo(0.9);
    assertThat(all.bias().value()).isCloseTo(0.25, within(0.05));
    assertThat(others.relative().variance().value())
        .isCloseTo(all.variance().value() * 16 / 9, withinPercentage(1)); // (4/3)²
  }

  /// Every episode of the chain has as many steps, so that only the deviation is different.
  @Test
  void standardised_returns_of_a_group_point_as_its_means_do() {
    EstimatorSettings settings = SMALL.withTask("chain").withReplicates(256);
    EstimatorReport grpo = measure(settings, "grpo");
    EstimatorReport plain = measure(settings, "dr-grpo");
    assertThat(grpo.bias().value()).isNaN(); // its length means nothing
    assertThat(grpo.cosine().value()).isCloseTo(plain.cosine().value(), within(1e-3));
  }

  /// b(s) = 3, −5, 7, …: any function of the state. b(s,a) = 1 for action 0 adds Σ d(s) π(0|s) (1 −
  /// π(0|s)) to its own component, and the same test sees it.
  @Test
  void a_baseline_adds_nothing_unless_it_depends_on_the_action() {
    EstimatorLab lab = new EstimatorLab(SMALL.problem(), 256, 3);
    double[] ofState = new double[24];
    double[] ofAction = new double[24];
    Arrays.setAll(ofState, i -> (i / 3 % 2 == 0 ? 1 : -1) * (3.0 + 2 * (i / 3)));
    Arrays.setAll(ofAction, i -> i % 3 == 0 ? 1 : 0);

    EstimatorReport fair = BaselineTerm.measure(lab, ofState, 8, 2);
    EstimatorReport unfair = BaselineTerm.measure(lab, ofAction, 8, 2);

    assertThat(fair.bias().low()).isZero();
    assertThat(fair.covered()).isGreaterThanOrEqualTo(0.95);
    assertThat(unfair.bias().low()).isPositive();
    assertThat(unfair.covered()).isLessThan(0.5);
  }

  /// In a bandit the variance is known: one episode's is E‖∇log π‖²(Q − b)² − ‖∇J‖², where ‖∇log
  /// π(a|s)‖² = 1 − 2π(a|s) + Σπ². The estimates of the three baselines are of the same episodes.
  @Test
  void the_optimal_baseline_has_less_variance_than_the_value_and_the_mean() {
    TabularProblem problem = TabularProblem.random(TabularTasks.find("bandit", 1, 1, 1), 1.5, 0, 1);
    ExactPolicy exact = problem.exact();
    double[] mean = new double[8];
    Arrays.fill(mean, exact.objective());
    EstimatorLab lab = new EstimatorLab(problem, 512, 1);
    EstimatorLab withMean = new EstimatorLab(problem.withCritic(mean), 512, 1);

    Estimate optimal = measure(lab, SMALL, "reinforce-optimal").variance();
    Estimate value = measure(lab, SMALL, "reinforce-value").variance();
    Estimate constant = measure(withMean, SMALL, "reinforce-critic").variance();

    double best = variance(exact, exact.optimalBaseline()) / 8;
    double ofValue = variance(exact, exact.values()) / 8;
    assertThat(best).isLessThan(ofValue);
    assertThat(optimal.value()).isCloseTo(best, withinPercentage(25)); // a fourth moment is large
    assertThat(value.value()).isCloseTo(ofValue, withinPercentage(25));
    assertThat(constant.value()).isCloseTo(variance(exact, mean) / 8, withinPercentage(25));
    assertThat(optimal.value()).isLessThan(value.value()).isLessThan(constant.value());
  }

  /// Of one episode.
  private static double variance(ExactPolicy exact, double[] baseline) {
    double[] q = exact.actionValues();
    double sum = 0;
    for (int s = 0; s < 8; s++) {
      double squares = 0;
      for (int a = 0; a < 3; a++) {
        squares += exact.probability(s, a) * exact.probability(s, a);
      }
      for (int a = 0; a < 3; a++) {
        double p = exact.probability(s, a);
        double error = q[3 * s + a] - baseline[s];
        sum += p / 8 * (1 - 2 * p + squares) * error * error;
      }
    }
    double[] g = exact.gradient();
    return sum - GradientErrors.dot(g, g);
  }

  /// The same draws with rewards four times as large: every estimate is four times as long, but for
  /// the rounding of floats, so the variance is sixteen times as large.
  @Test
  void variance_grows_with_the_square_of_the_rewards() {
    EstimatorReport once = measure(SMALL, "reinforce");
    EstimatorReport scaled = measure(SMALL.with(Knob.REWARD_SCALE, 4), "reinforce");
    assertThat(scaled.variance().value() / once.variance().value()).isCloseTo(16, within(1e-4));
    assertThat(scaled.relative().variance().value())
        .isCloseTo(once.relative().variance().value(), within(1e-4));
  }

  /// With T steps there are T terms ∇log π, each multiplied by a return of T rewards of one sign: T
  /// · T² for whole episodes. Sixteen times as long is 16³ = 4,096 times the variance, within a
  /// factor of two.
  @Test
  void variance_grows_with_the_cube_of_the_length_of_episodes() {
    EstimatorSettings chain = SMALL.withTask("chain").with(Knob.GAMMA, 1);
    double few = measure(chain.with(Knob.HORIZON, 8), "reinforce-episode").variance().value();
    double many = measure(chain.with(Knob.HORIZON, 128), "reinforce-episode").variance().value();
    assertThat(many / few).isBetween(2_048.0, 8_192.0);
  }

  /// Four times the episodes, a quarter of the variance.
  @Test
  void variance_falls_with_the_number_of_episodes() {
    EstimatorSettings settings = SMALL.withReplicates(384);
    double few = measure(settings, "reinforce").variance().value();
    double many = measure(settings.with(Knob.EPISODES, 32), "reinforce").variance().value();
    assertThat(few / many).isBetween(3.2, 5.0);
  }

  /// At the first epoch π = π_old, so PPO's gradient is that of A2C with GAE(λ); its samples are
  /// added in a random order.
  @Test
  void the_first_epoch_of_ppo_is_the_gradient_of_gae() {
    EstimatorReport gae = measure(SMALL, "gae");
    EstimatorReport ppo = measure(SMALL, "ppo-epoch-1");
    assertThat(ppo.bias().value()).isCloseTo(gae.bias().value(), within(1e-5));
    assertThat(ppo.variance().value()).isCloseTo(gae.variance().value(), within(1e-5));
  }

  /// A wrong critic biases the TD error, and hardly the Monte Carlo return of λ = 1, which uses it
  /// where the rollout cuts an episode. γ = 1, so that no factor γᵗ is missing.
  @Test
  void the_critics_error_biases_one_step_estimates_more_than_long_ones() {
    EstimatorSettings settings =
        SMALL.with(Knob.GAMMA, 1).with(Knob.CRITIC_ERROR, 2).with(Knob.EPISODES, 32);
    double oneStep = measure(settings, "actor-critic").relative().bias().value();
    double lambda1 = measure(settings.with(Knob.LAMBDA, 1), "gae").relative().bias().value();
    double exact =
        measure(settings.with(Knob.CRITIC_ERROR, 0), "actor-critic").relative().bias().value();
    assertThat(oneStep).isGreaterThan(2 * lambda1).isGreaterThan(2 * exact);
  }

  /// Outside the clip range gradients are 0.
  @Test
  void the_clip_range_shortens_later_gradients() {
    double open = measure(SMALL.with(Knob.CLIP_RANGE, 1e9), "ppo-epoch-10").variance().value();
    double tight = measure(SMALL.with(Knob.CLIP_RANGE, 0.01), "ppo-epoch-10").variance().value();
    assertThat(tight).isLessThan(open);
  }

  @Test
  void every_estimator_is_measured_and_points_uphill_at_first() {
    TabularProblem problem = SMALL.problem();
    EstimatorLab lab = new EstimatorLab(problem, 32, 1);
    List<Estimator> all = Estimators.all(SMALL, problem);
    assertThat(all).extracting(Estimator::name).doesNotHaveDuplicates().hasSize(18);
    for (Estimator estimator : all) {
      EstimatorReport report = lab.measure(estimator, 2);
      assertThat(report.replicates()).isEqualTo(32);
      if (!estimator.name().equals("ppo-epoch-10")) {
        assertThat(report.cosine().low()).as(estimator.name()).isPositive();
      }
    }
  }

  @Test
  void reports_have_the_same_bits_on_any_number_of_threads() {
    TabularProblem problem = SMALL.problem();
    EstimatorLab lab = new EstimatorLab(problem, 16, 5);
    List<String> names = List.of("reinforce-average", "a2c", "ppo-epoch-10", "trpo");
    for (Estimator estimator : Estimators.named(names, SMALL, problem)) {
      assertThat(lab.measure(estimator, 3)).isEqualTo(lab.measure(estimator, 1));
    }
  }

  @Test
  void wrong_names_values_and_networks_are_refused() {
    TabularProblem problem = SMALL.problem();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Estimators.named(List.of("gea"), SMALL, problem))
        .withMessageStartingWith("There is no estimator gea. Did you mean gae? Known: reinforce, ");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SMALL.with(Knob.HORIZON, 2.5))
        .withMessage("horizon is 2.5; it must be a whole number.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SMALL.withReplicates(3))
        .withMessage("replicates is 3; it must be in [16, 1000000].");
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new Estimator(
                "deep",
                "",
                A2CConfig.DEFAULT,
                1,
                Estimator.Reading.PER_STEP,
                Estimator.Critic.GIVEN))
        .withMessage(
            "network is one with hidden layers; it must be one without, whose policy is a table.");
  }
}

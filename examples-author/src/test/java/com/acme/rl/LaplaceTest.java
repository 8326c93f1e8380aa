package com.acme.rl;

import static ascent.nn.NetworkPass.ROWS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ascent.agent.Agent;
import ascent.algo.PPOConfig;
import ascent.algo.TRPOConfig;
import ascent.config.Configs;
import ascent.distribution.ActionDistribution;
import ascent.distribution.DistributionConfig;
import ascent.distribution.DistributionInput;
import ascent.distribution.DistributionPass;
import ascent.envs.Pendulum;
import ascent.rng.Rng;
import ascent.space.Space;
import ascent.train.Trainer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LaplaceTest {
  private static final float H = 0x1p-8f;

  /// Two samples of a distribution over two numbers, at given means and log scales.
  private static final class Subject implements DistributionInput {
    final float[] theta; // [2], log b
    final float[] eta = new float[2 * ROWS];
    final float[] logProb = new float[2];
    final float[] entropy = new float[2];
    final DistributionPass pass;
    private final float[] actions;

    /// @param mean of the first sample, then of the second
    Subject(float[] mean, float[] logScale, float... actions) {
      theta = logScale;
      this.actions = actions;
      for (int i = 0; i < 4; i++) {
        eta[i % 2 * ROWS + i / 2] = mean[i];
      }
      pass = new Laplace(2, 0).pass(this);
      if (actions.length > 0) {
        pass.evaluate(logProb, entropy);
      }
    }

    /// Σᵢ wᵢ log π − c H.
    double objective(float[] w, float c) {
      return w[0] * (double) logProb[0]
          + w[1] * (double) logProb[1]
          - c * (entropy[0] + entropy[1]);
    }

    @Override
    public float[] theta() {
      return theta;
    }

    @Override
    public int ownOffset() {
      return 0;
    }

    @Override
    public float[] eta() {
      return eta;
    }

    @Override
    public float[] features() {
      return new float[0];
    }

    @Override
    public int featuresAt() {
      return 0;
    }

    @Override
    public float[] actions() {
      return actions;
    }

    @Override
    public boolean[] masks() {
      return new boolean[0];
    }

    @Override
    public int row() {
      return 0;
    }

    @Override
    public int count() {
      return 2;
    }
  }

  private static final float[] MEAN = {0.5f, -1, 2, 0.25f};
  private static final float[] LOG_SCALE = {-0.5f, 0.75f};
  private static final float[] ACTIONS = {1, 0, -0.5f, 0.5f};

  private static float[] moved(float[] from, int i, float by) {
    float[] to = from.clone();
    to[i] += by;
    return to;
  }

  /// b = (1, ½), z = (2, −1): log π = −3 − ln 2 − ln 1, H = 2 + ln 2.
  @Test
  void log_probability_and_entropy_are_those_of_the_formula() {
    float[] logScale = {0, (float) -Math.log(2)};
    var subject = new Subject(new float[4], logScale, 2, -0.5f, 0, 0);
    assertThat((double) subject.logProb[0]).isEqualTo(-3 - Math.log(2), within(1e-6));
    assertThat((double) subject.entropy[0]).isEqualTo(2 + Math.log(2), within(1e-6));
  }

  /// No action is within H of a mean, where log π has its kink.
  @Test
  void the_gradient_is_the_quotient_of_differences() {
    float[] w = {0.7f, -1.3f};
    float c = 0.1f;
    float[] dEta = new float[2 * ROWS];
    float[] grad = new float[2];
    new Subject(MEAN, LOG_SCALE, ACTIONS).pass.gradient(w, 0, c, 1, dEta, grad);
    for (int i = 0; i < 4; i++) {
      double up = new Subject(moved(MEAN, i, H), LOG_SCALE, ACTIONS).objective(w, c);
      double down = new Subject(moved(MEAN, i, -H), LOG_SCALE, ACTIONS).objective(w, c);
      assertThat((double) dEta[i % 2 * ROWS + i / 2])
          .as("mean %d", i)
          .isEqualTo((up - down) / (2 * H), within(1e-3));
    }
    for (int d = 0; d < 2; d++) {
      double up = new Subject(MEAN, moved(LOG_SCALE, d, H), ACTIONS).objective(w, c);
      double down = new Subject(MEAN, moved(LOG_SCALE, d, -H), ACTIONS).objective(w, c);
      assertThat((double) grad[d])
          .as("log scale %d", d)
          .isEqualTo((up - down) / (2 * H), within(1e-3));
    }
  }

  /// E[∂log π/∂ψ ∂log π/∂ψ] over samples: 1/b² of a mean, 1 of a log scale, times the tangent. The
  /// estimate's deviation is √8 · 2/√n = 0.02 at most, of (|z| − 1)².
  @Test
  void the_fisher_information_is_the_mean_square_of_the_score() {
    int draws = 100_000;
    Rng rng = Rng.stream(3, "laplace");
    float[] sampled = new float[4];
    double[] squares = new double[3];
    for (int k = 0; k < draws / 2; k++) {
      new Subject(MEAN, LOG_SCALE)
          .pass.sample(new Rng[] {rng, rng}, new float[0], 0, sampled, new float[2]);
      for (int r = 0; r < 2; r++) {
        double z = (sampled[2 * r] - MEAN[2 * r]) / Math.exp(LOG_SCALE[0]);
        squares[0] += Math.signum(z) * Math.signum(z) / Math.exp(2 * LOG_SCALE[0]) / draws;
        squares[1] += (Math.abs(z) - 1) * (Math.abs(z) - 1) / draws;
        squares[2] += Math.signum(z) / draws;
      }
    }
    float[] dEta = new float[2 * ROWS];
    float[] product = new float[2];
    float[] etaDot = new float[2 * ROWS];
    etaDot[0] = 1;
    new Subject(MEAN, LOG_SCALE, ACTIONS).pass.fisher(etaDot, new float[] {1, 0}, 1, dEta, product);
    assertThat((double) dEta[0]).isEqualTo(squares[0], within(1e-3));
    assertThat(product[0] / 2.0).isEqualTo(squares[1], within(0.06));
    assertThat(squares[2]).isEqualTo(0, within(0.02)); // both signs alike
    assertThat(dEta[1]).isZero();
    assertThat(product[1]).isZero();
  }

  /// From b = 1: to the same scale a distance 1 away it is 1/e; to b = 2 in place, ln 2 − ½.
  @Test
  void the_divergence_is_that_of_the_formula() {
    var p = new Subject(new float[4], new float[2], ACTIONS);
    var away = new Subject(new float[] {1, 0, 0, 0}, new float[2], ACTIONS);
    var wider = new Subject(new float[4], new float[] {(float) Math.log(2), 0}, ACTIONS);
    assertThat(p.pass.kl(away.pass)).isEqualTo(Math.exp(-1), within(1e-6));
    assertThat(p.pass.kl(wider.pass)).isEqualTo(2 * (Math.log(2) - 0.5), within(1e-6)); // two rows
    assertThat(p.pass.kl(p.pass)).isEqualTo(0, within(1e-6));
  }

  @Test
  void it_is_found_by_its_name_and_refuses_what_it_is_not_for() {
    assertThat(DistributionConfig.all()).contains(LaplaceConfig.DEFAULT);
    var config =
        Configs.with(PPOConfig.DEFAULT, Map.of("distribution", "laplace", "logScaleInit", "-1"));
    assertThat(config.distribution()).isEqualTo(new LaplaceConfig(-1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LaplaceConfig.DEFAULT.create(Space.discrete(2), 4))
        .withMessage("laplace is for actions of a Box, not of Discrete(2).");
  }

  private static Trainer trainer() {
    return Trainer.of(Pendulum::new)
        .with(PPOConfig.DEFAULT.withRolloutSteps(64).withDistribution(new LaplaceConfig(-0.5f)))
        .envs(8);
  }

  @Test
  void it_trains_says_what_it_is_and_does_not_depend_on_threads() {
    Agent agent = trainer().threads(1).train(2_048).agent();
    assertThat(trainer().threads(2).train(2_048).agent().parametersSha256())
        .isEqualTo(agent.parametersSha256());
    assertThat(agent.distribution(new float[] {1, 0, 0}))
        .isInstanceOfSatisfying(
            ActionDistribution.Other.class,
            other -> {
              assertThat(other.name()).isEqualTo("laplace");
              assertThat(other.parameters()).containsOnlyKeys("mean", "scale");
              assertThat(other.parameters().get("scale")).hasSize(1);
            });
  }

  /// TRPO asks for the Fisher information and the divergence: it accepts a step within its bound.
  @Test
  void a_trust_region_holds_with_it() {
    List<Double> kl = new ArrayList<>();
    trainer()
        .with(TRPOConfig.DEFAULT.withRolloutSteps(64).withDistribution(LaplaceConfig.DEFAULT))
        .onUpdate(m -> kl.add(m.get("train/kl_divergence_loss")))
        .train(2_048);
    assertThat(kl).hasSize(4).allSatisfy(v -> assertThat(v).isBetween(0.0, 0.01));
    assertThat(kl).anySatisfy(v -> assertThat(v).isGreaterThan(0.001));
  }
}

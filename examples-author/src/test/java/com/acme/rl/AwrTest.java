package com.acme.rl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ascent.agent.Agent;
import ascent.algo.Algorithm;
import ascent.algo.Algorithms;
import ascent.algo.Learner;
import ascent.algo.Schedule;
import ascent.config.Configs;
import ascent.envs.CartPole;
import ascent.nn.Span;
import ascent.parallel.Workers;
import ascent.policy.ActorCritic;
import ascent.policy.SampleWeights;
import ascent.rng.Rng;
import ascent.rollout.Batch;
import ascent.rollout.Minibatches;
import ascent.rollout.Rollout;
import ascent.space.Space;
import ascent.train.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AwrTest {
  private static final int ROWS = 12;
  private static final float H = 0x1p-8f;

  @TempDir Path folder;

  private static AwrConfig with(String key, String value) {
    return Configs.with(AwrConfig.DEFAULT, key, value);
  }

  /// A learner with a rollout of random observations, actions and rewards.
  private static final class Subject implements AutoCloseable {
    final Workers workers = Workers.of(1);
    final Rollout rollout = new Rollout(ROWS, 1, 3, 1);
    final Map<String, Double> logged = new LinkedHashMap<>();
    final Learner learner;

    Subject(AwrConfig config) {
      var policy =
          new ActorCritic(
              Space.box(-1, 1, 3), Space.discrete(2), config.network(), config.distribution());
      Rng rng = Rng.stream(5, "subject");
      float[] theta = policy.initialise(rng);
      learner = new Learner(policy, theta, config.optimizer(), workers);
      for (int row = 0; row < ROWS; row++) {
        for (int i = 0; i < 3; i++) {
          rollout.obs[3 * row + i] = rng.normal();
        }
        rollout.actions[row] = rng.nextInt(2);
        rollout.reward[row] = rng.normal();
      }
    }

    void update(AwrConfig config) {
      Algorithm awr = config.create(learner, 1);
      awr.update(rollout, 0, 0, logged::put);
      assertThat(logged.keySet()).containsExactlyElementsOf(awr.metrics());
    }

    @Override
    public void close() {
      workers.close();
    }
  }

  /// exp(A/∞) = 1: every action weighs the same, and the gradient is behaviour cloning's, w = −1.
  @Test
  void at_an_infinite_temperature_it_clones_its_own_actions() {
    AwrConfig config =
        Configs.with(
            AwrConfig.DEFAULT,
            Map.of("beta", "1e30", "epochs", "1", "vfCoef", "0", "learningRate", "0"));
    try (Subject s = new Subject(config)) {
      s.update(config);
      float[] gradient = s.learner.gradient().clone();

      Minibatches all = Minibatches.shuffled(ROWS, Rng.stream(1, "awr"));
      all.begin(s.rollout, 0);
      all.shuffle(); // sums depend on the order of the samples
      s.learner.differentiate(all.gather(0), new Cloning(), 0);

      assertThat(gradient).isEqualTo(s.learner.gradient()).isNotEqualTo(new float[gradient.length]);
      assertThat(s.logged.get("train/awr_weight")).isEqualTo(1);
    }
  }

  private static final class Cloning implements SampleWeights {
    @Override
    public void policyWeights(Batch b, int from, int to) {
      for (int i = from; i < to; i++) {
        b.w[i] = -1;
      }
    }

    @Override
    public void valueWeights(Batch b, int from, int to) {
      for (int i = from; i < to; i++) {
        b.u[i] = 0;
      }
    }
  }

  /// L = −mean(min(exp(A/β), ω) log π) + c_v mean (V − R)², with A and R as the update computed
  /// them.
  private static double loss(AwrConfig config, Learner learner, Batch batch) {
    learner.differentiate(batch, SampleWeights.NONE, 0); // computes log π and V
    double sum = 0;
    for (int i = 0; i < ROWS; i++) {
      double weight =
          Math.min(StrictMath.exp(batch.advantage[i] / config.beta()), config.maxWeight());
      double error = batch.value[i] - batch.returns[i];
      sum += config.vfCoef() * error * error - weight * batch.logProb[i];
    }
    return sum / ROWS;
  }

  /// Of every parameter of a small network.
  @Test
  void the_gradient_is_the_quotient_of_differences_of_the_loss() {
    AwrConfig config =
        Configs.with(
            AwrConfig.DEFAULT,
            Map.of(
                "epochs", "1",
                "learningRate", "0",
                "policyLayers", "4",
                "valueLayers", "4"));
    try (Subject s = new Subject(config)) {
      s.update(config);
      float[] gradient = s.learner.gradient().clone();
      float[] theta = s.learner.parameters();
      Minibatches all = Minibatches.inOrder(ROWS);
      all.begin(s.rollout, 0);
      Batch batch = all.gather(0);
      double squares = 0;
      for (int p = 0; p < theta.length; p++) {
        float before = theta[p];
        theta[p] = before + H;
        double up = loss(config, s.learner, batch);
        theta[p] = before - H;
        double down = loss(config, s.learner, batch);
        theta[p] = before;
        squares += gradient[p] * (double) gradient[p];
        assertThat((double) gradient[p])
            .as("parameter %d", p)
            .isEqualTo((up - down) / (2 * H), within(2e-4));
      }
      assertThat(Math.sqrt(squares)).as("its norm").isGreaterThan(0.1);
    }
  }

  @Test
  void no_sample_weighs_more_than_the_largest_weight() {
    // β = 1e-3: exp(A/β) is beyond 20 or close to 0, so the mean weight is the share of A > 0 of
    // 20.
    AwrConfig config = Configs.with(AwrConfig.DEFAULT, Map.of("beta", "1e-3", "epochs", "1"));
    try (Subject s = new Subject(config)) {
      s.update(config);
      int better = 0;
      for (int row = 0; row < ROWS; row++) {
        better += s.rollout.advantage[row] > 0.01 ? 1 : 0;
      }
      assertThat(better).isBetween(1, ROWS - 1);
      double mean = 20.0 * better / ROWS;
      assertThat(s.logged.get("train/awr_weight")).isBetween(mean - 0.01, mean + 0.01);
    }
  }

  /// v = g, then ½ g + g: θ moves by 0.1 (1 + 1½) g.
  @Test
  void momentum_adds_up_gradients() {
    var optimizer = new MomentumConfig(0.5f).create(new Span(1, 3), 4);
    float[] theta = new float[4];
    float[] grad = {8, 8, -16, 8};
    optimizer.step(theta, grad, 0.5f, 0.25f); // a gradient of 4 and −8
    optimizer.step(theta, grad, 0.5f, 0.25f);
    assertThat(theta).containsExactly(0, -2.5f, 5, 0);
    assertThat(optimizer.steps()).isEqualTo(2);
  }

  @Test
  void it_is_found_by_its_name() {
    assertThat(Algorithms.find("awr")).isEqualTo(AwrConfig.DEFAULT);
    assertThat(Algorithms.all()).last().isEqualTo(AwrConfig.DEFAULT);
    assertThat(Configs.describe(AwrConfig.DEFAULT))
        .allSatisfy(e -> assertThat(e.help()).as(e.name()).isNotBlank());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> with("momentum", "1"))
        .withMessage("momentum is 1; it must be in [0, 1).");
  }

  private static Trainer trainer() {
    return Trainer.of(CartPole::new).with(AwrConfig.DEFAULT).envs(8).checkpointEvery(3_000);
  }

  /// Random actions last for 22 steps in the mean.
  @Test
  void it_learns_cart_pole() {
    Agent agent = trainer().train(30_000).agent();
    assertThat(agent.evaluate(CartPole::new, 20).meanReturn()).isGreaterThan(100);
  }

  @Test
  void any_number_of_threads_and_a_resumed_run_give_the_same_bits() throws IOException {
    AwrConfig falling = with("learningRate", "linear:0.02");
    String hash = trainer().with(falling).threads(1).train(8_192).agent().parametersSha256();
    assertThat(trainer().with(falling).threads(3).train(8_192).agent().parametersSha256())
        .isEqualTo(hash);

    Path run = folder.resolve("run");
    assertThatExceptionOfType(Break.class)
        .isThrownBy(() ->
            trainer()
                .with(falling)
                .out(run)
                .onUpdate(metrics -> {
                  if (metrics.steps() > 5_000) {
                    throw new Break();
                  }
                })
                .train(8_192)
                .agent());
    Agent resumed = Trainer.resume(run, CartPole::new).train().agent();

    assertThat(resumed.parametersSha256()).isEqualTo(hash);
    assertThat(resumed.info().config()).isEqualTo(falling);
    assertThat(falling.learningRate()).isEqualTo(Schedule.linear(0.02f, 0));
  }

  private static final class Break extends Error {
    private static final long serialVersionUID = 1;
  }
}

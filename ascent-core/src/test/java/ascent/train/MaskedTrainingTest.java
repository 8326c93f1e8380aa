package ascent.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ascent.agent.Agent;
import ascent.algo.PPOConfig;
import ascent.collect.Evaluation;
import ascent.collect.LocalRollouts;
import ascent.collect.Normalizer;
import ascent.collect.Snapshot;
import ascent.distribution.DistributionConfig;
import ascent.env.Action;
import ascent.env.Env;
import ascent.env.EnvFailure;
import ascent.env.EpisodeStreams;
import ascent.env.Step;
import ascent.env.VectorEnv;
import ascent.parallel.Workers;
import ascent.policy.ActorCritic;
import ascent.policy.NetworkConfig;
import ascent.probe.Walk;
import ascent.rng.Rng;
import ascent.rollout.Rollout;
import ascent.space.Space;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Action masks on their way through collecting, learning, evaluating, resuming and acting.
class MaskedTrainingTest {
  private static final float[] OBS = {0.3f, 0.2f};
  private static final boolean[] ALL = {true, true, true};

  @TempDir Path folder;

  /// Must turn back: no step left at a negative place, none right at another. Throws where it is
  /// asked to do what it forbids.
  private static final class Leashed extends Walk {
    Leashed() {
      super(37);
    }

    @Override
    public boolean actionMask(boolean[] mask) {
      mask[0] = place >= 0;
      mask[1] = true;
      mask[2] = place < 0;
      return true;
    }

    @Override
    public Step step(Action action, float[] obs) {
      if (action.index() == (place < 0 ? 0 : 2)) {
        throw new IllegalStateException("forbidden");
      }
      return super.step(action, obs);
    }
  }

  private static final class AllowingEverything extends Walk {
    @Override
    public boolean actionMask(boolean[] mask) {
      Arrays.fill(mask, true);
      return true;
    }
  }

  private static Trainer trainer(Supplier<? extends Env> env) {
    return Trainer.of(env).with(Walk.CONFIG).envs(3).threads(1);
  }

  @Test
  void a_rollout_holds_the_masks_its_actions_were_chosen_under() {
    try (Workers workers = Workers.of(1);
        VectorEnv env = VectorEnv.of(Leashed::new, 3, EpisodeStreams.training(1, 0))) {
      var policy =
          new ActorCritic(
              env.observationSpace(),
              env.actionSpace(),
              NetworkConfig.DEFAULT,
              DistributionConfig.DEFAULT);
      var collector = new LocalRollouts(policy, Walk.CONFIG, env, 1, workers);
      Rollout rollout = new Rollout(50, 3, 2, 1); // episodes have 37 steps
      float[] theta = policy.initialise(Rng.stream(1, "init"));
      collector.fill(new Snapshot(theta, Normalizer.none(env.observationSpace()), 0), rollout);

      assertThat(rollout.masks).hasSize(50 * 3 * 3);
      for (int row = 0; row < rollout.rows(); row++) {
        boolean negative = rollout.obs[2 * row] < 0;
        assertThat(Arrays.copyOfRange(rollout.masks, 3 * row, 3 * row + 3))
            .containsExactly(!negative, true, negative);
        assertThat(rollout.masks[3 * row + (int) rollout.actions[row]]).isTrue();
        // Two options of a nearly uniform policy.
        assertThat(rollout.logProb[row]).isBetween(-0.8f, -0.6f);
      }
    }
  }

  @Test
  void a_rollout_of_an_env_without_masks_holds_none() {
    try (Workers workers = Workers.of(1);
        VectorEnv env = VectorEnv.of(Walk::new, 3, EpisodeStreams.training(1, 0))) {
      var policy =
          new ActorCritic(
              env.observationSpace(),
              env.actionSpace(),
              NetworkConfig.DEFAULT,
              DistributionConfig.DEFAULT);
      var collector = new LocalRollouts(policy, Walk.CONFIG, env, 1, workers);
      Rollout rollout = new Rollout(5, 3, 2, 1);
      float[] theta = policy.initialise(Rng.stream(1, "init"));
      collector.fill(new Snapshot(theta, Normalizer.none(env.observationSpace()), 0), rollout);
      assertThat(rollout.masks).isEmpty();
    }
  }

  @Test
  void masks_that_allow_everything_train_to_the_bits_of_no_masks() {
    Agent free = trainer(Walk::new).train(480).agent();
    Agent masked = trainer(AllowingEverything::new).train(480).agent();
    assertThat(masked.parametersSha256()).isEqualTo(free.parametersSha256());
  }

  @Test
  void threads_do_not_matter() {
    PPOConfig large = Walk.CONFIG.withRolloutSteps(300).withBatchSize(600); // several shards
    String one = trainer(Leashed::new).with(large).train(1800).agent().parametersSha256();
    String two =
        trainer(Leashed::new).with(large).threads(2).train(1800).agent().parametersSha256();
    assertThat(two).isEqualTo(one);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void evaluation_respects_the_masks(boolean deterministic) {
    Agent agent = trainer(Leashed::new).train(480).agent();
    // A forbidden step would throw.
    Evaluation e = agent.evaluate(Leashed::new, 30, 1, deterministic, 1000);
    assertThat(e.meanLength()).isEqualTo(37);
  }

  @Test
  void a_resumed_run_comes_to_the_bits_of_one_that_did_not_stop() throws IOException {
    String whole = trainer(Leashed::new).train(960).agent().parametersSha256();
    Path run = folder.resolve("run");
    // In mid-episode: rollouts of 16 steps, episodes of 37. A schedule would span the new total.
    trainer(Leashed::new).out(run).train(480);
    Agent resumed = Trainer.resume(run, Leashed::new).threads(2).train(960).agent();
    assertThat(resumed.parametersSha256()).isEqualTo(whole);
  }

  @Test
  void a_state_without_an_allowed_action_stops_the_run_and_says_where() {
    Supplier<Env> stuck =
        () ->
            new Walk() {
              @Override
              public boolean actionMask(boolean[] mask) {
                Arrays.fill(mask, steps < 3);
                return true;
              }
            };
    assertThatExceptionOfType(EnvFailure.class)
        .isThrownBy(() -> trainer(stuck).train(480).agent())
        .withMessageStartingWith("env 0, episode 0, step 3: actionMask allows no action.");
  }

  @Test
  void an_agent_acts_within_a_mask() {
    Agent agent = trainer(Walk::new).train(96).agent();
    int best = agent.act(OBS).index();
    for (int only = 0; only < 3; only++) {
      boolean[] mask = new boolean[3];
      mask[only] = true;
      assertThat(agent.act(OBS, mask).index()).isEqualTo(only);
      assertThat(agent.sample(OBS, mask, Rng.stream(1, "act")).index()).isEqualTo(only);
    }
    boolean[] others = {true, true, true};
    others[best] = false;
    assertThat(agent.act(OBS, others).index()).isNotEqualTo(best);
    assertThat(agent.act(OBS, ALL).index()).isEqualTo(best);
    for (int k = 0; k < 100; k++) {
      assertThat(agent.sample(OBS, others, Rng.stream(1, "act", k)).index()).isNotEqualTo(best);
      // Nothing of a mask stays behind, and one that allows everything is none.
      int free = agent.sample(OBS, Rng.stream(1, "act", k)).index();
      assertThat(agent.sample(OBS, ALL, Rng.stream(1, "act", k)).index()).isEqualTo(free);
    }
  }

  @Test
  void an_agent_trained_with_masks_acts_without_too() throws IOException {
    Agent agent = trainer(Leashed::new).train(96).agent();
    assertThat(agent.act(OBS).index()).isBetween(0, 2);
    assertThat(agent.sample(OBS, Rng.stream(1, "act")).index()).isBetween(0, 2);
    agent.save(folder.resolve("model.zip"));
    assertThat(Agent.load(folder.resolve("model.zip")).act(OBS, ALL).index())
        .isEqualTo(agent.act(OBS).index());
  }

  @Test
  void a_mask_that_cannot_be_is_refused() {
    Agent agent = trainer(Walk::new).train(96).agent();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> agent.act(OBS, new boolean[2]))
        .withMessage("mask has 2 options; it must have 3.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> agent.sample(OBS, new boolean[3], Rng.stream(1, "act")))
        .withMessage("mask allows no action; it must allow at least one.");
    Agent pushed = trainer(Walk.pushed(7)).train(96).agent();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> pushed.act(OBS, new boolean[2]))
        .withMessageStartingWith("actions of " + Space.box(-1, 1, 2) + " cannot be masked");
  }
}

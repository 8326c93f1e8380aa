package com.acme.rl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ascent.algo.PPOConfig;
import ascent.algo.ReinforceConfig;
import ascent.env.Action;
import ascent.env.Env;
import ascent.env.EnvFailure;
import ascent.env.Step;
import ascent.envs.CartPole;
import ascent.rng.Rng;
import ascent.space.Space;
import ascent.train.Trainer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VirtualThreadRolloutsTest {
  private static final PPOConfig CONFIG = PPOConfig.DEFAULT.withRolloutSteps(64);

  @TempDir Path folder;

  private static Trainer trainer() {
    return Trainer.of(CartPole::new).with(CONFIG).envs(7);
  }

  private static String local() {
    return trainer().train(2_000).agent().parametersSha256();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7, 100})
  void any_ranges_give_the_parameters_of_the_local_source(int size) {
    Trainer ours = trainer().source(VirtualThreadRollouts.ofRanges(size));
    assertThat(ours.train(2_000).agent().parametersSha256()).isEqualTo(local());
  }

  /// Interrupted with one source and resumed with another: the carry is the same.
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_resumed_run_gives_the_same_parameters(boolean changesSource) throws Exception {
    Path run = folder.resolve("run");
    assertThatExceptionOfType(Break.class)
        .isThrownBy(() ->
            trainer()
                .source(VirtualThreadRollouts.ofRanges(2))
                .checkpointEvery(500)
                .out(run)
                .onUpdate(metrics -> {
                  if (metrics.steps() > 1_000) {
                    throw new Break();
                  }
                })
                .train(2_000));
    var resumed = Trainer.resume(run, CartPole::new);
    if (!changesSource) {
      resumed = resumed.source(VirtualThreadRollouts.ofRanges(4));
    }
    assertThat(resumed.train().agent().parametersSha256()).isEqualTo(local());
  }

  private static final class Break extends Error {
    private static final long serialVersionUID = 1;
  }

  /// An episode of CartPole has at least eight steps, so no rollout of five has a whole one.
  @Test
  void a_run_on_it_warns_of_rollouts_that_are_too_short_for_whole_episodes() {
    List<String> warnings = new ArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public synchronized void publish(LogRecord entry) {
            warnings.add(entry.getMessage());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger logger = Logger.getLogger("ascent");
    logger.addHandler(handler);
    try {
      Trainer.of(CartPole::new)
          .with(ReinforceConfig.DEFAULT.withRolloutSteps(5).withRolloutEpisodes(1))
          .envs(3)
          .source(VirtualThreadRollouts.ofRanges(1))
          .train(30);
    } finally {
      logger.removeHandler(handler);
    }
    assertThat(warnings)
        .singleElement()
        .asString()
        .startsWith("The {0} steps of a rollout were not enough for {1} whole episodes");
  }

  /// Fails at its tenth step.
  private static final class Broken implements Env {
    private int steps;

    @Override
    public Space observationSpace() {
      return Space.box(0, 1, 1);
    }

    @Override
    public Space actionSpace() {
      return Space.discrete(2);
    }

    @Override
    public void reset(Rng rng, float[] obs) {}

    @Override
    public Step step(Action action, float[] obs) {
      if (++steps == 10) {
        throw new IllegalStateException("the line is dead");
      }
      return Step.of(0);
    }
  }

  @Test
  void the_first_failure_is_told() {
    AtomicInteger made = new AtomicInteger();
    Trainer broken =
        Trainer.of(
                () -> {
                  made.incrementAndGet();
                  return new Broken();
                })
            .with(CONFIG)
            .envs(3)
            .source(VirtualThreadRollouts.ofRanges(1));
    assertThatExceptionOfType(EnvFailure.class)
        .isThrownBy(() -> broken.train(1_000))
        .satisfies(failure -> {
          assertThat(failure.env()).isZero();
          assertThat(failure.step()).isEqualTo(10);
        });
    assertThat(made.get()).as("three to step and one that tells the spaces").isEqualTo(4);
  }
}

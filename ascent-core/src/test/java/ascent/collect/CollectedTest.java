package ascent.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ascent.env.EpisodeStreams;
import ascent.env.VectorEnv;
import ascent.io.DamagedFileException;
import ascent.policy.ActorCritic;
import ascent.probe.Walk;
import ascent.rng.Rng;
import ascent.rollout.Rollout;
import ascent.train.Trainer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Six environments in parts of two, which a source may lose, repeat or mix up.
class CollectedTest {
  private static final int ENVS = 6;
  private static final int STEPS = 4;

  @TempDir Path folder;

  private final VectorEnv env = VectorEnv.of(Walk::new, ENVS, EpisodeStreams.training(3, 0));
  private final ActorCritic policy =
      new ActorCritic(
          env.observationSpace(),
          env.actionSpace(),
          Walk.CONFIG.network(),
          Walk.CONFIG.distribution());
  private final float[] theta = policy.initialise(Rng.stream(3, "init", 0, 0));

  private PartCollector collector(int from, int to) {
    var range = new PartCollector.Range(from, to, 0);
    return new PartCollector(policy, Walk.CONFIG, env, range, 3);
  }

  private Snapshot snapshot(long iteration) {
    return new Snapshot(theta, Normalizer.none(env.observationSpace()), iteration);
  }

  private Rollout rollout(int envs) {
    return new Rollout(STEPS, envs, env.observationSpace().size(), env.actionSpace().size());
  }

  private Part part(int from, int to, long iteration) {
    return collector(from, to).collect(snapshot(iteration), rollout(ENVS));
  }

  @Test
  void parts_in_any_order_are_merged_in_the_order_of_environments() {
    List<Part> parts = new ArrayList<>(List.of(part(4, 6, 7), part(0, 2, 7), part(2, 4, 7)));
    Rollout rollout = rollout(ENVS);
    List<String> ends = new ArrayList<>();
    new Collected(parts)
        .merge(rollout)
        .forEachEpisode((t, i, _, length, _, _) -> ends.add(t + " " + i + " " + length));

    List<String> inOrder = new ArrayList<>();
    new Collected(List.of(parts.get(1), parts.get(2), parts.get(0)))
        .merge(rollout)
        .forEachEpisode((t, i, _, length, _, _) -> inOrder.add(t + " " + i + " " + length));
    assertThat(ends).isEqualTo(inOrder);
    assertThat(rollout.samples()).isEqualTo(ENVS * STEPS);
  }

  @Test
  void a_missing_part_is_named() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Collected(List.of(part(0, 2, 0), part(4, 6, 0))))
        .withMessage(
            "No part has environments 2 to 3; the next is the part of environments 4 to 5. Maybe a"
                + " part is missing.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Collected(List.of(part(2, 4, 0))))
        .withMessageStartingWith("No part has environments 0 to 1;");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Collected(List.of(part(0, 4, 0))).merge(rollout(ENVS)))
        .withMessage("The parts have 4 environments; the rollout has 6. Maybe a part is missing.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Collected(List.of()).merge(rollout(ENVS)))
        .withMessageStartingWith("The parts have 0 environments; the rollout has 6.");
    assertThatExceptionOfType(NullPointerException.class)
        .isThrownBy(() -> new Collected(Arrays.asList(part(0, 2, 0), null)))
        .withMessage("parts[1] is null; it must be a part.");
  }

  @Test
  void parts_that_overlap_or_repeat_each_other_are_named() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Collected(List.of(part(0, 3, 0), part(2, 6, 0))))
        .withMessage(
            "Environment 2 is both in the part of environments 0 to 2 and in the part of"
                + " environments 2 to 5. Maybe a part was computed twice and both are here.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Collected(List.of(part(0, 3, 0), part(3, 6, 0), part(3, 6, 0))))
        .withMessageStartingWith("Environment 3 is both in");
  }

  @Test
  void a_part_of_another_iteration_is_named() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Collected(List.of(part(0, 3, 5), part(3, 6, 4))).merge(rollout(ENVS)))
        .withMessage(
            "The iterations differ: the part of environments 0 to 2 is of 5, the part of"
                + " environments 3 to 5 is of 4. Maybe a part is of an earlier rollout.");
  }

  /// A source that answers the first rollout with itself changed.
  private static Trainer trainer(UnaryOperator<RolloutSource> changed) {
    return Trainer.of(Walk::new)
        .with(Walk.CONFIG)
        .envs(2)
        .source(run -> {
          VectorEnv env = run.envs().create(2, EpisodeStreams.training(run.seed(), 0));
          return changed.apply(
              new LocalRollouts(run.policy(), run.config(), env, run.seed(), run.workers()));
        });
  }

  private record Source(
      RolloutSource local,
      BiFunction<Snapshot, Rollout, Collected> filling,
      UnaryOperator<Carry> carrying)
      implements RolloutSource {
    @Override
    public Collected fill(Snapshot snapshot, Rollout rollout) {
      return filling.apply(snapshot, rollout);
    }

    @Override
    public Carry carry() {
      return carrying.apply(local.carry());
    }

    @Override
    public void restore(Carry carry) {
      local.restore(carry);
    }

    @Override
    public void close() {}
  }

  @Test
  void a_run_refuses_parts_that_were_not_merged_into_its_rollout() {
    UnaryOperator<RolloutSource> elsewhere =
        local ->
            new Source(
                local,
                (snapshot, rollout) ->
                    local.fill(
                        snapshot,
                        new Rollout(
                            rollout.capacity(), 2, rollout.obsSize(), rollout.actionSize())),
                UnaryOperator.identity());
    assertThatIllegalStateException()
        .isThrownBy(() -> trainer(elsewhere).train(64))
        .withMessage(
            "The source of rollouts has not merged parts of iteration 0 into the run's rollout."
                + " Maybe it did not call Collected.merge(rollout), or returned the parts of an"
                + " earlier rollout.");
    UnaryOperator<RolloutSource> stale =
        local -> {
          List<Collected> first = new ArrayList<>();
          return new Source(
              local,
              (snapshot, rollout) -> {
                if (first.isEmpty()) {
                  first.add(local.fill(snapshot, rollout));
                }
                return first.getFirst();
              },
              UnaryOperator.identity());
        };
    assertThatIllegalStateException()
        .isThrownBy(() -> trainer(stale).train(64))
        .withMessageStartingWith(
            "The source of rollouts has not merged parts of iteration 1 into the run's rollout.");
  }

  @Test
  void a_run_does_not_save_the_state_of_other_environments() {
    UnaryOperator<RolloutSource> half =
        local -> new Source(local, local::fill, carry -> carry.slice(0, 1));
    assertThatIllegalStateException()
        .isThrownBy(() -> trainer(half).out(folder.resolve("run")).train(64))
        .withMessage("The source of rollouts gave the carry of 1 environments; the run has 2.");
  }

  @Test
  void a_part_names_what_does_not_fit_it() {
    PartCollector collector = collector(0, 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> collector.collect(snapshot(0), rollout(2)))
        .withMessage("the rollout has 2 environments; it must have 6.");
    var shorter =
        new Snapshot(new float[theta.length - 1], Normalizer.none(env.observationSpace()), 0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> collector.collect(shorter, rollout(ENVS)))
        .withMessage(
            "θ has %d parameters; it must have %d.".formatted(theta.length - 1, theta.length));
    Rollout masked = rollout(ENVS);
    masked.needMasks(3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> collector.collect(snapshot(0), masked))
        .withMessage("its mask has 3 options; it must have 0.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> collector(4, 7))
        .withMessage("to is 7; it must be at most numEnvs, 6.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PartCollector.Range(2, 2, 0))
        .withMessage("to is 2; it must be more than from, 2.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PartCollector.Range(-1, 2, 0))
        .withMessage("from is -1; it must be at least 0.");
  }

  @Test
  void a_slice_of_environments_that_a_carry_has_not_is_refused() {
    Carry carry = collector(0, 3).carry();
    assertThatIllegalStateException()
        .isThrownBy(() -> carry.slice(2, 5))
        .withMessage(
            "The carry is of 3 environments; it has no environments 2 to 4. Maybe it belongs to"
                + " another run.");
  }

  @Test
  void bytes_know_which_environments_and_which_iteration_they_are_of() throws Exception {
    Rollout rows = rollout(ENVS);
    VectorEnv two = VectorEnv.of(Walk::new, 2, EpisodeStreams.training(3, 4));
    var range = new PartCollector.Range(0, 2, 4);
    Rollout own = rollout(2);
    Part part = new PartCollector(policy, Walk.CONFIG, two, range, 3).collect(snapshot(9), own);
    byte[] bytes = PartBytes.write(part, own);

    Part read = PartBytes.read(bytes, rows, Walk.CONFIG, List.of());
    assertThat(read).hasToString("the part of environments 4 to 5");
    assertThat(read.iteration()).isEqualTo(9);
    // Column 4 of a row of 6 is column 0 of a row of 2.
    assertThat(rows.logProb[3 * ENVS + 4]).isEqualTo(own.logProb[3 * 2]).isNotZero();

    assertThatExceptionOfType(DamagedFileException.class)
        .isThrownBy(() -> PartBytes.read(bytes, rollout(5), Walk.CONFIG, List.of()))
        .withMessage("The part has 2 environments from number 4; the rollout has 5 environments.");
    Rollout shorter =
        new Rollout(STEPS - 1, ENVS, env.observationSpace().size(), env.actionSpace().size());
    assertThatExceptionOfType(DamagedFileException.class)
        .isThrownBy(() -> PartBytes.read(bytes, shorter, Walk.CONFIG, List.of()))
        .withMessage("An environment has 4 steps; it must have 1 to 3.");
  }
}

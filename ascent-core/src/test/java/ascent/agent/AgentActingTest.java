package ascent.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import ascent.env.Action;
import ascent.probe.Walk;
import ascent.rng.Rng;
import ascent.train.Trainer;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// Acting into an action of the caller's, and by several threads at once.
class AgentActingTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int CALLS = 10_000;

  private final Agent agent = Trainer.of(Walk.pushed(7)).with(Walk.CONFIG).train(96).agent();
  private final float[] obs = {0.3f, 0.1f};

  @Test
  void the_action_that_is_written_is_the_one_that_is_returned() {
    Action out = agent.newAction();
    assertThat(agent.act(obs, out)).isSameAs(out);
    assertThat(out.values()).containsExactly(agent.act(obs).values());
    boolean[] all = {};
    AgentSession session = agent.session();
    assertThat(session.act(obs, all, out).values()).containsExactly(agent.act(obs).values());
    assertThat(session.sample(obs, all, Rng.stream(1, "test"), out).values())
        .containsExactly(agent.sample(obs, Rng.stream(1, "test")).values());
  }

  /// The smallest object takes 16 bytes, so one per call would be 160,000.
  @Test
  void writing_into_an_action_allocates_nothing() {
    Action out = agent.newAction();
    AgentSession session = agent.session();
    Rng rng = Rng.stream(1, "test");
    boolean[] all = {};
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 20; round++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < CALLS; i++) {
        agent.act(obs, out);
        session.act(obs, all, out);
        session.sample(obs, all, rng, out);
      }
      least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
    }
    assertThat(least).isLessThan(16L * CALLS);
  }

  @Test
  void many_threads_at_once_get_the_actions_of_one() throws InterruptedException {
    float[] expected = agent.act(obs).values().clone();
    try (ExecutorService executor = Executors.newFixedThreadPool(8)) {
      Callable<Boolean> task =
          () -> {
            Action out = agent.newAction();
            return IntStream.range(0, 2_000)
                .allMatch(i -> java.util.Arrays.equals(agent.act(obs, out).values(), expected));
          };
      List<Future<Boolean>> done = executor.invokeAll(java.util.Collections.nCopies(16, task));
      assertThat(done).allMatch(AgentActingTest::get);
    }
  }

  private static boolean get(Future<Boolean> future) {
    try {
      return future.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void an_observation_that_is_no_number_is_refused_and_the_agent_acts_on() {
    Action out = agent.newAction();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> agent.act(new float[] {0, Float.NaN}, out))
        .withMessage("obs[1] is NaN; it must be finite.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> agent.session().act(new float[] {0}))
        .withMessage("obs has 1 numbers; it must have 2.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> agent.value(new float[] {Float.POSITIVE_INFINITY, 0}))
        .withMessage("obs[0] is Infinity; it must be finite.");
    assertThat(agent.act(obs, out)).isSameAs(out);
  }

  @Test
  void an_action_of_another_space_is_not_written() {
    AgentSession session = agent.session();
    for (Action other : List.of(Action.of(1), Action.of(0.5f), Action.of(0.5f, 0.5f))) {
      String before = other.toString();
      for (ThrowingCallable call :
          List.<ThrowingCallable>of(
              () -> agent.act(obs, other),
              () -> session.act(obs, new boolean[0], other),
              () -> session.sample(obs, new boolean[0], Rng.stream(1, "test"), other))) {
        assertThatIllegalArgumentException()
            .isThrownBy(call)
            .withMessage(
                "out is an action of %s; it must be one of Box(-1.0 .. 1.0, 2). Maybe make it with newAction()."
                    .formatted(other.space()));
      }
      assertThat(other).hasToString(before);
    }
  }

  /// Two of three actions; a session that refused something acts as one that was never asked.
  @Test
  void a_session_refuses_masks_that_are_none_and_is_as_before() {
    Agent choosing = Trainer.of(Walk::new).with(Walk.CONFIG).train(96).agent();
    AgentSession session = choosing.session();
    AgentSession untouched = choosing.session();
    Action out = choosing.newAction();
    Rng rng = Rng.stream(1, "test");
    Rng other = Rng.stream(1, "test");
    boolean[] two = {true, false, true};
    for (int k = 0; k < 20; k++) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> session.sample(obs, new boolean[2], rng, out))
          .withMessage("mask has 2 options; it must have 3.");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> session.act(obs, new boolean[3], out))
          .withMessage("mask allows no action; it must allow at least one.");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> session.sample(new float[] {0, Float.NaN}, two, rng, out));
      assertThat(session.sample(obs, two, rng, out).index())
          .isEqualTo(untouched.sample(obs, two, other).index())
          .isNotEqualTo(1);
      assertThat(session.sample(obs, rng).index()).isEqualTo(untouched.sample(obs, other).index());
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> agent.session().act(obs, new boolean[] {true, true}, agent.newAction()))
        .withMessageStartingWith("actions of Box(-1.0 .. 1.0, 2) cannot be masked");
  }

  @Test
  void null_is_named() {
    assertThatNullPointerException()
        .isThrownBy(() -> agent.sample(obs, nothing()))
        .withMessageStartingWith("rng is null; it must be a random stream");
    assertThatNullPointerException()
        .isThrownBy(() -> agent.session().sample(obs, nothing()))
        .withMessageStartingWith("rng is null; it must be a random stream");
    assertThatNullPointerException()
        .isThrownBy(() -> agent.act(nothing()))
        .withMessage("obs is null; it must be an observation.");
    assertThatNullPointerException()
        .isThrownBy(() -> agent.act(obs, AgentActingTest.<Action>nothing()))
        .withMessage("out is null; it must be an action from newAction().");
  }

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // as a caller without checks
  private static <T> T nothing() {
    return null;
  }
}

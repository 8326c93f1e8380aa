package ascent.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

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
        .withMessage("obs[1] is NaN; it must be a number.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> agent.session().act(new float[] {0}))
        .withMessage("obs has 1 numbers; it must have 2.");
    assertThat(agent.act(obs, out)).isSameAs(out);
  }
}

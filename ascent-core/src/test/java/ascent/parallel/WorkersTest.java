package ascent.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WorkersTest {
  /// Task counts that grow and shrink from job to job: a worker that comes late from a small job
  /// must not take a task of the large one that follows.
  private static final int[] COUNTS = {2, 16, 3, 2, 8, 1, 5, 2, 64};

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void every_task_of_every_job_runs_exactly_once(int threads) {
    try (Workers workers = Workers.of(threads)) {
      AtomicIntegerArray runs = new AtomicIntegerArray(64);
      int[] expected = new int[64];
      for (int round = 0; round < 5_000; round++) {
        int count = COUNTS[round % COUNTS.length];

        workers.run(count, Workers.WORTH_WAKING, (task, _) -> runs.incrementAndGet(task));

        for (int task = 0; task < 64; task++) {
          expected[task] += task < count ? 1 : 0;
          if (runs.get(task) != expected[task]) {
            throw new AssertionError("job %d ran task %d not once".formatted(round, task));
          }
        }
      }
    }
  }

  @Test
  void a_job_is_over_when_run_returns() {
    // Plain arrays: what the tasks wrote must be there, and nothing may be written afterwards.
    try (Workers workers = Workers.of(3)) {
      int[] written = new int[64];
      Arrays.fill(written, -1);
      for (int round = 1; round <= 5_000; round++) {
        int stamp = round;
        int count = COUNTS[round % COUNTS.length];

        workers.run(count, Workers.WORTH_WAKING, (task, _) -> written[task] = stamp);

        for (int task = 0; task < 64; task++) {
          if (written[task] != (task < count ? round : -1)) {
            throw new AssertionError("job %d left %d".formatted(round, written[task]));
          }
        }
        Arrays.fill(written, -1);
      }
    }
  }

  @Test
  void workers_that_fell_asleep_wake_up() throws InterruptedException {
    try (Workers workers = Workers.of(2)) {
      for (int round = 0; round < 5; round++) {
        Thread.sleep(20); // far longer than a worker spins
        Thread caller = Thread.currentThread();
        CountDownLatch both = new CountDownLatch(2);
        boolean[] helped = new boolean[1];

        workers.run(
            2,
            Workers.WORTH_WAKING,
            (task, _) -> {
              helped[0] |= !caller.equals(Thread.currentThread());
              both.countDown();
              await(both); // neither task can end before both have begun
            });

        assertThat(helped[0]).isTrue();
      }
    }
  }

  @Test
  void only_a_series_of_jobs_wakes_a_thread_if_they_are_small() throws InterruptedException {
    try (Workers workers = Workers.of(2)) {
      int[] tasks = new int[2]; // by thread
      for (int attempt = 0; attempt < 50 && tasks[0] < 4; attempt++) {
        Thread.sleep(50); // far longer than a worker spins, unless it had no core
        Arrays.fill(tasks, 0);
        workers.run(
            4,
            Workers.WORTH_A_THREAD,
            (_, thread) -> {
              tasks[thread]++;
              LockSupport.parkNanos(1_000_000); // time enough for the other to wake up and help
            });
      }
      assertThat(tasks).containsExactly(4, 0);

      AtomicInteger helped = new AtomicInteger();
      for (int job = 0; job < 1_000_000 && helped.get() == 0; job++) {
        workers.run(2, Workers.WORTH_A_THREAD, (_, thread) -> helped.addAndGet(thread));
      }
      assertThat(helped.get()).isPositive();
    }
  }

  @Test
  void each_thread_has_a_number_of_its_own_and_the_callers_is_0() {
    try (Workers workers = Workers.of(3)) {
      Thread[] seen = new Thread[3];
      CountDownLatch all = new CountDownLatch(3);

      workers.run(
          3,
          Workers.WORTH_WAKING,
          (_, thread) -> {
            seen[thread] = Thread.currentThread();
            all.countDown();
            await(all); // no thread can take two tasks
          });

      assertThat(seen).doesNotContainNull().doesNotHaveDuplicates();
      assertThat(seen[0]).isSameAs(Thread.currentThread());
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void a_small_job_runs_in_order_on_the_callers_thread(int threads) {
    try (Workers workers = Workers.of(threads)) {
      StringBuilder order = new StringBuilder();
      Thread caller = Thread.currentThread();

      workers.run(
          5,
          Workers.WORTH_A_THREAD - 1,
          (task, _) -> order.append(caller.equals(Thread.currentThread()) ? task : "elsewhere"));

      assertThat(order).hasToString("01234");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void an_exception_of_a_task_surfaces_and_the_workers_go_on(int threads) {
    try (Workers workers = Workers.of(threads)) {
      for (int failing = 0; failing < 4; failing++) {
        int bad = failing;
        assertThatExceptionOfType(UncheckedIOException.class)
            .isThrownBy(() -> workers.run(4, Workers.WORTH_WAKING, (task, _) -> failAt(bad, task)))
            .withMessageContaining("task " + bad);

        AtomicIntegerArray runs = new AtomicIntegerArray(4);
        workers.run(4, Workers.WORTH_WAKING, (task, _) -> runs.incrementAndGet(task));
        assertThat(runs).hasToString("[1, 1, 1, 1]");
      }
    }
  }

  private static void failAt(int bad, int task) {
    if (task == bad) {
      throw new UncheckedIOException(new IOException("task " + task));
    }
  }

  @Test
  void an_error_of_a_task_surfaces_as_it_is() {
    try (Workers workers = Workers.of(2)) {
      assertThatExceptionOfType(AssertionError.class)
          .isThrownBy(() ->
              workers.run(
                  2,
                  Workers.WORTH_WAKING,
                  (task, _) -> {
                    throw new AssertionError("invariant");
                  }))
          .withMessage("invariant");
    }
  }

  @Test
  void a_job_without_tasks_is_over_at_once() {
    try (Workers workers = Workers.of(2)) {
      workers.run(
          0,
          Workers.WORTH_WAKING,
          (task, _) -> {
            throw new AssertionError("there is no task " + task);
          });
    }
  }

  @Test
  void closed_workers_end_their_threads() {
    Workers workers = Workers.of(3);
    Thread[] helpers = new Thread[3];
    CountDownLatch all = new CountDownLatch(3);
    workers.run(
        3,
        Workers.WORTH_WAKING,
        (task, _) -> {
          helpers[task] = Thread.currentThread();
          all.countDown();
          await(all);
        });

    workers.close();

    for (Thread helper : helpers) {
      if (!helper.equals(Thread.currentThread())) {
        joined(helper);
      }
    }
    assertThat(workers.threads()).isEqualTo(3);
  }

  private static void joined(Thread thread) {
    try {
      assertThat(thread.join(Duration.ofSeconds(10))).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 1025})
  void a_number_of_threads_out_of_range_is_refused(int threads) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Workers.of(threads))
        .withMessage("threads is %s; it must be in [1, 1024].", threads);
  }
}

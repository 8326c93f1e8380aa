package ascent.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KernelWarmUpTest {
  /// Tier4InvocationThreshold × CompileThresholdScaling, 5,000 × 0.005.
  private static final int CALLS_BEFORE_C2 = 25;

  private final Map<String, Integer> calls = new HashMap<>();

  @Test
  void it_calls_every_kernel_of_a_default_training_often_enough_for_c2() {
    new KernelWarmUp(counting(new ScalarKernels())).run(); // which checks every range

    assertThat(calls)
        .containsOnlyKeys(
            "transpose",
            "multiply",
            "tanh",
            "project",
            "exp",
            "log",
            "tanhBackward",
            "sumOfSquares",
            "adam");
    assertThat(calls.values()).allMatch(n -> n > CALLS_BEFORE_C2);
  }

  @Test
  void the_thread_is_a_daemon_and_ends() throws InterruptedException {
    KernelWarmUp.start();

    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().equals("ascent-warm-up")) {
        assertThat(thread.isDaemon()).isTrue();
        thread.join(60_000);
        assertThat(thread.isAlive()).isFalse();
      }
    }
  }

  private Kernels counting(Kernels kernels) {
    return (Kernels)
        Proxy.newProxyInstance(
            Kernels.class.getClassLoader(),
            new Class<?>[] {Kernels.class},
            (_, method, arguments) -> {
              calls.merge(method.getName(), 1, Integer::sum);
              return method.invoke(kernels, arguments);
            });
  }
}

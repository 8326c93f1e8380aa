package ascent.config;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class WithersTest {

  record Inner(int depth, boolean deep) {}

  record Good(float gamma, List<Integer> layers, Inner inner) {
    Good withGamma(float gamma) {
      return new Good(gamma, layers, inner);
    }

    Good withLayers(int... layers) {
      return new Good(gamma, Arrays.stream(layers).boxed().toList(), inner);
    }

    Good withInner(Inner inner) {
      return new Good(gamma, layers, inner);
    }
  }

  record Crossed(float gamma, float lambda) {
    Crossed withGamma(float gamma) {
      return new Crossed(gamma, lambda);
    }

    Crossed withLambda(float lambda) {
      return new Crossed(lambda, this.lambda);
    }
  }

  record Idle(int steps) {
    Idle withSteps(int steps) {
      return new Idle(this.steps + 0 * steps);
    }
  }

  record Lacking(int steps, int epochs) {
    Lacking withSteps(int steps) {
      return new Lacking(steps, epochs);
    }
  }

  @Test
  void right_withers_pass() {
    assertThatNoException()
        .isThrownBy(() -> Withers.check(new Good(0.5f, List.of(7), new Inner(1, true))));
  }

  @Test
  void a_wither_that_changes_another_component_fails() {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> Withers.check(new Crossed(0.9f, 0.8f)))
        .withMessageContaining("withLambda");
  }

  @Test
  void a_wither_that_changes_nothing_fails() {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> Withers.check(new Idle(5)))
        .withMessageContaining("withSteps changed nothing");
  }

  @Test
  void a_component_without_a_wither_fails() {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> Withers.check(new Lacking(5, 6)))
        .withMessageContaining("epochs");
  }
}

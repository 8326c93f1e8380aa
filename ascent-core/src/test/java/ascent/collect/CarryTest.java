package ascent.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ascent.io.DamagedFileException;
import ascent.io.Tensor;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class CarryTest {
  /// Three environments with 2, 0 and 1 steps of two numbers, observations of one, and a state of
  /// one.
  private static Carry three() {
    return new Carry(
        new int[] {4, 5, 6},
        new int[] {2, 0, 1},
        new double[] {0.5, 0, -1},
        new float[] {1, 2, 3, 4, 5, 6},
        new float[] {7, 8, 9},
        new double[0],
        new float[] {10, 11, 12});
  }

  @Test
  void slices_put_together_are_the_whole() throws DamagedFileException {
    Carry carry = three();
    Carry last = carry.slice(1, 3);
    assertThat(last.lengths()).containsExactly(0, 1);
    assertThat(last.actions()).containsExactly(5, 6);
    assertThat(last.state()).containsExactly(11, 12);
    assertThat(Carry.concat(List.of(carry.slice(0, 1), last)))
        .usingRecursiveComparison()
        .isEqualTo(carry);
    assertThat(Carry.of(carry.tensors())).usingRecursiveComparison().isEqualTo(carry);
  }

  private static void assertDamaged(Consumer<Map<String, Tensor>> damage, String message) {
    Map<String, Tensor> tensors = three().tensors();
    damage.accept(tensors);
    assertThatExceptionOfType(DamagedFileException.class)
        .isThrownBy(() -> Carry.of(tensors))
        .withMessage(message);
  }

  @Test
  void tensors_that_are_missing_or_of_other_type_size_or_range_are_named() {
    assertDamaged(t -> t.remove("env.length"), "There is no tensor env.length.");
    assertDamaged(
        t -> t.put("env.return", Tensor.of(new float[3], 3)),
        "The tensor env.return is of type F32; it must be F64.");
    assertDamaged(
        t -> t.put("env.length", Tensor.of(new long[2], 2)),
        "The tensor env.length has 2 numbers; it must have 3.");
    assertDamaged(
        t -> t.put("env.episode", Tensor.of(new long[] {0, -1, 0}, 3)),
        "The tensor env.episode holds -1; it must hold numbers in [0, 2147483647].");
  }

  @Test
  void arrays_that_do_not_fit_each_other_are_refused_before_they_are_cut() {
    Carry carry = three();
    Carry torn =
        new Carry(
            carry.episodes(),
            carry.lengths(),
            carry.returns(),
            new float[5],
            carry.observations(),
            carry.discounted(),
            carry.state());
    assertThatIllegalStateException()
        .isThrownBy(() -> torn.slice(0, 1))
        .withMessage(
            "env.actions has 5 elements; it must have a multiple of 3. Maybe it belongs to another"
                + " run.");
  }
}

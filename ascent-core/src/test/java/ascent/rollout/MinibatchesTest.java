package ascent.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ascent.rng.Rng;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MinibatchesTest {
  /// A rollout whose returns are the numbers of its rows.
  private static Rollout rollout(int rows) {
    Rollout r = new Rollout(rows, 1, 1, 1);
    for (int row = 0; row < rows; row++) {
      r.returns[row] = row;
    }
    return r;
  }

  /// The rows of each minibatch of an epoch.
  private static List<List<Integer>> epoch(Minibatches minibatches) {
    List<List<Integer>> epoch = new ArrayList<>();
    for (int k = 0; k < minibatches.count(); k++) {
      Batch batch = minibatches.gather(k);
      List<Integer> rows = new ArrayList<>();
      for (int i = 0; i < batch.size(); i++) {
        rows.add((int) batch.returns[i]);
      }
      epoch.add(rows);
    }
    return epoch;
  }

  @Test
  void the_last_minibatch_holds_what_is_left() {
    Minibatches minibatches = Minibatches.inOrder(2);
    minibatches.begin(rollout(5), 0);
    minibatches.shuffle(); // has no effect
    assertThat(epoch(minibatches))
        .containsExactly(List.of(0, 1), List.of(2, 3), List.of(4)); // ⌈5 / 2⌉ = 3
    minibatches.begin(rollout(4), 0);
    assertThat(epoch(minibatches)).containsExactly(List.of(0, 1), List.of(2, 3));
  }

  @Test
  void a_minibatch_larger_than_the_rollout_is_the_rollout() {
    Minibatches minibatches = Minibatches.inOrder(Integer.MAX_VALUE);
    minibatches.begin(rollout(3), 0);
    assertThat(epoch(minibatches)).containsExactly(List.of(0, 1, 2));
  }

  @Test
  void each_shuffle_permutes_the_order_before_it_and_begin_restores_the_order_of_the_rows() {
    Minibatches minibatches = Minibatches.shuffled(7, Rng.stream(3, "order"));
    Rng rng = Rng.stream(3, "order", 5); // iteration 5
    int[] expected = {0, 1, 2, 3, 4, 5, 6};
    minibatches.begin(rollout(7), 5);
    assertThat(minibatches.order()).isEqualTo(expected);
    for (int epoch = 0; epoch < 3; epoch++) {
      minibatches.shuffle();
      rng.shuffle(expected, 7);
      assertThat(minibatches.order()).isEqualTo(expected);
    }

    minibatches.begin(rollout(7), 5);

    assertThat(minibatches.order()).containsExactly(0, 1, 2, 3, 4, 5, 6);
  }

  @Test
  void other_iterations_have_other_orders() {
    Minibatches minibatches = Minibatches.shuffled(50, Rng.stream(3, "order"));
    minibatches.begin(rollout(50), 0);
    minibatches.shuffle();
    int[] first = minibatches.order().clone();
    minibatches.begin(rollout(50), 1);
    minibatches.shuffle();
    assertThat(minibatches.order()).isNotEqualTo(first).containsExactlyInAnyOrder(first);
  }

  @Test
  void some_rows_are_visited_alone_and_stay_apart_from_all_rows() {
    int[] rows = {4, 2};
    Minibatches minibatches = Minibatches.inOrder(64);
    minibatches.begin(rollout(5), rows, 0);
    assertThat(epoch(minibatches)).containsExactly(List.of(4, 2));
    minibatches.begin(rollout(2), 0);
    assertThat(epoch(minibatches)).containsExactly(List.of(0, 1));
    assertThat(rows).containsExactly(4, 2);
  }

  @Test
  void a_batch_is_used_again_for_rollouts_of_the_same_size() {
    Minibatches minibatches = Minibatches.inOrder(2);
    minibatches.begin(rollout(5), 0);
    Batch batch = minibatches.gather(0);
    minibatches.begin(rollout(5), 1);
    assertThat(minibatches.gather(1)).isSameAs(batch);
  }

  @Test
  void sizes_and_numbers_out_of_range_are_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Minibatches.inOrder(0))
        .withMessage("batchSize is 0; it must be at least 1.");
    Minibatches minibatches = Minibatches.inOrder(2);
    minibatches.begin(rollout(5), 0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> minibatches.gather(3))
        .withMessage("k is 3; it must be in [0, 2].");
  }

  /// Environment 1 has one step of two, so row 3 is not a sample.
  @ParameterizedTest
  @MethodSource
  void what_needs_a_sample_in_every_row_refuses_others(String user, Consumer<Rollout> use) {
    Rollout r = new Rollout(2, 2, 1, 1);
    r.setLengths(new int[] {2, 1});
    assertThatIllegalArgumentException()
        .isThrownBy(() -> use.accept(r))
        .withMessage(
            "%s needs a sample in every row; the rollout has 3 samples in 4 rows. Maybe use Episodes"
                    .formatted(user)
                + " and Returns, which are for whole episodes.");
  }

  static Stream<Arguments> what_needs_a_sample_in_every_row_refuses_others() {
    return Stream.of(
        user("Minibatches.begin(rollout, iteration)", r -> Minibatches.inOrder(2).begin(r, 0)),
        user("Advantages.compute", r -> Advantages.compute(r, 1, 1)),
        user("Statistics.explainedVariance", Statistics::explainedVariance));
  }

  private static Arguments user(String name, Consumer<Rollout> use) {
    return Arguments.of(name, use);
  }
}

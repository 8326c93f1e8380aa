package ascent.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RolloutTest {

  /// 3 steps of 2 environments, observations of 2 and actions of 1; every number tells where it is.
  private static Rollout filled() {
    Rollout r = new Rollout(3, 2, 2, 1);
    for (int row = 0; row < 6; row++) {
      r.obs[2 * row] = row;
      r.obs[2 * row + 1] = 10 + row;
      r.actions[row] = 20 + row;
      r.logProb[row] = 30 + row;
      r.value[row] = 40 + row;
      r.advantage[row] = 50 + row;
      r.returns[row] = 60 + row;
    }
    return r;
  }

  @Test
  void sizes_are_as_given() {
    Rollout r = filled();
    assertThat(new int[] {r.steps(), r.envs(), r.rows(), r.obsSize(), r.actionSize()})
        .containsExactly(3, 2, 6, 2, 1);
  }

  @Test
  void environments_have_all_steps_unless_something_else_is_said() {
    Rollout r = filled();
    assertThat(new int[] {r.capacity(), r.length(0), r.length(1), r.samples()})
        .containsExactly(3, 3, 3, 6);
    assertThat(r.episodeLimit()).isEqualTo(Integer.MAX_VALUE);
    r.setLengths(new int[] {1, 2});
    assertThat(new int[] {r.capacity(), r.steps(), r.rows(), r.length(0), r.samples()})
        .containsExactly(3, 2, 4, 1, 3);
    r.clear();
    assertThat(new int[] {r.steps(), r.length(0), r.length(1), r.samples()})
        .containsExactly(3, 3, 3, 6);
  }

  @Test
  void a_batch_gathers_the_rows_it_is_told_in_their_order() {
    Batch batch = new Batch(4, 2, 1);

    batch.gather(filled(), new int[] {9, 5, 0, 3, 9}, 1, 4);

    assertThat(batch.size()).isEqualTo(3);
    assertThat(batch.obs).startsWith(5, 15, 0, 10, 3, 13);
    assertThat(batch.actions).startsWith(25, 20, 23);
    assertThat(batch.oldLogProb).startsWith(35, 30, 33);
    assertThat(batch.oldValue).startsWith(45, 40, 43);
    assertThat(batch.advantage).startsWith(55, 50, 53);
    assertThat(batch.returns).startsWith(65, 60, 63);
  }

  @Test
  void masks_are_there_where_they_are_needed_and_gathered_with_their_rows() {
    Rollout r = filled();
    Batch batch = new Batch(4, 2, 1);
    assertThat(r.masks).isEmpty();
    r.needMasks(3);
    assertThat(r.maskSize()).isEqualTo(3);
    assertThat(r.masks).hasSize(18).containsOnly(true); // everything is allowed at first
    boolean[] masks = r.masks;
    masks[3 * 5 + 1] = false;
    masks[3 * 3] = false;
    r.needMasks(3);
    assertThat(r.masks).isSameAs(masks);

    batch.gather(r, new int[] {5, 0, 3}, 0, 3);

    assertThat(batch.masks)
        .hasSize(12)
        .startsWith(true, false, true, true, true, true, false, true, true);
    boolean[] kept = batch.masks;
    batch.gather(r, new int[] {0}, 0, 1);
    assertThat(batch.masks).isSameAs(kept).startsWith(true, true, true);

    batch.gather(filled(), new int[] {0}, 0, 1); // a rollout without masks
    assertThat(batch.masks).isEmpty();
  }

  @Test
  void a_batch_holds_no_more_than_its_capacity() {
    Batch batch = new Batch(2, 2, 1);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> batch.gather(filled(), new int[] {0, 1, 2}, 0, 3))
        .withMessage("size is 3; it must be in [0, 2].");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> batch.setSize(-1))
        .withMessage("size is -1; it must be in [0, 2].");
  }

  @Test
  void final_observations_are_kept_however_many_there_are() {
    Rollout r = filled();
    float[] from = {-1, 7, 8};
    for (int k = 0; k < 5; k++) { // room is made for one per environment at first
      from[1] = k;
      r.addFinal(k, from, 1);
      r.finalValue()[k] = 100 + k;
    }

    assertThat(r.finals()).isEqualTo(5);
    assertThat(Arrays.copyOf(r.finalRow(), 5)).containsExactly(0, 1, 2, 3, 4);
    assertThat(Arrays.copyOf(r.finalObs(), 10)).containsExactly(0, 8, 1, 8, 2, 8, 3, 8, 4, 8);
    assertThat(Arrays.copyOf(r.finalValue(), 5)).containsExactly(100, 101, 102, 103, 104);
  }

  @Test
  void a_cleared_rollout_has_no_final_observations() {
    Rollout r = filled();
    r.addFinal(0, new float[] {1, 2}, 0);

    r.clear();

    assertThat(r.finals()).isZero();
  }
}

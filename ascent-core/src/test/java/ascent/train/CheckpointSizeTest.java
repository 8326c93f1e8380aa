package ascent.train;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

/// A run whose checkpoints could not be read again does not begin.
class CheckpointSizeTest {
  /// 2^28 floats are 2^30 bytes, as many as a file may have, and there is more in it.
  @Test
  void a_checkpoint_has_less_than_one_gibibyte() {
    assertThatCode(() -> Checkpoint.requireFits((1L << 28) - 1)).doesNotThrowAnyException();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Checkpoint.requireFits(1L << 28))
        .withMessage(
            "the size of a checkpoint is 1073741824 bytes; it must be less than 1073741824."
                + " Maybe use fewer or smaller layers.");
  }
}

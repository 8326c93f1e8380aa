package ascent.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// The lanes of the registers that all vector kernels work on.
final class VectorLanes {
  /// The widest registers that C2 offers on this CPU, 512 bits at most.
  static final VectorSpecies<Float> SPECIES =
      FloatVector.SPECIES_PREFERRED.length() > 16
          ? FloatVector.SPECIES_512
          : FloatVector.SPECIES_PREFERRED;

  // Exchange lane i with lane i ± 8, 4, 2, 1.
  static final VectorShuffle<Float> SWAP_8 = swap(8);
  static final VectorShuffle<Float> SWAP_4 = swap(4);
  static final VectorShuffle<Float> SWAP_2 = swap(2);
  static final VectorShuffle<Float> SWAP_1 = swap(1);

  // Lanes i with bit h of i set.
  static final VectorMask<Float> BIT_8 = VectorMask.fromLong(SPECIES, 0xff00);
  static final VectorMask<Float> BIT_4 = VectorMask.fromLong(SPECIES, 0xf0f0);
  static final VectorMask<Float> BIT_2 = VectorMask.fromLong(SPECIES, 0xcccc);
  static final VectorMask<Float> BIT_1 = VectorMask.fromLong(SPECIES, 0xaaaa);

  private VectorLanes() {}

  private static VectorShuffle<Float> swap(int distance) {
    return VectorShuffle.fromOp(SPECIES, i -> (i ^ distance) & (SPECIES.length() - 1));
  }
}

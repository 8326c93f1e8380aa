package ascent.rng;

/// The numbers that Philox4x32-10 is made of: Salmon, Moraes, Dror and Shaw, *Parallel Random
/// Numbers: As Easy as 1, 2, 3* (SC 2011).
///
/// A round takes a block of four 32-bit words c and two words k of key to
///
///     c₀ ← hi(M₁c₂) ⊕ c₁ ⊕ k₀     c₁ ← lo(M₁c₂)     c₂ ← hi(M₀c₀) ⊕ c₃ ⊕ k₁     c₃ ← lo(M₀c₀)
///
/// where hi and lo are the halves of a 64-bit product; then kᵢ ← kᵢ + WEYLᵢ.
public final class Philox {
  /// The lower 32 bits of a `long`.
  public static final long WORD = 0xFFFF_FFFFL;

  public static final long MULTIPLIER_0 = 0xD251_1F53L;
  public static final long MULTIPLIER_1 = 0xCD9E_8D57L;
  public static final int WEYL_0 = 0x9E37_79B9; // golden ratio
  public static final int WEYL_1 = 0xBB67_AE85; // √3 − 1
  public static final int ROUNDS = 10;

  private Philox() {}
}

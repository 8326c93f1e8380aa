package ascent.math;

/// `exp`, `log` and `tanh` for `float`, bit for bit the same on every machine.
///
/// `Math.exp` and similar functions may differ by an ulp between JVMs or between interpreted and
/// compiled code, and have no SIMD form. These use only `+ - * /`, [Math#fma], bit casts and
/// compare-selects. Each is correctly rounded by IEEE 754, so a SIMD version with the same
/// operations in the same order gives equal bits. Selects are written `x > c ? c : x` rather than
/// `Math.min`, because that is one compare and one blend in SIMD and lets NaN through.
///
/// | function | largest error | outside its range |
/// |---|---|---|
/// | [#exp] | 1 ulp | saturates below −87.34 (at 1.2e-38) and above 88.37 (at 2.4e38) |
/// | [#log] | 1 ulp | −∞ at ±0, NaN below 0 |
/// | [#tanh] | 2.8e-7 absolute, 5 ulp | constant beyond ±7.905, 2.4e-7 short of ±1 |
/// | [#softplus] | 4 ulp | saturates below −87.34 (at 1.2e-38) |
///
/// NaN gives NaN in all of them. The constants are public for the SIMD versions.
public final class FloatMath {

  /// Adding 1.5·2²³ rounds |x| < 2²² to the nearest integer, which is then in the low bits of the
  /// mantissa.
  public static final float ROUND = 0x1.8p23f;

  /// The smallest x for which e^x is a normal number.
  public static final float EXP_MIN = -87.33654f;

  /// The largest x of [#exp]: rounds to 2^127 times something, so that the scale itself stays
  /// finite.
  public static final float EXP_MAX = 88.37f;

  public static final float LOG2_E = 1.442695f;

  // ln 2 = LN2_HI + LN2_LO. With fma the product by an integer is exact, so HI may use all its 24
  // bits.
  public static final float LN2_HI = 0.6931472f;
  public static final float LN2_LO = -1.9046542e-9f;

  // e^r = 1 + r + r²·(E2 + E3·r + … + E6·r⁴) on |r| ≤ ½·ln 2; minimax (Remez), relative error
  // 3.3e-9.
  public static final float E2 = 0.49999994f;
  public static final float E3 = 0.16666515f;
  public static final float E4 = 0.041668456f;
  public static final float E5 = 0.008369419f;
  public static final float E6 = 0.0013813142f;

  // ln(1+f) = f − f²/2 + f³·(L3 + L4·f + … + L10·f⁷) on √½ ≤ 1+f ≤ √2; minimax (Remez), relative
  // error 5.9e-9.
  public static final float L3 = 0.3333333f;
  public static final float L4 = -0.2500082f;
  public static final float L5 = 0.20001227f;
  public static final float L6 = -0.16623357f;
  public static final float L7 = 0.14201759f;
  public static final float L8 = -0.13160183f;
  public static final float L9 = 0.12761575f;
  public static final float L10 = -0.07634495f;

  /// The bits of √½: a mantissa in [√½, √2) keeps f = m − 1 small on both sides of 1.
  public static final int SQRT_HALF_BITS = 0x3f3504f3;

  /// Lifts a subnormal into the normal range; 2²³ is undone in the exponent.
  public static final float SUBNORMAL_SCALE = 0x1p23f;

  // tanh x ≈ x·(A1 + A3·x² + … + A13·x¹²) / (B0 + B2·x² + B4·x⁴ + B6·x⁶) on |x| ≤ 7.905; the
  // coefficients of Eigen's `generic_fast_tanh_float` (Eigen/src/Core/MathFunctionsImpl.h), rounded
  // to float.
  public static final float TANH_MAX = 7.905f;
  public static final float A1 = 0.0048935246f;
  public static final float A3 = 6.3726195e-4f;
  public static final float A5 = 1.48572235e-5f;
  public static final float A7 = 5.1222973e-8f;
  public static final float A9 = -8.604672e-11f;
  public static final float A11 = 2.000188e-13f;
  public static final float A13 = -2.7607684e-16f;
  public static final float B0 = 0.004893525f;
  public static final float B2 = 0.0022684347f;
  public static final float B4 = 1.1853471e-4f;
  public static final float B6 = 1.1982584e-6f;

  private FloatMath() {}

  /// e^x = 2ⁿ·e^r with n = round(x / ln 2) and r = x − n·ln 2 (Cody–Waite).
  ///
  /// Saturates instead of reaching 0 or ∞: every result is a normal, finite number.
  public static float exp(float x) {
    float c = x > EXP_MAX ? EXP_MAX : x;
    c = c < EXP_MIN ? EXP_MIN : c;
    float shifted = Math.fma(c, LOG2_E, ROUND);
    float n = shifted - ROUND;
    float r = Math.fma(n, -LN2_LO, Math.fma(n, -LN2_HI, c));
    float q = Math.fma(E6, r, E5);
    q = Math.fma(q, r, E4);
    q = Math.fma(q, r, E3);
    q = Math.fma(q, r, E2);
    float p = Math.fma(q, r * r, r) + 1f;
    // 2ⁿ without a conversion: n is in the low bits of `shifted`; moved to the exponent, plus the
    // bits of 1.0.
    return p * Float.intBitsToFloat((Float.floatToRawIntBits(shifted) << 23) + 0x3f800000);
  }

  /// ln x = k·ln 2 + ln(1+f) with x = 2^k·(1+f) and √½ ≤ 1+f < √2.
  public static float log(float x) {
    boolean tiny = x < Float.MIN_NORMAL;
    int bits = Float.floatToRawIntBits(tiny ? x * SUBNORMAL_SCALE : x);
    int k = (bits - SQRT_HALF_BITS) >> 23;
    float f = Float.intBitsToFloat(bits - (k << 23)) - 1f;
    // Integer to float by adding into the mantissa of ROUND: exact, and cheaper in SIMD than a
    // conversion.
    float n =
        Float.intBitsToFloat(k + Float.floatToRawIntBits(ROUND)) - (tiny ? ROUND + 23f : ROUND);
    float q = Math.fma(L10, f, L9);
    q = Math.fma(q, f, L8);
    q = Math.fma(q, f, L7);
    q = Math.fma(q, f, L6);
    q = Math.fma(q, f, L5);
    q = Math.fma(q, f, L4);
    q = Math.fma(q, f, L3);
    float f2 = f * f;
    float low = Math.fma(n, LN2_LO, f2 * f * q);
    low = Math.fma(-0.5f, f2, low);
    float y = Math.fma(n, LN2_HI, f + low);
    y = x == 0f ? Float.NEGATIVE_INFINITY : y;
    y = x < 0f ? Float.NaN : y;
    // +∞ and NaN are their own logarithm (the bit arithmetic above is invalid for them).
    return x < Float.POSITIVE_INFINITY ? y : x;
  }

  /// tanh x as an odd polynomial of degree 13 over an even one of degree 6: one division, no exp.
  public static float tanh(float x) {
    float c = x > TANH_MAX ? TANH_MAX : x;
    c = c < -TANH_MAX ? -TANH_MAX : c;
    float s = c * c;
    float p = Math.fma(s, A13, A11);
    p = Math.fma(s, p, A9);
    p = Math.fma(s, p, A7);
    p = Math.fma(s, p, A5);
    p = Math.fma(s, p, A3);
    p = Math.fma(s, p, A1);
    float q = Math.fma(s, B6, B4);
    q = Math.fma(s, q, B2);
    q = Math.fma(s, q, B0);
    return c * p / q;
  }

  /// ln(1 + e^x) = max(x, 0) + ln(1 + e^−|x|).
  ///
  /// 1 + y loses bits of a small y; the factor y / ((1 + y) − 1) puts them back (Kahan).
  public static float softplus(float x) {
    float y = exp(-Math.abs(x));
    float sum = 1 + y;
    float log1p = sum == 1 ? y : log(sum) * (y / (sum - 1));
    return x > 0 ? x + log1p : log1p;
  }
}

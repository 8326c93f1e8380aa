package ascent.math;

/// `sin`, `cos` and `log` for `double`, bit for bit the same on every machine.
///
/// `StrictMath` is reproducible too, but has no SIMD form; these do the same correctly rounded operations one by one
/// in scalar code and in the vector kernels. Polynomials: fdlibm's (`k_sin.c`, `k_cos.c`, `e_log.c`, Sun
/// Microsystems), with the argument reduction and Horner's scheme by fused multiply-add.
///
/// Errors stay below 1 ulp for [#log] and, on |x| ≤ 10⁹, below 1.5 ulp for [#sin] and [#cos]. Beyond 10⁹ the reduction loses
/// accuracy gradually, beyond 2⁵⁰ the result means nothing; ±∞ and NaN give NaN.
public final class DoubleMath {

  /// Adding 1.5·2⁵² rounds |x| < 2⁵¹ to the nearest integer, which then sits in the low bits of the mantissa.
  public static final double ROUND = 0x1.8p52;

  public static final double TWO_OVER_PI = 0.6366197723675814;

  // π/2 = PIO2_1 + PIO2_2 + PIO2_3 to 161 bits. With fma, x − q·PIO2_1 is exact (a multiple of 2⁻⁵³ below 1).
  public static final double PIO2_1 = 0x1.921fb54442d18p+0;
  public static final double PIO2_2 = 0x1.1a62633145c07p-54;
  public static final double PIO2_3 = -0x1.f1976b7ed8fbcp-110;

  // sin r = r + r³·(S1 + S2·r² + … + S6·r¹⁰) on |r| ≤ π/4.
  public static final double S1 = -1.66666666666666324348e-01;
  public static final double S2 = 8.33333333332248946124e-03;
  public static final double S3 = -1.98412698298579493134e-04;
  public static final double S4 = 2.75573137070700676789e-06;
  public static final double S5 = -2.50507602534068634195e-08;
  public static final double S6 = 1.58969099521155010221e-10;

  // cos r = 1 − r²/2 + r⁴·(C1 + C2·r² + … + C6·r¹⁰) on |r| ≤ π/4.
  public static final double C1 = 4.16666666666666019037e-02;
  public static final double C2 = -1.38888888888741095749e-03;
  public static final double C3 = 2.48015872894767294178e-05;
  public static final double C4 = -2.75573143513906633035e-07;
  public static final double C5 = 2.08757232129817482790e-09;
  public static final double C6 = -1.13596475577881948265e-11;

  // ln(1+f) = f − f²/2 + s·(f²/2 + R), s = f/(2+f), R = s²·(G1 + G2·s² + … + G7·s¹²).
  private static final double G1 = 6.666666666666735130e-01;
  private static final double G2 = 3.999999999940941908e-01;
  private static final double G3 = 2.857142874366239149e-01;
  private static final double G4 = 2.222219843214978396e-01;
  private static final double G5 = 1.818357216161805012e-01;
  private static final double G6 = 1.531383769920937332e-01;
  private static final double G7 = 1.479819860511658591e-01;
  private static final double LN2_HI = 6.93147180369123816490e-01;
  private static final double LN2_LO = 1.90821492927058770002e-10;
  private static final long SQRT_HALF_BITS = 0x3fe6a09e667f3bcdL;

  private DoubleMath() {}

  /// sin x: with q = round(x / (π/2)) and r = x − q·π/2, one of sin r, cos r, −sin r, −cos r.
  public static double sin(double x) {
    double shifted = Math.fma(x, TWO_OVER_PI, ROUND);
    double r = reduce(x, shifted - ROUND);
    long q = Double.doubleToRawLongBits(shifted);
    double y = (q & 1) == 0 ? sinReduced(r) : cosReduced(r);
    return flip(y, q);
  }

  /// cos x = sin(x + π/2): the same four values, one quadrant on.
  public static double cos(double x) {
    double shifted = Math.fma(x, TWO_OVER_PI, ROUND);
    double r = reduce(x, shifted - ROUND);
    long q = Double.doubleToRawLongBits(shifted);
    double y = (q & 1) == 0 ? cosReduced(r) : sinReduced(r);
    return flip(y, q + 1);
  }

  /// ln x = k·ln 2 + ln(1+f) with x = 2^k·(1+f) and √½ ≤ 1+f < √2; −∞ at ±0, NaN below 0.
  public static double log(double x) {
    if (!(x > 0) || x == Double.POSITIVE_INFINITY) {
      return x == 0 ? Double.NEGATIVE_INFINITY : x < 0 ? Double.NaN : x;
    }
    boolean tiny = x < Double.MIN_NORMAL;
    long bits = Double.doubleToRawLongBits(tiny ? x * 0x1p54 : x);
    long k = (bits - SQRT_HALF_BITS) >> 52;
    double f = Double.longBitsToDouble(bits - (k << 52)) - 1;
    double n = tiny ? k - 54 : k;
    double s = f / (2 + f);
    double z = s * s;
    double g = Math.fma(G7, z, G6);
    g = Math.fma(g, z, G5);
    g = Math.fma(g, z, G4);
    g = Math.fma(g, z, G3);
    g = Math.fma(g, z, G2);
    g = Math.fma(g, z, G1);
    double halfSquare = 0.5 * f * f;
    double low = Math.fma(s, Math.fma(g, z, halfSquare), n * LN2_LO);
    return Math.fma(n, LN2_HI, f - (halfSquare - low));
  }

  private static double reduce(double x, double q) {
    double r = Math.fma(q, -PIO2_1, x);
    r = Math.fma(q, -PIO2_2, r);
    return Math.fma(q, -PIO2_3, r);
  }

  private static double sinReduced(double r) {
    double z = r * r;
    double p = Math.fma(S6, z, S5);
    p = Math.fma(p, z, S4);
    p = Math.fma(p, z, S3);
    p = Math.fma(p, z, S2);
    p = Math.fma(p, z, S1);
    return Math.fma(r * z, p, r);
  }

  private static double cosReduced(double r) {
    double z = r * r;
    double p = Math.fma(C6, z, C5);
    p = Math.fma(p, z, C4);
    p = Math.fma(p, z, C3);
    p = Math.fma(p, z, C2);
    p = Math.fma(p, z, C1);
    double w = Math.fma(-0.5, z, 1);
    // (1 − w) − z/2 is what rounding took from w.
    double lost = Math.fma(-0.5, z, 1 - w);
    return w + Math.fma(z * z, p, lost);
  }

  /// Negates y in the third and fourth quadrant: bit 1 of q moved to the sign bit.
  private static double flip(double y, long q) {
    return Double.longBitsToDouble(Double.doubleToRawLongBits(y) ^ ((q & 2) << 62));
  }
}

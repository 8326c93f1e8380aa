package ascent.math;

/// `sin`, `cos` and `log` for `double`, bit for bit the same on every machine.
///
/// `StrictMath` is also reproducible, but takes twice as long for angles beyond ±π/4. Polynomials:
/// fdlibm's (`k_sin.c`, `k_cos.c`, `e_log.c`, Sun Microsystems), with the argument reduction and
/// Horner's scheme by fused multiply-add.
///
/// Errors stay below 1 ulp for [#log] and, on |x| ≤ 10⁹, below 1.5 ulp for [#sin] and [#cos].
/// Beyond 10⁹ the reduction loses accuracy gradually, beyond 2⁵⁰ the result is meaningless; ±∞ and
/// NaN give NaN.
public final class DoubleMath {

  /// Adding 1.5·2⁵² rounds |x| < 2⁵¹ to the nearest integer, which is then in the low bits of the
  /// mantissa.
  private static final double ROUND = 0x1.8p52;

  private static final double TWO_OVER_PI = 0.6366197723675814;

  // π/2 = PIO2_1 + PIO2_2 + PIO2_3 to 161 bits. With fma, x − q·PIO2_1 is exact (a multiple of 2⁻⁵³
  // below 1).
  private static final double PIO2_1 = 0x1.921fb54442d18p+0;
  private static final double PIO2_2 = 0x1.1a62633145c07p-54;
  private static final double PIO2_3 = -0x1.f1976b7ed8fbcp-110;

  // sin r = r + r³·(S1 + S2·r² + … + S6·r¹⁰) on |r| ≤ π/4.
  private static final double S1 = -0.16666666666666632;
  private static final double S2 = 0.00833333333332249;
  private static final double S3 = -1.984126982985795e-4;
  private static final double S4 = 2.7557313707070068e-6;
  private static final double S5 = -2.5050760253406863e-8;
  private static final double S6 = 1.58969099521155e-10;

  // cos r = 1 − r²/2 + r⁴·(C1 + C2·r² + … + C6·r¹⁰) on |r| ≤ π/4.
  private static final double C1 = 0.0416666666666666;
  private static final double C2 = -0.001388888888887411;
  private static final double C3 = 2.480158728947673e-5;
  private static final double C4 = -2.7557314351390663e-7;
  private static final double C5 = 2.087572321298175e-9;
  private static final double C6 = -1.1359647557788195e-11;

  // ln(1+f) = f − f²/2 + s·(f²/2 + R), s = f/(2+f), R = s²·(G1 + G2·s² + … + G7·s¹²).
  private static final double G1 = 0.6666666666666735;
  private static final double G2 = 0.3999999999940942;
  private static final double G3 = 0.2857142874366239;
  private static final double G4 = 0.22222198432149784;
  private static final double G5 = 0.1818357216161805;
  private static final double G6 = 0.15313837699209373;
  private static final double G7 = 0.14798198605116586;
  private static final double LN2_HI = 0.6931471803691238;
  private static final double LN2_LO = 1.9082149292705877e-10;
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
    // (1 − w) − z/2 is the rounding error of w.
    double lost = Math.fma(-0.5, z, 1 - w);
    return w + Math.fma(z * z, p, lost);
  }

  /// Negates y in the third and fourth quadrant: bit 1 of q moved to the sign bit.
  private static double flip(double y, long q) {
    return Double.longBitsToDouble(Double.doubleToRawLongBits(y) ^ ((q & 2) << 62));
  }
}

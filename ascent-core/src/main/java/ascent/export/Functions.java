package ascent.export;

import ascent.distribution.ModeRule;
import java.util.LinkedHashSet;
import java.util.Set;

/// The functions of an exported source file, in the words of a [Dialect]. They repeat the
/// operations of [ascent.kernel.Kernels], [ascent.math.FloatMath] and [ascent.math.DoubleMath] one
/// by one, so their results have the same bits.
final class Functions {
  private static final String LAYER =
      """
      // y = b + x W: one chain of fused multiply-adds for each output, in the order of the inputs. Four inputs at a
      // time, as that reads and writes y less often.
      $static void @layer($in x, int in, $matrix w, $in b, $out y, int out) {
        for (int j = 0; j < out; j++) {
          y[j] = b[j];
        }
        int whole = in - in % 4;
        for (int k = 0; k < whole; k += 4) {
          float x0 = x[k];
          float x1 = x[k + 1];
          float x2 = x[k + 2];
          float x3 = x[k + 3];
          $in w0 = $row(w, k, out);
          $in w1 = $row(w, k + 1, out);
          $in w2 = $row(w, k + 2, out);
          $in w3 = $row(w, k + 3, out);
          for (int j = 0; j < out; j++) {
            float s = $fmaf(x0, w0[j], y[j]);
            s = $fmaf(x1, w1[j], s);
            s = $fmaf(x2, w2[j], s);
            y[j] = $fmaf(x3, w3[j], s);
          }
        }
        for (int k = whole; k < in; k++) {
          float xk = x[k];
          $in wk = $row(w, k, out);
          for (int j = 0; j < out; j++) {
            y[j] = $fmaf(xk, wk[j], y[j]);
          }
        }
      }
      """;

  private static final int CHAINS = 16; // of the head's sums

  private static final String HEAD =
      """
      // y = W x + b: sixteen chains of fused multiply-adds, added up by halves, and one over the rest.
      $static void @head($in x, int in, $matrix w, $in b, $out y, int out) {
        int whole = in - in %% 16;
        for (int o = 0; o < out; o++) {
          $in row = $row(w, o, in);
      %s    for (int k = 0; k < whole; k += 16) {
      %s    }
      %s    float sum = s0 + b[o];
          float rest = 0;
          for (int k = whole; k < in; k++) {
            rest = $fmaf(x[k], row[k], rest);
          }
          y[o] = whole == in ? sum : sum + rest;
        }
      }
      """
          .formatted(
              chains("    float s%1$d = 0;\n"),
              chains("      s%1$d = $fmaf(x[%2$s], row[%2$s], s%1$d);\n"),
              halves());

  private static final String SCALE =
      """
      $static float @scale(float x, double mean, double deviation, double clip) {
        double z = (x - mean) / deviation;
        z = z > clip ? clip : z;
        return (float) (z < -clip ? -clip : z);
      }
      """;

  private static final String TANH =
      """
      $static float @tanh(float x) {
        float c = $max($min(x, 7.905f), -7.905f);
        float s = c * c;
        float p = $fmaf(s, -2.7607684E-16f, 2.000188E-13f);
        p = $fmaf(s, p, -8.604672E-11f);
        p = $fmaf(s, p, 5.1222973E-8f);
        p = $fmaf(s, p, 1.48572235E-5f);
        p = $fmaf(s, p, 6.3726195E-4f);
        p = $fmaf(s, p, 0.0048935246f);
        float q = $fmaf(s, 1.1982584E-6f, 1.1853471E-4f);
        q = $fmaf(s, q, 0.0022684347f);
        q = $fmaf(s, q, 0.004893525f);
        return c * p / q;
      }
      """;

  private static final String EXP =
      """
      $static float @exp(float x) {
        float c = $max($min(x, 88.37f), -87.33654f);
        float shifted = $fmaf(c, 1.442695f, 12582912.0f);
        float n = shifted - 12582912.0f;
        float r = $fmaf(n, 1.9046542E-9f, $fmaf(n, -0.6931472f, c));
        float q = $fmaf(0.0013813142f, r, 0.008369419f);
        q = $fmaf(q, r, 0.041668456f);
        q = $fmaf(q, r, 0.16666515f);
        q = $fmaf(q, r, 0.49999994f);
        float p = $fmaf(q, r * r, r) + 1.0f;
        return p * $float(($bits(shifted) << 23) + 0x3f800000);
      }
      """;

  private static final String LOG =
      """
      // ln x for 1 <= x <= 2.
      $static float @log(float x) {
        $int k = ($bits(x) - 0x3f3504f3) >> 23;
        float f = $float($bits(x) - (k << 23)) - 1.0f;
        float n = (float) k;
        float q = $fmaf(-0.07634495f, f, 0.12761575f);
        q = $fmaf(q, f, -0.13160183f);
        q = $fmaf(q, f, 0.14201759f);
        q = $fmaf(q, f, -0.16623357f);
        q = $fmaf(q, f, 0.20001227f);
        q = $fmaf(q, f, -0.2500082f);
        q = $fmaf(q, f, 0.3333333f);
        float f2 = f * f;
        float low = $fmaf(n, -1.9046542E-9f, f2 * f * q);
        low = $fmaf(-0.5f, f2, low);
        return $fmaf(n, 0.6931472f, f + low);
      }
      """;

  private static final String SOFTPLUS =
      """
      $static float @softplus(float x) {
        float y = @exp(-$abs(x));
        float sum = 1.0f + y;
        $roundedFloat log1p = sum == 1.0f ? y : @log(sum) * (y / (sum - 1.0f));
        return x > 0 ? x + log1p : log1p;
      }
      """;

  private static final String DOUBLE_LOG =
      """
      // ln x for x >= 1.
      $static double @logOf(double x) {
        if (!(x < $infinity)) {
          return x;
        }
        $long k = ($bits64(x) - 0x3fe6a09e667f3bcdL) >> 52;
        double f = $double($bits64(x) - (k << 52)) - 1;
        double n = (double) k;
        double s = f / (2 + f);
        double z = s * s;
        double g = $fma(0.14798198605116586, z, 0.15313837699209373);
        g = $fma(g, z, 0.1818357216161805);
        g = $fma(g, z, 0.22222198432149784);
        g = $fma(g, z, 0.2857142874366239);
        g = $fma(g, z, 0.3999999999940942);
        g = $fma(g, z, 0.6666666666666735);
        $roundedDouble halfSquare = 0.5 * f * f;
        double low = $fma(s, $fma(g, z, halfSquare), n * 1.9082149292705877E-10);
        return $fma(n, 0.6931471803691238, f - (halfSquare - low));
      }
      """;

  private static final String BETA_MEAN =
      """
      // u, where the mean of a Beta distribution lies at tanh u between -1 and 1.
      $static float @betaMean(float p, float q) {
        float alpha = 1.0f + @softplus(p);
        float beta = 1.0f + @softplus(q);
        return (float) (0.5 * (@logOf(alpha) - @logOf(beta)));
      }
      """;

  private static final String BEST =
      """
      // The first of the largest of n outputs.
      $static int @best($in eta, int at, int n) {
        int best = 0;
        for (int j = 1; j < n; j++) {
          if (eta[at + j] > eta[at + best]) {
            best = j;
          }
        }
        return best;
      }
      """;

  private static final String BEST_ALLOWED =
      """
      // The first of the largest of n outputs among those allowed.
      $static int @best($in eta, int at, int n, $mask mask) {
        int best = -1;
        for (int j = 0; j < n; j++) {
          if (mask[at + j] && (best < 0 || eta[at + j] > eta[at + best])) {
            best = j;
          }
        }
        return best;
      }
      """;

  private Functions() {}

  /// A line for each of the chains; its arguments are the chain's number and where it reads.
  private static String chains(String line) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < CHAINS; i++) {
      lines.append(line.formatted(i, i == 0 ? "k" : "k + " + i));
    }
    return lines.toString();
  }

  /// Adds up the chains: the second half of them to the first, until one is left.
  private static String halves() {
    StringBuilder lines = new StringBuilder();
    for (int half = CHAINS / 2; half > 0; half /= 2) {
      for (int i = 0; i < half; i++) {
        lines.append("    s%d += s%d;\n".formatted(i, i + half));
      }
    }
    return lines.toString();
  }

  /// The functions that a policy needs, each after those that it calls.
  static Set<String> of(PolicyPlan plan) {
    Set<String> functions = new LinkedHashSet<>();
    if (plan.scaling().isPresent()) {
      functions.add(SCALE);
    }
    if (!plan.hidden().isEmpty()) {
      functions.add(LAYER);
      addActivation(plan, functions);
    }
    functions.add(HEAD);
    switch (plan.rule()) {
      case ModeRule.Choices _ -> functions.add(plan.masked() ? BEST_ALLOWED : BEST);
      case ModeRule.Squashed _ -> functions.add(TANH);
      case ModeRule.BetaMeans _ -> {
        functions.add(TANH);
        functions.add(EXP);
        functions.add(LOG);
        functions.add(SOFTPLUS);
        functions.add(DOUBLE_LOG);
        functions.add(BETA_MEAN);
      }
      case ModeRule.Bits _, ModeRule.Outputs _ -> {}
    }
    return functions;
  }

  private static void addActivation(PolicyPlan plan, Set<String> functions) {
    String expression =
        switch (plan.activation()) {
          case TANH -> "@tanh(x)";
          case RELU -> "$max(x, 0.0f)";
          case ELU -> "$max(x, 0.0f) + (@exp($min(x, 0.0f)) - 1.0f)"; // exp(0) is 1 exactly
          case SILU -> "x * (0.5f + 0.5f * @tanh(0.5f * x))";
          case LEAKY_RELU -> "$max(x, 0.01f * x)";
        };
    if (expression.contains("@tanh")) {
      functions.add(TANH);
    }
    if (expression.contains("@exp")) {
      functions.add(EXP);
    }
    functions.add(
        """
        $static void @activate($out y, int n) {
          for (int j = 0; j < n; j++) {
            float x = y[j];
            y[j] = %s;
          }
        }
        """
            .formatted(expression));
  }
}

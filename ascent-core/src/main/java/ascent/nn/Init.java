package ascent.nn;

import ascent.rng.Rng;

/// The initialisation of a layer's weights.
public enum Init {
  /// A random (semi-)orthogonal matrix times a gain, biases 0 (Saxe et al. 2014, arXiv:1312.6120):
  /// the default here and in Stable-Baselines3.
  ORTHOGONAL,
  /// Weights and biases uniform in ±1/√fan-in: PyTorch's default for a linear layer. The gain is
  /// not used.
  UNIFORM,
  /// Weights normal with deviation √(2/fan-in), biases 0 (He et al. 2015, arXiv:1502.01852). The
  /// gain is not used.
  HE_NORMAL,
  /// Weights uniform in [0, 1), biases 0. The gain is not used.
  UNIT_UNIFORM;

  /// Fills a layer's weights, as `[out][in]`, and biases.
  ///
  /// @param weight `[out × in]`, written
  /// @param bias `[out]`, written
  void fill(float[] weight, float[] bias, int in, int out, float gain, Rng rng) {
    switch (this) {
      case ORTHOGONAL -> orthogonal(weight, in, out, gain, rng);
      case UNIFORM -> {
        double bound = 1 / Math.sqrt(in);
        fillUniform(weight, bound, rng);
        fillUniform(bias, bound, rng);
      }
      case HE_NORMAL -> {
        float std = (float) Math.sqrt(2.0 / in);
        for (int i = 0; i < weight.length; i++) {
          weight[i] = std * rng.normal();
        }
      }
      case UNIT_UNIFORM -> {
        for (int i = 0; i < weight.length; i++) {
          weight[i] = rng.nextFloat();
        }
      }
    }
  }

  private static void fillUniform(float[] a, double bound, Rng rng) {
    for (int i = 0; i < a.length; i++) {
      a[i] = (float) rng.uniform(-bound, bound);
    }
  }

  /// Gram–Schmidt on normal vectors gives Haar-distributed orthonormal ones, as the QR
  /// decomposition with positive diagonal does. The shorter side of the matrix is made orthonormal.
  private static void orthogonal(float[] weight, int in, int out, float gain, Rng rng) {
    int vectors = Math.min(in, out);
    int length = Math.max(in, out);
    double[][] q = new double[vectors][length];
    for (int v = 0; v < vectors; v++) {
      for (int i = 0; i < length; i++) {
        q[v][i] = rng.normal();
      }
      orthonormalise(q, v);
    }
    for (int o = 0; o < out; o++) {
      for (int i = 0; i < in; i++) {
        weight[o * in + i] = (float) (gain * (out <= in ? q[o][i] : q[i][o]));
      }
    }
  }

  /// Makes `q[v]` orthogonal to its predecessors and of length 1. Two passes: one loses
  /// orthogonality to rounding when the vectors are nearly dependent.
  private static void orthonormalise(double[][] q, int v) {
    for (int pass = 0; pass < 2; pass++) {
      for (int p = 0; p < v; p++) {
        double dot = dot(q[v], q[p]);
        for (int i = 0; i < q[v].length; i++) {
          q[v][i] -= dot * q[p][i];
        }
      }
    }
    double norm = Math.sqrt(dot(q[v], q[v]));
    for (int i = 0; i < q[v].length; i++) {
      q[v][i] /= norm;
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum = Math.fma(a[i], b[i], sum);
    }
    return sum;
  }
}

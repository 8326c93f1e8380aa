package ascent.kernel;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SplittableRandom;

/// One hash over the results of every kernel on fixed inputs, to compare JVMs with.
final class KernelDigest {

  private final MessageDigest digest;
  private final SplittableRandom random = new SplittableRandom(11);

  private KernelDigest() throws NoSuchAlgorithmException {
    digest = MessageDigest.getInstance("SHA-256");
  }

  /// Prints the name and the hash of this JVM's kernels.
  public static void main(String[] args) throws NoSuchAlgorithmException {
    Kernels kernels = Kernels.get();
    System.out.println(kernels.name() + " " + of(kernels));
  }

  static String of(Kernels kernels) throws NoSuchAlgorithmException {
    KernelDigest digest = new KernelDigest();
    // Often enough for C2 to take over from the interpreter on the way.
    for (int round = 0; round < 15; round++) {
      for (int n : Samples.SIZES) {
        digest.run(kernels, n, 1 + (n * 7 + round) % 70);
      }
    }
    return HexFormat.of().formatHex(digest.digest.digest());
  }

  private void run(Kernels kernels, int n, int m) {
    float[] x = Samples.values(n * m + m, random);
    float[] w = Samples.values(n * m + m + 1, random);
    float[] y = new float[n * m + m];
    kernels.multiply(m, n, m, w, 0, 1, 0, x, 0, n, x, 0, 0, y, 0, n);
    add(y);
    kernels.project(n, m, 1, x, 0, m, w, 0, m, y, 0, 1, 0);
    add(y);
    kernels.transpose(n, m, x, 0, m, y, 0, n);
    kernels.tanh(y, 0, y, 0, n * m);
    kernels.tanhBackward(y, 0, x, 0, n * m);
    add(x);
    kernels.silu(x, 0, y, 0, n * m);
    kernels.siluBackward(x, 0, y, 0, w, 0, n * m);
    kernels.elu(w, 0, y, 0, n * m);
    kernels.eluBackward(y, 0, x, 0, n * m);
    kernels.leakyRelu(0.01f, x, 0, y, 0, n * m);
    kernels.leakyReluBackward(0.01f, y, 0, w, 0, n * m);
    kernels.relu(w, 0, y, 0, n * m);
    kernels.reluBackward(y, 0, x, 0, n * m);
    add(x);
    kernels.exp(x, 0, y, 0, n * m);
    kernels.log(y, 0, w, 0, n * m);
    add(w);
    float[] v = new float[n * m];
    kernels.adam(x, w, v, y, 0, n * m, 0.5f, 1e-3f, 2f, 0.9f, 0.999f, 1e-5f);
    add(x);
    add(new double[] {kernels.sumOfSquares(x, 0, n * m)});
  }

  private void add(float[] x) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * x.length);
    for (float v : x) {
      bytes.putInt(Float.floatToIntBits(v));
    }
    digest.update(bytes.array());
  }

  private void add(double[] x) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * x.length);
    for (double v : x) {
      bytes.putLong(Double.doubleToLongBits(v));
    }
    digest.update(bytes.array());
  }
}

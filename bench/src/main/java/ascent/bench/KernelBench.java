package ascent.bench;

import ascent.kernel.Kernels;
import ascent.rng.Rng;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// The arithmetic that training consists of, kernel by kernel: a hidden layer 64 → 64 on batches of
/// 8 to 2,048 rows, and an optimiser step on all parameters of a 4→64→64→2 actor and critic.
///
/// Each runs in two forks, [Scalar] and [Vector]: same inputs, same bits, other instructions. What
/// to look for:
///
/// - the three products do the same operations on the same numbers of rows, so they should cost the
///   same; where one does not, its access pattern is to blame;
/// - `project` has two outputs, too few to fill a register with: it sums across lanes instead, and
///   is far from the peak. It is 3 % of a network's work;
/// - at 2,048 rows input and output no longer fit the first-level cache. Training never gets there:
///   it goes through the layers with 64 rows at a time;
/// - the scalar side is what C2 makes of plain loops; how far that is from the registers' width
///   differs from kernel to kernel.
public abstract class KernelBench extends Timing {
  private static final int WIDTH = 64; // of the layer, both ends
  private static final int OUTPUTS = 2; // of the head
  private static final int PARAMETERS = 4_610 + 4_545; // actor + critic

  /// The readable definition, compiled as C2 sees fit.
  @Fork(value = 1, jvmArgsAppend = "-Dascent.kernels=scalar")
  public static class Scalar extends KernelBench {}

  /// The same on the widest registers there are.
  @Fork(value = 1, jvmArgsAppend = "-Dascent.kernels=vector")
  public static class Vector extends KernelBench {}

  /// A layer and what flows through it.
  @State(Scope.Thread)
  public static class Layer {
    @Param({"8", "64", "256", "2048"})
    public int rows;

    final Kernels kernels = Kernels.get();
    final float[] w = new float[WIDTH * WIDTH]; // [in × out], transposed as well as not
    final float[] bias = new float[WIDTH];
    final float[] zeros = new float[WIDTH * WIDTH];
    final float[] dw = new float[WIDTH * WIDTH];
    final float[] head = new float[OUTPUTS * WIDTH + OUTPUTS]; // [out × in], then biases
    float[] x = {}; // [rows × in]
    float[] y = {}; // [rows × out]
    float[] outputs = {}; // [rows × OUTPUTS]

    @Setup(Level.Trial)
    public void fill() {
      Rng rng = Rng.stream(1, "bench");
      x = noise(rng, new float[rows * WIDTH]);
      y = new float[rows * WIDTH];
      outputs = new float[rows * OUTPUTS];
      noise(rng, w);
      noise(rng, bias);
      noise(rng, head);
    }
  }

  /// All parameters and Adam's state.
  @State(Scope.Thread)
  public static class Parameters {
    final Kernels kernels = Kernels.get();
    final float[] theta = noise(Rng.stream(1, "bench"), new float[PARAMETERS]);
    final float[] grad = noise(Rng.stream(2, "bench"), new float[PARAMETERS]);
    final float[] m = new float[PARAMETERS];
    final float[] v = new float[PARAMETERS];
  }

  private static float[] noise(Rng rng, float[] x) {
    for (int i = 0; i < x.length; i++) {
      x[i] = rng.normal();
    }
    return x;
  }

  /// Y = b + X·W.
  @Benchmark
  public float[] forward(Layer s) {
    int n = WIDTH;
    s.kernels.multiply(s.rows, n, n, s.x, 0, n, 1, s.w, 0, n, s.bias, 0, 0, s.y, 0, n);
    return s.y;
  }

  /// dW = Xᵀ·dY: X read down its columns. (Training adds to dW; here it starts from zeros, so that
  /// the numbers stay what they are.)
  @Benchmark
  public float[] weightGradient(Layer s) {
    int n = WIDTH;
    s.kernels.multiply(n, n, s.rows, s.x, 0, 1, n, s.y, 0, n, s.zeros, 0, n, s.dw, 0, n);
    return s.dw;
  }

  /// dX = dY·Wᵀ, W transposed beforehand: once per minibatch, for all its rows.
  @Benchmark
  public float[] inputGradient(Layer s) {
    int n = WIDTH;
    s.kernels.multiply(s.rows, n, n, s.x, 0, n, 1, s.w, 0, n, s.zeros, 0, 0, s.y, 0, n);
    return s.y;
  }

  /// The head: 64 → 2.
  @Benchmark
  public float[] project(Layer s) {
    int bias = OUTPUTS * WIDTH;
    s.kernels.project(
        s.rows, WIDTH, OUTPUTS, s.x, 0, WIDTH, s.head, 0, bias, s.outputs, 0, OUTPUTS, 1);
    return s.outputs;
  }

  @Benchmark
  public float[] tanh(Layer s) {
    s.kernels.tanh(s.x, 0, s.y, 0, s.rows * WIDTH);
    return s.y;
  }

  @Benchmark
  public float[] exp(Layer s) {
    s.kernels.exp(s.x, 0, s.y, 0, s.rows * WIDTH);
    return s.y;
  }

  /// One pass over θ, m, v and the gradient, the clipping of its norm folded in. A step size of 0
  /// keeps θ where it is and costs the same.
  @Benchmark
  public float[] adam(Parameters s) {
    s.kernels.adam(s.theta, s.m, s.v, s.grad, 0, PARAMETERS, 0.5f, 0f, 1f, 0.9f, 0.999f, 1e-5f);
    return s.theta;
  }

  /// What a call does: multiplications and additions of a product, elements of anything else.
  static double work(String method, int rows) {
    return switch (method) {
      case "forward", "weightGradient", "inputGradient" -> 2.0 * rows * WIDTH * WIDTH;
      case "project" -> 2.0 * rows * WIDTH * OUTPUTS;
      case "tanh", "exp" -> (double) rows * WIDTH;
      case "adam" -> PARAMETERS;
      default -> throw new IllegalArgumentException(method);
    };
  }
}

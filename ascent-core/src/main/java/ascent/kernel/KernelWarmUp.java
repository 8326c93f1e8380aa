package ascent.kernel;

import ascent.math.FloatMath;

/// Has the kernels of a usual training compiled before they are needed, by calling them on a thread
/// of their own while the program starts.
///
/// The launcher makes every caller of a kernel wait for its compilation, all in all half a second,
/// so a training of a second would spend half of it waiting. Started early, the compiler runs on a
/// second core meanwhile. The calls are short, so that C2 is asked for the whole method before it
/// is asked for the loop that is running, which it would compile a second time; and they take every
/// way through a method that a training takes, since C2 leaves out those it has not seen and would
/// have to compile again.
///
/// It computes on arrays of its own and changes no bits. The measurement is in
/// docs/decisions/0058-the-last-bars-of-speed.md.
public final class KernelWarmUp {
  /// C2 compiles a kernel at its 25th call under the launcher's thresholds, or earlier.
  private static final int CALLS = 40;

  private static final int WIDTH = 64;

  private final Kernels kernels;
  private final float[] x = new float[WIDTH * WIDTH];
  private final float[] y = new float[WIDTH * WIDTH];
  private final float[] z = new float[WIDTH * WIDTH];
  private final float[] u = new float[WIDTH * WIDTH];

  KernelWarmUp(Kernels kernels) {
    this.kernels = kernels;
    x[0] = 2 * FloatMath.TANH_MAX; // for the branch of tanh that few numbers take
  }

  /// Starts a thread that warms up, and returns at once. Does nothing where the vector kernels
  /// cannot be chosen.
  ///
  /// It does not ask [Kernels#get], which may fail or warn: that is for those who need a kernel.
  public static void start() {
    boolean possible =
        !System.getProperty(KernelChoice.PROPERTY, "").equals("scalar")
            && ModuleLayer.boot().findModule(KernelChoice.MODULE).isPresent();
    if (possible) {
      Thread.ofPlatform().daemon().name("ascent-warm-up").start(KernelWarmUp::warmUp);
    }
  }

  private static void warmUp() {
    if (VectorKernels.supported()) {
      new KernelWarmUp(new VectorKernels()).run();
    }
  }

  /// Calls each kernel, in the order of their first use in a training, but for the logarithm: it
  /// loads the last class of masks, and what C2 has compiled for fewer classes would be lost.
  void run() {
    repeat(() -> {
      kernels.transpose(16, WIDTH, x, 0, WIDTH, y, 0, 16);
      kernels.transpose(5, 3, x, 0, 3, y, 0, 5);
    });
    repeat(() -> {
      kernels.log(x, 0, y, 0, WIDTH);
      kernels.log(x, 0, y, 0, 1);
    });
    repeat(() -> multiply(1, 8));
    repeat(() -> kernels.tanh(x, 0, y, 0, 256));
    repeat(() -> kernels.project(5, WIDTH, 2, x, 0, WIDTH, z, 0, 2 * WIDTH, y, 0, 1, WIDTH));
    repeat(() -> {
      kernels.exp(x, 0, y, 0, WIDTH);
      kernels.exp(x, 0, y, 0, 1);
    });
    repeat(() -> {
      for (int depth = 1; depth <= VectorShallowProduct.DEPTH; depth++) {
        multiply(4, depth);
      }
    });
    repeat(() -> multiply(4, WIDTH));
    repeat(() -> kernels.tanhBackward(y, 0, z, 0, 256));
    repeat(() -> kernels.sumOfSquares(x, 0, 257));
    repeat(() -> kernels.adam(x, y, z, u, 0, 65, 1, 1, 1, 0.9f, 0.999f, 1));
  }

  private void multiply(int rows, int depth) {
    kernels.multiply(rows, WIDTH, depth, x, 0, WIDTH, 1, z, 0, WIDTH, u, 0, 0, y, 0, WIDTH);
  }

  private static void repeat(Runnable calls) {
    for (int i = 0; i < CALLS; i++) {
      calls.run();
    }
  }
}

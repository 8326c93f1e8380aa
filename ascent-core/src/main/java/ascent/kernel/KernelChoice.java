package ascent.kernel;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// Chooses the kernels of this JVM, once, and says what to do where the fast ones are out of reach.
final class KernelChoice {

  static final String PROPERTY = "ascent.kernels";
  static final String MODULE = "jdk.incubator.vector";

  static final Kernels CHOSEN = choose(System.getProperty(PROPERTY, ""), modulePresent());

  private KernelChoice() {}

  static Kernels choose(String forced, boolean modulePresent) {
    return switch (forced) {
      case "scalar" -> new ScalarKernels();
      case "vector" -> {
        if (!modulePresent) {
          throw new IllegalStateException(
              PROPERTY + "=vector, but this JVM runs without the module " + MODULE
                  + ". Maybe add --add-modules " + MODULE + ".");
        }
        yield new VectorKernels();
      }
      case "" -> automatic(modulePresent);
      default ->
          throw new IllegalArgumentException(
              PROPERTY + " must be scalar or vector, was \"" + forced + "\"");
    };
  }

  private static Kernels automatic(boolean modulePresent) {
    Logger logger = System.getLogger(Kernels.class.getName());
    if (!modulePresent) {
      // VectorKernels must not even be linked here: its superinterfaces' signatures are ours, but its code is not.
      logger.log(
          Level.WARNING,
          "Scalar kernels (several times slower): add --add-modules " + MODULE + " to the java command.");
      return new ScalarKernels();
    }
    if (!VectorKernels.supported()) {
      logger.log(
          Level.WARNING,
          "Scalar kernels (several times slower): this JVM's compiler offers no SIMD registers.");
      return new ScalarKernels();
    }
    return new VectorKernels();
  }

  private static boolean modulePresent() {
    return ModuleLayer.boot().findModule(MODULE).isPresent();
  }
}

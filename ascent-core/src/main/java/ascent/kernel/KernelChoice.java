package ascent.kernel;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// Chooses the kernels of this JVM, once, and says what to do where the fast ones are out of reach.
final class KernelChoice {

  static final String PROPERTY = "ascent.kernels";
  static final String MODULE = "jdk.incubator.vector";

  /// What [Kernels#get] answers.
  static final Kernels CHOSEN = choose(System.getProperty(PROPERTY, ""), modulePresent());

  private KernelChoice() {}

  /// @param forced the value of [#PROPERTY], empty where nobody set it
  static Kernels choose(String forced, boolean modulePresent) {
    return switch (forced) {
      case "" -> automatic(modulePresent);
      case "scalar" -> new ScalarKernels();
      case "vector" -> forcedVector(modulePresent);
      default ->
          throw new IllegalArgumentException(
              PROPERTY + " is \"" + forced + "\"; it must be scalar or vector, or not given.");
    };
  }

  // VectorKernels must not be touched before the module is known to be there: its static fields
  // come from it.

  private static Kernels forcedVector(boolean modulePresent) {
    if (!modulePresent) {
      throw new IllegalStateException(
          "ascent.kernels is vector, but the module jdk.incubator.vector is absent."
              + " Maybe the java command lacks --add-modules jdk.incubator.vector.");
    }
    return new VectorKernels();
  }

  private static Kernels automatic(boolean modulePresent) {
    if (modulePresent && VectorKernels.supported()) {
      return new VectorKernels();
    }
    Logger logger = System.getLogger(Kernels.class.getName());
    String why =
        modulePresent
            ? "C2 is off (-Xint, -XX:TieredStopAtLevel) or offers no SIMD registers."
            : "add --add-modules " + MODULE + " to the java command.";
    logger.log(Level.WARNING, "Scalar kernels, about ten times slower: " + why);
    return new ScalarKernels();
  }

  private static boolean modulePresent() {
    return ModuleLayer.boot().findModule(MODULE).isPresent();
  }
}

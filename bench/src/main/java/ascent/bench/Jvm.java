package ascent.bench;

/// Options of the JVMs that measure: those of the launcher, so that what is measured is what runs.
final class Jvm {
  static final String QUIET = "-XX:CompileCommand=quiet";
  static final String COMPILE_EARLY =
      "-XX:CompileCommand=CompileThresholdScaling,ascent.kernel.Vector*::*,0.005";
  static final String COMPILE_FIRST =
      "-XX:CompileCommand=BackgroundCompilation,ascent.kernel.Vector*::*,false";
  static final String GC = "-XX:+UseSerialGC";
  static final String VECTORS = "--add-modules=jdk.incubator.vector";
  static final String NATIVE = "--enable-native-access=ALL-UNNAMED";

  static final String SCALAR_KERNELS = "-Dascent.kernels=scalar";
  static final String VECTOR_KERNELS = "-Dascent.kernels=vector";

  private Jvm() {}
}

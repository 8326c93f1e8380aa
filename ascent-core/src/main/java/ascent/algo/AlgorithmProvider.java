package ascent.algo;

import java.util.List;

/// Provides algorithms from another jar. Found by [java.util.ServiceLoader]: declare it in
/// `module-info.java` and in `META-INF/services/ascent.algo.AlgorithmProvider`.
///
/// ```java
/// public final class AcmeAlgorithms implements AlgorithmProvider {
///   @Override
///   public List<LearnerConfig> algorithms() {
///     return List.of(AwrConfig.DEFAULT);
///   }
/// }
/// ```
public interface AlgorithmProvider {

  /// The default settings of each algorithm, in the order in which they are listed. `ascent train`
  /// takes those that are an [AlgorithmConfig]; models of all of them can be loaded.
  List<? extends LearnerConfig> algorithms();
}

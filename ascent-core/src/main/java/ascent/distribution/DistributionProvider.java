package ascent.distribution;

import java.util.List;

/// Provides distributions from another jar to `--set distribution=NAME`, saved models and help.
/// Found by [java.util.ServiceLoader]: declare it in `module-info.java` and in
/// `META-INF/services/ascent.distribution.DistributionProvider`.
@FunctionalInterface
public interface DistributionProvider {
  /// The settings of each distribution, with their defaults: records whose components have texts
  /// ([ascent.config.Help]) and are checked by the compact constructor.
  List<DistributionConfig> distributions();
}

package ascent.env.registry;

import java.util.List;

/// Provides named envs. Found by [java.util.ServiceLoader]: declare it in `module-info.java` and in
/// `META-INF/services/ascent.env.registry.EnvProvider`.
public interface EnvProvider {

  /// The envs, in listing order.
  List<EnvSpec> envs();
}

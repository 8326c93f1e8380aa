package ascent.env.registry;

import java.util.List;

/// Brings named envs. Found by [java.util.ServiceLoader]: declare it in `module-info.java` and in
/// `META-INF/services/ascent.env.registry.EnvProvider`.
public interface EnvProvider {

  /// The envs, in the order in which they should be listed.
  List<EnvSpec> envs();
}

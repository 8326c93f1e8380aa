package ascent.env;

import ascent.config.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/// The envs that have a name: those of every [EnvProvider] on the class path or module path.
public final class Envs {
  private Envs() {}

  /// All of them, provider by provider.
  public static List<EnvSpec> all() {
    return List.copyOf(byId(ServiceLoader.load(EnvProvider.class)).values());
  }

  /// The env of that name.
  ///
  /// @throws IllegalArgumentException if there is none; names the nearest ones
  public static EnvSpec find(String id) {
    Map<String, EnvSpec> known = byId(ServiceLoader.load(EnvProvider.class));
    EnvSpec spec = known.get(id);
    if (spec == null) {
      throw new IllegalArgumentException(unknown(id, new ArrayList<>(known.keySet())));
    }
    return spec;
  }

  static Map<String, EnvSpec> byId(Iterable<EnvProvider> providers) {
    Map<String, EnvSpec> specs = new LinkedHashMap<>();
    for (EnvProvider provider : providers) {
      for (EnvSpec spec : provider.envs()) {
        if (specs.putIfAbsent(spec.id(), spec) != null) {
          throw new IllegalStateException(
              ("two envs are named '" + spec.id() + "', the second one by ")
                  + (provider.getClass().getName() + ". Maybe the class path has it twice."));
        }
      }
    }
    return specs;
  }

  static String unknown(String id, List<String> ids) {
    if (ids.isEmpty()) {
      return "no env is named '" + id + "'. Maybe the jar with the envs is not on the class path.";
    }
    String known = String.join(", ", ids);
    return "no env is named '" + id + "'." + Nearest.hint(id, ids) + " Known: " + known + ".";
  }
}

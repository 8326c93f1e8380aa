package ascent.env.registry;

import ascent.config.Nearest;
import ascent.config.Providers;
import ascent.config.UnreadProviders;
import ascent.env.strict.StrictClassLoader;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Finds envs by name: those of every [EnvProvider] on the class path or module path, and any class
/// that implements Env.
public final class Envs {
  static final Providers<EnvProvider, EnvSpec> PROVIDERS =
      new Providers<>(EnvProvider.class, "envs", EnvProvider::envs, EnvSpec::id);

  /// What the id of an env of rewritten classes begins with.
  public static final String STRICT = "strict:";

  private Envs() {}

  /// All named envs, provider by provider.
  ///
  /// @throws IllegalArgumentException if a provider cannot be used, or two envs have one name
  public static List<EnvSpec> all() {
    return all(Providers.loader());
  }

  /// All named envs that the class loader sees.
  ///
  /// @throws IllegalArgumentException as [#all()] does
  public static List<EnvSpec> all(ClassLoader loader) {
    return List.copyOf(PROVIDERS.find(loader).values());
  }

  /// The env of an id. An id is a name such as `CartPole-v1`, or the name of a public
  /// [Env][ascent.env.Env] class with a public constructor without parameters. Parameters may
  /// follow, as in `FrozenLake-v1?map=8x8&slippery=false`. `strict:` before it loads its classes
  /// anew, rewritten by a [StrictClassLoader]; they must be those of a URLClassLoader, such as
  /// `--class-path` makes.
  ///
  /// @throws IllegalArgumentException if there is none, or a parameter is unknown or invalid; the
  ///   message names the nearest matches. Also as [#all()] does
  public static EnvSpec find(String id) {
    return find(id, Providers.loader());
  }

  /// The env of an id, with values for the parameters that the id does not set.
  ///
  /// @throws IllegalArgumentException as [#find(String)] does
  public static EnvSpec find(String id, Map<String, String> unlessGiven) {
    Map<String, String> parameters = new LinkedHashMap<>(unlessGiven);
    parameters.keySet().removeAll(parameters(id).keySet());
    return find(id).with(parameters);
  }

  /// The env of an id, among those that the class loader sees.
  ///
  /// @throws IllegalArgumentException as [#find(String)] does
  public static EnvSpec find(String id, ClassLoader loader) {
    if (id.startsWith(STRICT)) {
      return strict(id.substring(STRICT.length()), loader);
    }
    int question = id.indexOf('?');
    String name = question < 0 ? id : id.substring(0, question);
    Map<String, String> parameters = parameters(id);
    Map<String, EnvSpec> known = PROVIDERS.find(loader);
    EnvSpec spec = known.get(name);
    if (spec == null) {
      spec = EnvClass.find(name, loader);
    }
    if (spec == null) {
      throw new IllegalArgumentException(
          unknown(name, new ArrayList<>(known.keySet()))
              + UnreadProviders.hint(EnvProvider.class, loader));
    }
    return spec.with(parameters);
  }

  private static EnvSpec strict(String id, ClassLoader loader) {
    List<URL> urls = new ArrayList<>();
    @Nullable ClassLoader parent = loader;
    while (parent instanceof URLClassLoader jars) {
      urls.addAll(List.of(jars.getURLs()));
      parent = jars.getParent();
    }
    if (urls.isEmpty()) {
      throw new IllegalArgumentException(
          "%s%s needs jars or folders whose classes are to be rewritten. Maybe add --class-path JAR."
              .formatted(STRICT, id));
    }
    StrictClassLoader strict = new StrictClassLoader(urls.toArray(URL[]::new), parent);
    return find(id, strict).strict(strict);
  }

  private static Map<String, String> parameters(String id) {
    int question = id.indexOf('?');
    return question < 0 ? Map.of() : EnvSpec.parse(id.substring(question + 1));
  }

  static String unknown(String id, List<String> ids) {
    if (ids.isEmpty()) {
      return "no env is named '" + id + "'. Maybe the jar with the envs is not on the class path.";
    }
    String known = String.join(", ", ids);
    return "no env is named '" + id + "'." + Nearest.hint(id, ids) + " Known: " + known + ".";
  }
}

package ascent.cli.info;

import ascent.config.Providers;
import ascent.env.EnvFactories;
import ascent.env.registry.EnvProvider;
import ascent.env.registry.EnvSpec;
import java.net.URL;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The environments of one provider.
///
/// @param provider its class
/// @param jar the file or folder that it comes from, without the folders above it
/// @param envs how many there are
/// @param failures why environments cannot be created, by name; native code that cannot be loaded
///   shows here
record Provided(String provider, String jar, int envs, Map<String, String> failures) {
  private static final Providers<EnvProvider, EnvSpec> PROVIDERS =
      new Providers<>(EnvProvider.class, "envs", EnvProvider::envs, EnvSpec::id);

  /// Those of every provider that is found. Creates each environment once.
  static List<Provided> all() {
    List<Provided> all = new ArrayList<>();
    Iterator<EnvProvider> providers = PROVIDERS.found(Providers.loader()).iterator();
    try {
      while (providers.hasNext()) {
        all.add(of(providers.next()));
      }
    } catch (IllegalArgumentException e) { // that provider cannot be used, nor those after it
      all.add(new Provided("unknown", "unknown", 0, Map.of("*", message(e))));
    }
    return List.copyOf(all);
  }

  private static Provided of(EnvProvider provider) {
    String name = provider.getClass().getName();
    Map<String, String> failures = new LinkedHashMap<>();
    Map<String, EnvSpec> specs;
    try {
      specs = PROVIDERS.byName(List.of(provider));
    } catch (IllegalArgumentException e) {
      return new Provided(name, jar(provider), 0, Map.of("*", message(e)));
    }
    specs.forEach((id, spec) -> {
      try {
        EnvFactories.close(EnvFactories.open(spec.factory()));
      } catch (RuntimeException | LinkageError e) {
        failures.put(id, message(e));
      }
    });
    return new Provided(name, jar(provider), specs.size(), failures);
  }

  private static String message(Throwable e) {
    return String.valueOf(e.getMessage());
  }

  private static String jar(EnvProvider provider) {
    CodeSource source = provider.getClass().getProtectionDomain().getCodeSource();
    URL place = source == null ? null : source.getLocation();
    return place == null ? "unknown" : place.getPath().replaceFirst("^.*/(?=[^/]+/?$)", "");
  }

  /// A sentence for people.
  String text() {
    String count = envs + " in " + jar;
    if (failures.isEmpty()) {
      return count + ", all can be created";
    }
    StringBuilder text = new StringBuilder(count + ", but ");
    failures.forEach((env, why) -> text.append(env).append(": ").append(why).append(' '));
    return text.toString().stripTrailing();
  }
}

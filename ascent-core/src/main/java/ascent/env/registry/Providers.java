package ascent.env.registry;

import ascent.env.EnvFailure;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.security.CodeSource;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Supplier;

/// The envs of the providers that a class loader sees. A provider that is broken is named, with the
/// jar that it is in.
final class Providers {
  private static final String FILE = "META-INF/services/" + EnvProvider.class.getName();

  private Providers() {}

  /// The envs by their names, provider by provider.
  ///
  /// @throws IllegalArgumentException if a provider cannot be used, or two envs have one name
  static Map<String, EnvSpec> envs(ClassLoader loader) {
    Iterator<EnvProvider> providers = ServiceLoader.load(EnvProvider.class, loader).iterator();
    return byId(() ->
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return asking(loader, providers::hasNext);
          }

          @Override
          public EnvProvider next() {
            return asking(loader, providers::next);
          }
        });
  }

  private static <T> T asking(ClassLoader loader, Supplier<T> question) {
    try {
      return question.get();
    } catch (ServiceConfigurationError e) {
      String message = String.valueOf(e.getMessage());
      String what =
          message
              .replace(EnvProvider.class.getName() + ": ", "")
              .replaceFirst("^Provider ", "")
              .replace("not a subtype", "is none");
      Throwable cause = e.getCause();
      String why = "";
      if (cause != null && what.endsWith("could not be instantiated")) {
        why = ": " + EnvFailure.threw("its constructor", cause);
      }
      throw new IllegalArgumentException(
          "an EnvProvider cannot be used: " + what + why + "." + listedIn(loader, what), e);
    } catch (LinkageError e) {
      throw new IllegalArgumentException(
          "an EnvProvider cannot be loaded: " + e + ". Maybe a jar that it needs is missing.", e);
    }
  }

  /// Which file lists the provider that the message is about: Java does not say.
  private static String listedIn(ClassLoader loader, String message) {
    try {
      Enumeration<URL> files = loader.getResources(FILE);
      while (files.hasMoreElements()) {
        URL file = files.nextElement();
        try (InputStream in = file.openStream()) {
          String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
          if (text.lines().map(String::strip).anyMatch(l -> !l.isEmpty() && message.contains(l))) {
            return " It is listed in " + readable(file) + ".";
          }
        }
      }
    } catch (IOException e) {
      // then without it
    }
    return "";
  }

  private static String readable(URL place) {
    return place.toString().replaceFirst("^(jar:)?file:", "").replaceFirst("!/.*", "");
  }

  static Map<String, EnvSpec> byId(Iterable<EnvProvider> providers) {
    Map<String, EnvSpec> specs = new LinkedHashMap<>();
    Map<String, EnvProvider> givenBy = new LinkedHashMap<>();
    for (EnvProvider provider : providers) {
      for (EnvSpec spec : envs(provider)) {
        EnvProvider other = givenBy.putIfAbsent(spec.id(), provider);
        if (other != null) {
          throw new IllegalArgumentException(
              "two envs are named '%s': one by %s, one by %s. Maybe the class path has it twice."
                  .formatted(spec.id(), name(other), name(provider)));
        }
        specs.put(spec.id(), spec);
      }
    }
    return specs;
  }

  private static List<EnvSpec> envs(EnvProvider provider) {
    List<EnvSpec> envs;
    try {
      envs = provider.envs();
    } catch (RuntimeException | Error e) {
      throw new IllegalArgumentException(
          "the provider " + name(provider) + " is broken: " + EnvFailure.threw("envs", e) + ".", e);
    }
    if (envs == null) {
      throw new IllegalArgumentException(
          "the provider " + name(provider) + " is broken: envs gave null; it must give a list.");
    }
    return envs;
  }

  private static String name(EnvProvider provider) {
    CodeSource source = provider.getClass().getProtectionDomain().getCodeSource();
    boolean known = source != null && source.getLocation() != null;
    return provider.getClass().getName() + (known ? " in " + readable(source.getLocation()) : "");
  }
}

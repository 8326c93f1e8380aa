package ascent.config;

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
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// Finds the named objects that the providers of a service offer, using [ServiceLoader]. A broken
/// provider is reported in one sentence, with its jar.
///
/// Internal: public for Ascent's own modules alone.
///
/// @param <P> the service
/// @param <T> what its providers offer
/// @param service the interface that providers implement, which module `ascent.core` uses
/// @param things plural noun for what they offer, equal to the name of the interface's method
/// @param offers calls that method
/// @param name the name of one thing
public record Providers<P, T>(
    Class<P> service,
    String things,
    Function<P, ? extends List<? extends T>> offers,
    Function<T, String> name) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  /// The objects that a class loader finds, by name, provider by provider.
  ///
  /// @throws IllegalArgumentException if a provider cannot be used, or two things have one name
  public Map<String, T> find(ClassLoader loader) {
    return byName(found(loader));
  }

  /// The providers that a class loader finds.
  ///
  /// @throws IllegalArgumentException while iterating, if one cannot be used
  public Iterable<P> found(ClassLoader loader) {
    return () -> {
      Iterator<P> providers = ServiceLoader.load(service, loader).iterator();
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return asking(loader, providers::hasNext);
        }

        @Override
        public P next() {
          return asking(loader, providers::next);
        }
      };
    };
  }

  /// The class loader of the current thread, used by default.
  public static ClassLoader loader() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return context == null ? ClassLoader.getSystemClassLoader() : context;
  }

  private <A> A asking(ClassLoader loader, Supplier<A> question) {
    String simple = service.getSimpleName();
    String provider = ("AEIOU".indexOf(simple.charAt(0)) >= 0 ? "an " : "a ") + simple;
    try {
      return question.get();
    } catch (ServiceConfigurationError e) {
      String message = String.valueOf(e.getMessage());
      String what =
          message
              .replace(service.getName() + ": ", "")
              .replaceFirst("^Provider ", "")
              .replace("not a subtype", "is none");
      Throwable cause = e.getCause();
      String why = "";
      if (cause != null && what.endsWith("could not be instantiated")) {
        why = ": " + Thrown.by("its constructor", cause);
      }
      throw new IllegalArgumentException(
          provider + " cannot be used: " + what + why + "." + listedIn(loader, what), e);
    } catch (LinkageError e) {
      throw new IllegalArgumentException(
          provider + " cannot be loaded: " + e + ". Maybe a jar that it needs is missing.", e);
    }
  }

  /// Finds the file that lists the provider, which Java's message does not contain.
  private String listedIn(ClassLoader loader, String message) {
    try {
      Enumeration<URL> files = loader.getResources("META-INF/services/" + service.getName());
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

  /// The objects that these providers offer, by name, provider by provider.
  ///
  /// @throws IllegalArgumentException if a provider is broken, or two things have one name
  public Map<String, T> byName(Iterable<? extends P> providers) {
    Map<String, T> known = new LinkedHashMap<>();
    Map<String, P> givenBy = new LinkedHashMap<>();
    for (P provider : providers) {
      List<? extends T> offered = offered(provider);
      for (int i = 0; i < offered.size(); i++) {
        T thing = offered.get(i);
        if (thing == null) {
          throw broken(provider, "%s gave a list with null at %d".formatted(things, i));
        }
        String key = nameOf(provider, thing);
        P other = givenBy.putIfAbsent(key, provider);
        T first = known.putIfAbsent(key, thing);
        if (other != null && first != null) {
          throw twice(key, origin(first, other), origin(thing, provider));
        }
      }
    }
    return known;
  }

  private IllegalArgumentException twice(String key, String one, String other) {
    String hint =
        one.equals(other)
            ? "Maybe the class path or the provider has it twice."
            : "Maybe one can be renamed.";
    return new IllegalArgumentException(
        "two %s are named '%s': one is %s, one is %s. %s".formatted(things, key, one, other, hint));
  }

  private String nameOf(P provider, T thing) {
    String key;
    try {
      key = name.apply(thing);
    } catch (Throwable e) {
      throw broken(provider, Thrown.by("the name of " + thing.getClass().getName(), e));
    }
    if (key == null || key.isBlank()) {
      throw broken(
          provider,
          "the name of %s is %s; it must not be blank"
              .formatted(thing.getClass().getName(), key == null ? "null" : "'" + key + "'"));
    }
    return key;
  }

  private static IllegalArgumentException broken(Object provider, String what) {
    return new IllegalArgumentException(
        "the provider " + place(provider) + " is broken: " + what + ".");
  }

  /// The class of the settings, where they are a class of their own, and the provider.
  private static String origin(Object thing, Object provider) {
    String settings = thing instanceof Record ? thing.getClass().getName() + " " : "";
    return settings + "by " + place(provider);
  }

  /// Checks settings that are chosen by name: they are a record, and the name is one that texts can
  /// contain.
  ///
  /// @param kind of what they are the settings of, such as `algorithm`
  /// @throws IllegalArgumentException if they are not
  public static void requireSettings(String kind, String name, Object settings) {
    if (!(settings instanceof Record)) {
      throw new IllegalArgumentException(
          "the settings of the %s '%s' are not a record: %s must be one."
              .formatted(kind, name, settings.getClass().getName()));
    }
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "%s names the %s '%s'; a name must be lower-case letters, digits and hyphens."
              .formatted(settings.getClass().getName(), kind, Printable.excerpt(name)));
    }
  }

  private List<? extends T> offered(P provider) {
    List<? extends T> offered;
    try {
      offered = offers.apply(provider);
    } catch (Throwable e) {
      throw new IllegalArgumentException(
          "the provider " + place(provider) + " is broken: " + Thrown.by(things, e) + ".", e);
    }
    if (offered == null) {
      throw broken(provider, things + " gave null; it must give a list");
    }
    return offered;
  }

  private static String place(Object provider) {
    CodeSource source = provider.getClass().getProtectionDomain().getCodeSource();
    boolean known = source != null && source.getLocation() != null;
    String name = provider.getClass().getName().replaceFirst("\\$\\$Lambda.*", "");
    return name + (known ? " in " + readable(source.getLocation()) : "");
  }
}

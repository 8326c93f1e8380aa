package ascent.config;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.InvalidModuleDescriptorException;
import java.lang.module.ModuleDescriptor;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Providers that a jar on the class path declares only in its `module-info`, which
/// [java.util.ServiceLoader] does not read there.
///
/// Internal: public for Ascent's own modules alone.
public final class UnreadProviders {
  private UnreadProviders() {}

  /// A sentence, after a space, for each jar with such providers of the service. Empty if there is
  /// none.
  public static String hint(Class<?> service, ClassLoader loader) {
    StringBuilder hints = new StringBuilder();
    try {
      Set<String> listed = listed(service, loader);
      for (URL file : Collections.list(loader.getResources("module-info.class"))) {
        List<String> unread =
            declared(service, file).stream().filter(name -> !listed.contains(name)).toList();
        if (!unread.isEmpty()) {
          hints.append(
              " Maybe %s has it, which is on the class path but declares %s in module-info alone: put it on the module path, or add META-INF/services/%s, which names the class."
                  .formatted(place(file), String.join(", ", unread), service.getName()));
        }
      }
    } catch (IOException e) {
      return hints.toString(); // a jar cannot be read: no hint for it
    }
    return hints.toString();
  }

  private static Set<String> listed(Class<?> service, ClassLoader loader) throws IOException {
    Set<String> names = new HashSet<>();
    for (URL file :
        Collections.list(loader.getResources("META-INF/services/" + service.getName()))) {
      try (InputStream in = file.openStream()) {
        new String(in.readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .map(line -> line.replaceFirst("#.*", "").strip())
            .forEach(names::add);
      }
    }
    return names;
  }

  /// The providers that a module outside the module path declares.
  private static List<String> declared(Class<?> service, URL file) throws IOException {
    try (InputStream in = file.openStream()) {
      ModuleDescriptor module = ModuleDescriptor.read(in);
      if (ModuleLayer.boot().findModule(module.name()).isPresent()) {
        return List.of();
      }
      return module.provides().stream()
          .filter(provides -> provides.service().equals(service.getName()))
          .flatMap(provides -> provides.providers().stream())
          .toList();
    } catch (InvalidModuleDescriptorException e) {
      return List.of(); // of a later Java
    }
  }

  /// The jar or folder that the file is in.
  private static String place(URL file) {
    return file.toString()
        .replaceFirst("^(jar:)?file:", "")
        .replaceFirst("!/.*|/module-info\\.class$", "");
  }
}

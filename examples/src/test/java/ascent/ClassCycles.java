package ascent;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Finds classes of one package that all need each other, directly or by way of others of that
/// package: the strongly connected components. Nested classes count as their top-level class. What
/// the build generates (the builders of records, which hold their withers) is left out.
final class ClassCycles {
  private final Map<String, Set<String>> uses = new TreeMap<>(); // within a package

  ClassCycles(JavaClasses classes) {
    for (JavaClass user : classes) {
      user.getDirectDependenciesFromSelf()
          .forEach(dependency -> add(user, dependency.getTargetClass().getBaseComponentType()));
    }
  }

  private void add(JavaClass user, JavaClass used) {
    String from = topLevel(user);
    String to = topLevel(used);
    boolean written = !from.endsWith("Builder") && !to.endsWith("Builder");
    if (written && user.getPackageName().equals(used.getPackageName()) && !from.equals(to)) {
      uses.computeIfAbsent(from, name -> new TreeSet<>()).add(to);
    }
  }

  private static String topLevel(JavaClass type) {
    int nested = type.getName().indexOf('$');
    return nested < 0 ? type.getName() : type.getName().substring(0, nested);
  }

  /// The components of more than `limit` classes.
  Set<Set<String>> largerThan(int limit) {
    Map<String, Set<String>> reached = new TreeMap<>();
    uses.keySet().forEach(name -> reached.put(name, reachedFrom(name)));
    Map<String, Set<String>> components = new TreeMap<>(); // by their first class
    reached.forEach((name, others) -> {
      Set<String> component = new TreeSet<>(others);
      component.removeIf(other -> !reached.getOrDefault(other, Set.of()).contains(name));
      if (component.size() > limit) {
        components.put(component.iterator().next(), component);
      }
    });
    return Set.copyOf(components.values());
  }

  private Set<String> reachedFrom(String start) {
    Set<String> seen = new TreeSet<>();
    Deque<String> open = new ArrayDeque<>(Set.of(start));
    while (!open.isEmpty()) {
      for (String next : uses.getOrDefault(open.pop(), Set.of())) {
        if (seen.add(next)) {
          open.push(next);
        }
      }
    }
    return seen;
  }
}

package ascent.examples;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// The classes whose code an iteration of PPO runs: the closure of calls from two methods, filling
/// a rollout and learning from it. A class that only has a field read or written there counts, too.
///
/// A call of an interface goes to the implementation that [#CHOSEN] names. A method that a
/// constructor passes on (`this::collect`, or called in a lambda) may be called by the object that
/// receives it, so it counts when its class does. What is not ours, and the packages of
/// [#LEFT_OUT], end the walk.
final class ReadingPath {
  /// What a box of numbers as actions, two networks and Adam come to.
  private static final Map<String, String> CHOSEN =
      Map.of(
          "ascent.env.VectorEnv", "ascent.env.SyncVectorEnv",
          "ascent.space.Space", "ascent.space.Box",
          "ascent.distribution.Distribution", "ascent.distribution.DiagonalGaussian",
          "ascent.distribution.DistributionPass", "ascent.distribution.DiagonalGaussian$Pass",
          "ascent.distribution.DistributionInput", "ascent.policy.ActorOutputs",
          "ascent.nn.Network", "ascent.nn.Mlp",
          "ascent.nn.NetworkPass", "ascent.nn.MlpPass",
          "ascent.nn.Optimizer", "ascent.nn.Adam",
          "ascent.policy.SampleWeights", "ascent.algo.PPO$ClippedLoss",
          "ascent.algo.Schedule", "ascent.algo.Schedule$Constant");

  private static final Set<String> LEFT_OUT = Set.of("ascent.kernel", "ascent.math");

  private final JavaClasses classes;
  private final Set<JavaCodeUnit> seen = new HashSet<>();
  private final Deque<JavaCodeUnit> open = new ArrayDeque<>();
  private final Set<String> reached = new TreeSet<>();

  private ReadingPath(JavaClasses classes) {
    this.classes = classes;
  }

  /// The names of the top-level classes.
  static Set<String> of(JavaClasses classes) {
    var path = new ReadingPath(classes);
    path.start("ascent.collect.LocalRollouts", "fill");
    path.start("ascent.algo.PPO", "update");
    path.walk();
    return path.reached;
  }

  private void start(String type, String method) {
    classes.get(type).getMethods().stream()
        .filter(m -> m.getName().equals(method))
        .forEach(this::visit);
  }

  private void walk() {
    while (!open.isEmpty()) {
      JavaCodeUnit unit = open.pop();
      unit.getCallsFromSelf().forEach(this::follow);
      unit.getMethodReferencesFromSelf().forEach(this::follow);
      unit.getConstructorReferencesFromSelf().forEach(this::follow);
      for (JavaFieldAccess access : unit.getFieldAccesses()) {
        reach(access.getTargetOwner());
      }
    }
  }

  private void follow(JavaAccess<?> access) {
    JavaClass owner = access.getTargetOwner();
    if (isLeftOut(owner)) {
      return;
    }
    String chosen = CHOSEN.get(owner.getName());
    access
        .getTarget()
        .resolveMember()
        .filter(JavaCodeUnit.class::isInstance)
        .map(JavaCodeUnit.class::cast)
        .ifPresent(unit -> {
          visit(unit);
          if (chosen != null) {
            String[] parameters =
                unit.getRawParameterTypes().stream().map(JavaClass::getName).toArray(String[]::new);
            classes.get(chosen).tryGetMethod(unit.getName(), parameters).ifPresent(this::visit);
          }
        });
  }

  private void visit(JavaCodeUnit unit) {
    if (!isLeftOut(unit.getOwner()) && seen.add(unit)) {
      reach(unit.getOwner());
      open.push(unit);
    }
  }

  private void reach(JavaClass owner) {
    if (isLeftOut(owner) || !reached.add(topLevel(owner))) {
      return;
    }
    for (JavaClass type : classes) {
      if (topLevel(type).equals(topLevel(owner))) {
        for (JavaConstructor constructor : type.getConstructors()) {
          constructor.getMethodReferencesFromSelf().forEach(this::follow);
          constructor.getCallsFromSelf().stream()
              .filter(JavaAccess::isDeclaredInLambda)
              .forEach(this::follow);
        }
      }
    }
  }

  private boolean isLeftOut(JavaClass owner) {
    return !classes.contain(owner.getName()) || LEFT_OUT.contains(owner.getPackageName());
  }

  private static String topLevel(JavaClass type) {
    int nested = type.getName().indexOf('$');
    return nested < 0 ? type.getName() : type.getName().substring(0, nested);
  }
}

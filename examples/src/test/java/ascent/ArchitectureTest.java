package ascent;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// What may know what. A rule that stands here is one that no review has to remember.
class ArchitectureTest {

  /// Each package and the packages that it may use, all of them further up.
  private static final Map<String, List<String>> MAY_USE = new LinkedHashMap<>();

  static {
    MAY_USE.put("config", List.of());
    MAY_USE.put("math", List.of());
    MAY_USE.put("parallel", List.of("config"));
    MAY_USE.put("rng", List.of("config", "math"));
    MAY_USE.put("space", List.of("config", "math", "rng"));
    MAY_USE.put("kernel", List.of("math"));
    MAY_USE.put("math.array", List.of("kernel"));
    MAY_USE.put("io", List.of("config"));
    MAY_USE.put("env", List.of("config", "math", "parallel", "rng", "space"));
    MAY_USE.put("env.wrap", List.of("config", "rng", "space", "env"));
    MAY_USE.put("env.strict", List.of("rng", "env", "env.wrap"));
    MAY_USE.put("env.registry", List.of("config", "space", "env", "env.wrap", "env.strict"));
    MAY_USE.put(
        "env.check",
        List.of("config", "math", "rng", "space", "env", "env.wrap", "env.strict", "env.registry"));
    MAY_USE.put("nn", List.of("config", "math", "rng", "kernel"));
    MAY_USE.put("rollout", List.of("config", "rng", "kernel"));
    MAY_USE.put(
        "distribution", List.of("config", "math", "rng", "space", "kernel", "nn", "rollout"));
    MAY_USE.put(
        "policy",
        List.of(
            "config",
            "math",
            "parallel",
            "rng",
            "space",
            "kernel",
            "nn",
            "rollout",
            "distribution"));
    MAY_USE.put(
        "algo",
        List.of(
            "config",
            "math",
            "parallel",
            "rng",
            "space",
            "kernel",
            "nn",
            "rollout",
            "distribution",
            "policy"));
    MAY_USE.put(
        "collect",
        List.of(
            "config",
            "math",
            "parallel",
            "rng",
            "space",
            "kernel",
            "io",
            "env",
            "env.wrap",
            "rollout",
            "distribution",
            "policy",
            "algo"));
    MAY_USE.put(
        "agent",
        List.of(
            "config",
            "rng",
            "space",
            "kernel",
            "io",
            "env",
            "env.wrap",
            "env.registry",
            "nn",
            "rollout",
            "distribution",
            "policy",
            "algo",
            "collect"));
    MAY_USE.put(
        "export",
        List.of(
            "config",
            "space",
            "io",
            "nn",
            "rollout",
            "distribution",
            "policy",
            "algo",
            "collect",
            "agent"));
    MAY_USE.put(
        "imitation",
        List.of(
            "config",
            "parallel",
            "rng",
            "space",
            "io",
            "env",
            "nn",
            "rollout",
            "policy",
            "algo",
            "collect",
            "agent"));
    MAY_USE.put(
        "train",
        List.of(
            "config",
            "math",
            "parallel",
            "rng",
            "space",
            "kernel",
            "io",
            "env",
            "env.wrap",
            "env.registry",
            "nn",
            "rollout",
            "distribution",
            "policy",
            "algo",
            "collect",
            "agent"));
    MAY_USE.put(
        "train.callback", List.of("config", "env", "env.wrap", "collect", "agent", "train"));
    MAY_USE.put(
        "train.log",
        List.of(
            "config",
            "io",
            "space",
            "env.wrap",
            "nn",
            "policy",
            "algo",
            "collect",
            "agent",
            "train"));
    MAY_USE.put("envs", List.of("config", "math", "rng", "space", "env", "env.registry"));
    MAY_USE.put("box2d", List.of("config", "rng", "space", "env", "env.registry", "envs"));
    MAY_USE.put("study.stats", List.of("config", "rng"));
    MAY_USE.put("study.record", List.of("config", "io"));
    MAY_USE.put("study.action", List.of("config", "math", "space", "agent", "train"));
    MAY_USE.put("study.plot", List.of("config", "study.action", "study.stats", "study.record"));
    MAY_USE.put(
        "study",
        List.of(
            "config",
            "io",
            "env",
            "env.wrap",
            "env.registry",
            "algo",
            "collect",
            "agent",
            "train",
            "study.stats",
            "study.record"));
    MAY_USE.put(
        "study.report",
        List.of(
            "config", "io", "algo", "agent", "study.stats", "study.record", "study.plot", "study"));
    MAY_USE.put("lab.exact", List.of("config", "rng", "space", "env", "env.wrap", "envs"));
    MAY_USE.put("lab.parallel", List.of());
    MAY_USE.put(
        "lab.estimator",
        List.of(
            "envs",
            "config",
            "parallel",
            "rng",
            "space",
            "env",
            "nn",
            "rollout",
            "distribution",
            "policy",
            "algo",
            "collect",
            "study.stats",
            "study.plot",
            "lab.exact",
            "lab.parallel"));
    MAY_USE.put("lab.rlhf.language", List.of("config", "math", "rng"));
    MAY_USE.put(
        "lab.rlhf.model",
        List.of("config", "rng", "space", "nn", "distribution", "lab.rlhf.language"));
    MAY_USE.put(
        "lab.rlhf.reward", List.of("config", "rng", "nn", "lab.rlhf.language", "lab.rlhf.model"));
    MAY_USE.put(
        "lab.rlhf.algo",
        List.of("config", "math", "rng", "nn", "lab.rlhf.model", "lab.rlhf.reward"));
    MAY_USE.put("lab.lesson", List.of("config", "study.plot", "lab.parallel"));
    MAY_USE.put(
        "lab.rlhf",
        List.of(
            "config",
            "rng",
            "nn",
            "study.stats",
            "study.plot",
            "lab.exact",
            "lab.lesson",
            "lab.rlhf.language",
            "lab.rlhf.model",
            "lab.rlhf.reward",
            "lab.rlhf.algo"));
    MAY_USE.put(
        "lab.course",
        List.of(
            "config",
            "rng",
            "space",
            "env",
            "env.wrap",
            "env.check",
            "parallel",
            "env.registry",
            "nn",
            "rollout",
            "policy",
            "distribution",
            "algo",
            "collect",
            "agent",
            "train",
            "train.callback",
            "envs",
            "study.stats",
            "study.plot",
            "lab.exact",
            "lab.estimator",
            "lab.lesson",
            "lab.rlhf"));
    MAY_USE.put(
        "spark",
        List.of(
            "config",
            "space",
            "io",
            "env",
            "env.wrap",
            "env.registry",
            "rollout",
            "policy",
            "algo",
            "collect",
            "agent"));
    MAY_USE.put("study.tune", List.of("config", "rng", "algo", "agent", "study.stats", "study"));
    MAY_USE.put(
        "sb3",
        List.of(
            "config",
            "io",
            "space",
            "nn",
            "rollout",
            "distribution",
            "policy",
            "algo",
            "collect",
            "agent"));
    MAY_USE.put("cli", MAY_USE.keySet().stream().filter(name -> !name.equals("spark")).toList());
  }

  /// Packages of core stand for themselves; the rooms of a module on top of it stand together.
  private static String packageOf(String name) {
    boolean module = List.of("envs", "box2d", "cli").contains(name);
    return "ascent." + name + (module ? ".." : "");
  }

  private static final Set<String> SPACES =
      Set.of(
          "ascent.space.Space",
          "ascent.space.Box",
          "ascent.space.Discrete",
          "ascent.space.MultiDiscrete",
          "ascent.space.MultiBinary");

  /// The methods of `Math` whose last bits depend on the machine.
  private static final Set<String> INEXACT =
      Set.of(
          "sin", "cos", "tan", "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh", "exp",
          "expm1", "log", "log10", "log1p", "pow", "cbrt", "hypot");

  private static final JavaClasses ASCENT =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("/examples/"))
          .importPackages("ascent");

  @Test
  void the_import_saw_the_whole_project() {
    assertThat(ASCENT).as("classes imported").hasSizeGreaterThan(80);
    for (String name : MAY_USE.keySet()) {
      assertThat(ASCENT.containPackage("ascent." + name)).as("ascent.%s", name).isTrue();
    }
    classes()
        .should()
        .resideInAnyPackage(
            MAY_USE.keySet().stream().map(ArchitectureTest::packageOf).toArray(String[]::new))
        .because("a package outside the table is one nobody has placed yet")
        .check(ASCENT);
  }

  @Test
  void a_package_uses_only_what_the_table_grants_it() {
    LayeredArchitecture table = layeredArchitecture().consideringOnlyDependenciesInLayers();
    for (String name : MAY_USE.keySet()) {
      table = table.layer(name).definedBy(packageOf(name));
    }
    for (Map.Entry<String, List<String>> row : MAY_USE.entrySet()) {
      table =
          row.getValue().isEmpty()
              ? table.whereLayer(row.getKey()).mayNotAccessAnyLayer()
              : table
                  .whereLayer(row.getKey())
                  .mayOnlyAccessLayers(row.getValue().toArray(String[]::new));
    }
    table.because("a reader goes through the packages from the top, once").check(ASCENT);
  }

  @Test
  void packages_form_no_cycle() {
    slices()
        .matching("ascent.(**)")
        .should()
        .beFreeOfCycles()
        .because("packages that need each other are one package")
        .check(ASCENT);
  }

  /// Nested classes count as their top-level class. A sealed interface and its four records, such
  /// as [ascent.space.Space], make five.
  @Test
  void no_more_than_five_classes_of_a_package_need_each_other() {
    ClassCycles cycles = new ClassCycles(ASCENT);
    assertThat(cycles.largerThan(4)).as("the rule sees cycles").contains(SPACES);
    assertThat(cycles.largerThan(5))
        .as("classes that all need each other can only be read and changed together")
        .isEmpty();
  }

  @Test
  void only_the_kernels_touch_the_vector_api() {
    noClasses()
        .that()
        .resideOutsideOfPackage("ascent.kernel")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("jdk.incubator.vector..")
        .because(
            "the module is absent where nobody asked for it, and only the kernels do without it")
        .check(ASCENT);
  }

  @Test
  void an_algorithm_knows_no_environment() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "ascent.nn..",
            "ascent.rollout..",
            "ascent.distribution..",
            "ascent.policy..",
            "ascent.algo..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "ascent.env..",
            "ascent.envs..",
            "ascent.io..",
            "ascent.collect..",
            "ascent.agent..",
            "ascent.train..")
        .because("it sees a rollout, wherever that came from: a cluster, a log, a test")
        .check(ASCENT);
  }

  @Test
  void only_the_insides_of_io_use_jackson() {
    noClasses()
        .that()
        .resideOutsideOfPackage("ascent.io")
        .or()
        .arePublic()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("tools.jackson..")
        .because("a tree of plain values is all that others see, so the parser can be changed")
        .check(ASCENT);
  }

  @Test
  void randomness_comes_from_named_streams_only() {
    noClasses()
        .that()
        .resideOutsideOfPackage("ascent.env.strict") // a Random of named streams, for foreign code
        .should()
        .dependOnClassesThat()
        .haveNameMatching(
            "java\\.util\\.(Random|SplittableRandom|concurrent\\.ThreadLocalRandom"
                + "|random\\.(?!RandomGenerator$).*)")
        .orShould()
        .callMethod(RandomGenerator.class, "getDefault")
        .orShould()
        .callMethod(RandomGenerator.class, "of", String.class)
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.security.SecureRandom")
        .orShould()
        .callMethod(Math.class, "random")
        .because(
            "a draw from any other generator cannot be repeated, resumed or moved to another"
                + " thread")
        .check(ASCENT);
  }

  @Test
  void arithmetic_is_the_same_on_every_machine() {
    DescribedPredicate<AccessTarget> inexact =
        describe(
            "a method of Math whose result may differ between machines",
            method ->
                method.getOwner().isEquivalentTo(Math.class) && INEXACT.contains(method.getName()));
    noClasses()
        .should()
        .accessTargetWhere(target(inexact))
        .because(
            "its bits depend on the JVM's intrinsics: use ascent.math, or StrictMath where speed is"
                + " no matter")
        .check(ASCENT);
  }

  @Test
  void only_the_command_line_prints() {
    noClasses()
        .that()
        .resideOutsideOfPackage("ascent.cli..")
        .should(ACCESS_STANDARD_STREAMS)
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.lang.IO")
        .because("a library reports to its caller or to System.Logger")
        .check(ASCENT);
  }

  @Test
  void nothing_is_serialised_by_java() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveNameMatching("java\\.io\\.Object(In|Out)putStream")
        .because("reading such a stream runs whatever code it names")
        .check(ASCENT);
  }

  @Test
  void static_fields_are_constants() {
    fields()
        .that()
        .areStatic()
        .should()
        .beFinal()
        .because("two trainings in one JVM must not see each other")
        .check(ASCENT);
  }

  @Test
  void a_configuration_of_an_algorithm_is_a_record() {
    classes()
        .that()
        .resideInAPackage("ascent.algo..")
        .and()
        .haveSimpleNameEndingWith("Config")
        .and()
        .areNotInterfaces()
        .should()
        .beRecords()
        .because("its components are the flags, the help, the JSON and the tables")
        .check(ASCENT);
  }
}

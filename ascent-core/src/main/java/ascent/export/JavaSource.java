package ascent.export;

import ascent.distribution.ModeRule;
import ascent.space.Box;
import ascent.space.Discrete;
import ascent.space.MultiBinary;
import ascent.space.MultiDiscrete;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/// A policy as one Java class without dependencies, for Java 11 or later.
final class JavaSource {
  private final PolicyPlan plan;
  private final Origin origin;
  private final JavaName name;
  private final Body body;

  JavaSource(PolicyPlan plan, Origin origin, JavaName name) {
    this.plan = plan;
    this.origin = origin;
    this.name = name;
    body = new Body(plan);
  }

  String text() {
    JavaArrays arrays = new JavaArrays(Constants.of(plan));
    StringBuilder inside = new StringBuilder(sizes());
    inside.append(arrays.constants()).append(memory());
    inside.append("private %s() {}\n\n".formatted(name.className()));
    inside.append(act()).append("\n").append(require());
    for (String function : Functions.of(plan)) {
      inside.append("\n").append(Dialect.JAVA.code(function));
    }
    if (plan.actions() instanceof Box) {
      inside.append("\n").append(CLIP);
    }
    inside.append(arrays.methods());
    String packageLine =
        name.packageName().isEmpty() ? "" : "package " + name.packageName() + ";\n\n";
    return packageLine
        + classComment()
        + "public final class %s {\n%s}\n"
            .formatted(name.className(), inside.toString().indent(2).replace("\n  \n", "\n\n"));
  }

  private static final String CLIP =
      """
      private static float clip(float x, float low, float high) {
        return Math.max(low, Math.min(high, x));
      }
      """;

  private String classComment() {
    return """
    /**
     * A trained policy: %s.
     *
     * <p>Written by Ascent %s. It depends on nothing but java.base and computes what {@code Agent.act} computes,
     * bit for bit, on every JVM. A call allocates nothing, but for %d bytes of memory in a thread's first call. Any
     * number of threads may call it at once: each has a memory of its own. Where the processor has no fused
     * multiply-add, {@link Math#fma} is about a thousand times slower.
     *
     * <p>SHA-256 of the parameters: %s
     */
    """
        .formatted(origin.line(), origin.version(), body.bytes(), origin.sha256());
  }

  private String sizes() {
    StringBuilder text = new StringBuilder();
    text.append(
        size("The length of an observation.", "OBSERVATION_SIZE", plan.observations().size()));
    if (body.returns()) {
      text.append(
          size("The number of actions: 0 ... ACTIONS - 1.", "ACTIONS", plan.actions().features()));
    } else {
      text.append(size("The length of an action.", "ACTION_SIZE", plan.actions().size()));
    }
    if (plan.masked()) {
      text.append(size("The length of a mask.", "MASK_SIZE", plan.actions().features()));
    }
    return text.toString();
  }

  private static String size(String what, String constant, int n) {
    return "/** %s */\npublic static final int %s = %d;\n\n".formatted(what, constant, n);
  }

  private String memory() {
    return """
    private static final ThreadLocal<float[][]> MEMORY =
        ThreadLocal.withInitial(() -> new float[][] {%s});

    """
        .formatted(
            body.memory().values().stream()
                .map("new float[%d]"::formatted)
                .collect(Collectors.joining(", ")));
  }

  private String parameters() {
    return "float[] observation"
        + (plan.masked() ? ", boolean[] mask" : "")
        + (body.returns() ? "" : ", float[] action");
  }

  private String act() {
    return "/**\n * %s the most probable action%s.\n"
            .formatted(
                body.returns() ? "Returns" : "Writes", plan.masked() ? " among those allowed" : "")
        + " *\n * @param observation %s; as the environment gives it\n".formatted(observation())
        + (plan.masked()
            ? " * @param mask which options are allowed, the options of one choice after those of another, {@code [MASK_SIZE]}\n"
            : "")
        + (body.returns()
            ? ""
            : " * @param action written: %s, {@code [ACTION_SIZE]}\n".formatted(action()))
        + " * @throws IllegalArgumentException if an argument is not of that form\n"
        + " */\n"
        + "public static %s act(%s) {\n".formatted(body.returns() ? "int" : "void", parameters())
        + "  require(%s);\n".formatted(arguments())
        + arrays().indent(2)
        + Dialect.JAVA.code(body.text()).indent(2)
        + "}\n";
  }

  private String arrays() {
    StringBuilder text = new StringBuilder("float[][] memory = MEMORY.get();\n");
    int i = 0;
    for (String array : body.memory().keySet()) {
      text.append("float[] %s = memory[%d];\n".formatted(array, i));
      i++;
    }
    return text.toString();
  }

  private String arguments() {
    return "observation" + (plan.masked() ? ", mask" : "") + (body.returns() ? "" : ", action");
  }

  private String observation() {
    return switch (plan.observations()) {
      case Box _ -> "finite numbers, {@code [OBSERVATION_SIZE]}";
      case Discrete space -> "one whole number from 0 to %d".formatted(space.n() - 1);
      case MultiDiscrete _ -> "whole numbers, each below its count, {@code [OBSERVATION_SIZE]}";
      case MultiBinary _ -> "zeros and ones, {@code [OBSERVATION_SIZE]}";
    };
  }

  private String action() {
    return switch (plan.rule()) {
      case ModeRule.Choices _ -> "the option of each choice";
      case ModeRule.Bits _ -> "zeros and ones";
      default -> "numbers within their bounds";
    };
  }

  private String require() {
    StringJoiner checks = new StringJoiner("");
    checks.add(length("observation", "OBSERVATION_SIZE"));
    if (!body.returns()) {
      checks.add(length("action", "ACTION_SIZE"));
    }
    checks.add(
        """
        for (int i = 0; i < OBSERVATION_SIZE; i++) {
          float x = observation[i];
          if (!(%s)) {
            throw new IllegalArgumentException("observation[" + i + "] is " + x + "; it must be %s.");
          }
        }
        """
            .formatted(
                Dialect.JAVA.code(ObservationCheck.valid(plan)), ObservationCheck.allowed(plan)));
    if (plan.masked()) {
      checks.add(length("mask", "MASK_SIZE"));
      checks.add(
          """
          int next = 0;
          for (int n : OPTIONS) {
            boolean any = false;
            for (int j = 0; j < n; j++) {
              any |= mask[next + j];
            }
            if (!any) {
              throw new IllegalArgumentException("mask allows no option of a choice; it must allow at least one.");
            }
            next += n;
          }
          """);
    }
    return "private static void require(%s) {\n%s}\n"
        .formatted(parameters(), checks.toString().indent(2));
  }

  private static String length(String name, String constant) {
    return """
    if (%s.length != %s) {
      throw new IllegalArgumentException("%s has " + %s.length + " numbers; it must have " + %s + ".");
    }
    """
        .formatted(name, constant, name, name, constant);
  }
}

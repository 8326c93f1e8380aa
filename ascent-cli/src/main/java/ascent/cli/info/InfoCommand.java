package ascent.cli.info;

import ascent.agent.Provenance;
import ascent.algo.Algorithms;
import ascent.algo.LearnerConfig;
import ascent.cli.args.Arguments;
import ascent.cli.args.Command;
import ascent.cli.args.Syntax;
import ascent.cli.text.Output;
import ascent.cli.text.Table;
import ascent.kernel.Kernels;
import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryManagerMXBean;
import java.lang.management.RuntimeMXBean;
import java.nio.charset.Charset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// `ascent info`.
public final class InfoCommand implements Command {
  private static final double GIB = 1L << 30;

  private static final String FLAGS = "ASCENT_JAVA_OPTS";

  /// Environment variables that change what Ascent does.
  private static final List<String> VARIABLES =
      List.of(FLAGS, "ASCENT_DEBUG", "NO_COLOR", "COLUMNS");

  @Override
  public Syntax syntax() {
    return Syntax.of(
            "info", "Report what a bug report needs: versions, machine, kernels, environments.")
        .classPath()
        .flag("--json", "Print it as one JSON object.")
        .footer(
            "",
            "The report has no names of folders, and no values of system properties or",
            "environment variables but Ascent's own.");
  }

  @Override
  public void run(Arguments arguments, Output output) {
    Map<String, Object> report = report();
    if (arguments.flag("--json")) {
      output.json(report);
      return;
    }
    Table table = new Table("what", "value");
    report.forEach((what, value) -> {
      if (value instanceof Map<?, ?> parts) {
        parts.forEach((part, v) -> table.row(words(what) + ", " + words(part), text(v)));
      } else if (value instanceof List<?> list
          && list.stream().allMatch(Provided.class::isInstance)) {
        list.forEach(
            one -> table.row("environments", ((Provided) one).provider() + ": " + text(one)));
      } else {
        table.row(words(what), text(value));
      }
    });
    output.table(table);
  }

  private static String words(Object key) {
    return key.toString().replace('_', ' ');
  }

  private static String text(Object value) {
    return switch (value) {
      case Provided provided -> provided.text();
      case List<?> list when list.isEmpty() -> "none";
      case List<?> list -> list.stream().map(String::valueOf).collect(Collectors.joining(" "));
      case Double gib -> String.format(Locale.ROOT, "%.1f GiB", gib);
      default -> value.toString();
    };
  }

  private static Map<String, Object> report() {
    Map<String, Object> report = new LinkedHashMap<>();
    Provenance here = Provenance.current();
    report.put("version", here.version());
    report.put("commit", here.commit());
    report.put("java", java());
    report.put("os", here.os() + ", " + System.getProperty("os.arch"));
    Cpu cpu = Cpu.current();
    report.put("cpu", cpu.model());
    report.put("cpu_features", cpu.features());
    report.put("cores", Runtime.getRuntime().availableProcessors());
    report.put("memory", memory());
    report.put("kernels", kernels(here.kernels()));
    report.put("encoding", Charset.defaultCharset() + ", " + Locale.getDefault());
    report.put("variables", variables());
    report.put("algorithms", Algorithms.all().stream().map(LearnerConfig::algorithm).toList());
    report.put("environments", Provided.all());
    return report;
  }

  private static Map<String, Object> java() {
    RuntimeMXBean runtime = ManagementFactory.getRuntimeMXBean();
    Map<String, Object> java = new LinkedHashMap<>();
    java.put("version", Runtime.version().toString());
    java.put("vendor", System.getProperty("java.vendor", "unknown"));
    java.put("vm", runtime.getVmName() + ", " + System.getProperty("java.vm.info", "unknown"));
    java.put("flags", JvmFlags.publishable(runtime.getInputArguments()));
    return java;
  }

  /// The sizes are in GiB. The machine's is the container's, where it has a limit.
  private static Map<String, Object> memory() {
    Map<String, Object> memory = new LinkedHashMap<>();
    var os = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    memory.put("machine", os.getTotalMemorySize() / GIB);
    memory.put("heap_limit", Runtime.getRuntime().maxMemory() / GIB);
    memory.put(
        "collectors",
        ManagementFactory.getGarbageCollectorMXBeans().stream()
            .map(MemoryManagerMXBean::getName)
            .toList());
    if (os instanceof UnixOperatingSystemMXBean unix) {
      memory.put("open_files_limit", unix.getMaxFileDescriptorCount());
    }
    return memory;
  }

  private static Map<String, Object> kernels(String name) {
    Map<String, Object> kernels = new LinkedHashMap<>();
    kernels.put("name", name);
    kernels.put("hardware_fma", Kernels.hardwareFma());
    boolean present = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    kernels.put("vector_module", present);
    return kernels;
  }

  private static Map<String, Object> variables() {
    Map<String, Object> variables = new LinkedHashMap<>();
    for (String name : VARIABLES) {
      String value = System.getenv(name);
      if (value != null) {
        variables.put(name, name.equals(FLAGS) ? JvmFlags.publishable(value) : value);
      }
    }
    return variables;
  }
}

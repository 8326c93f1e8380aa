package ascent.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.launcher.JavaModuleOptions;

/// Clusters of Apache Spark on this machine, with executors in processes of their own.
final class SparkHere {
  private static final int MEGABYTES = 768;

  private SparkHere() {}

  /// Executors of one core that this process starts.
  static JavaSparkContext local(int executors) {
    return new JavaSparkContext(conf(localMaster(executors)));
  }

  /// The address of that cluster.
  static String localMaster(int executors) {
    return "local-cluster[" + executors + ",1," + MEGABYTES + "]";
  }

  /// The executors of [#local], once all of them are there: this process starts no others. Empty
  /// while one of them is only starting, since a cluster whose every executor is killed before it
  /// has started computes nothing.
  static List<ProcessHandle> executors(JavaSparkContext context, int all) {
    int known = context.sc().statusTracker().getExecutorInfos().length - 1; // without the driver
    return known < all
        ? List.of()
        : ProcessHandle.current().children().filter(ProcessHandle::isAlive).toList();
  }

  /// Settings without web pages, with our class path, and nothing to be reached from outside.
  static SparkConf conf(String master) {
    return new SparkConf()
        .setMaster(master)
        .setAppName("bench")
        .set("spark.ui.enabled", "false")
        .set("spark.driver.host", "127.0.0.1")
        .set("spark.driver.bindAddress", "127.0.0.1")
        .set("spark.executor.memory", MEGABYTES + "m")
        .set("spark.deploy.maxExecutorRetries", "-1") // however often one is killed
        .set("spark.task.maxFailures", "100")
        .set("spark.locality.wait", "0")
        .set("spark.executor.extraJavaOptions", "-XX:+UseSerialGC")
        .set("spark.executor.extraClassPath", System.getProperty("java.class.path"));
  }

  /// A master and workers of one core, each worker at an address of its own: Spark makes no second
  /// attempt of a task at the address of the first.
  static final class Standalone implements AutoCloseable {
    private final String master;
    private final Path folder;
    private final List<Process> processes = new ArrayList<>();

    /// @param folder for logs
    Standalone(Path folder, int workers) throws IOException {
      this.folder = folder;
      int port = freePort();
      master = "spark://127.0.0.1:" + port;
      start("Master", "--host", "127.0.0.1", "--port", "" + port, "--webui-port", "" + freePort());
      for (int w = 0; w < workers; w++) {
        start(
            "Worker",
            "--host",
            "127.0.0." + (2 + w),
            "--webui-port",
            "" + freePort(),
            "--cores",
            "1",
            "--memory",
            MEGABYTES + "m",
            "--work-dir",
            folder.resolve("work" + w).toString(),
            master);
      }
    }

    /// Its address.
    String master() {
      return master;
    }

    private void start(String what, String... arguments) throws IOException {
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC"));
      command.addAll(List.of(JavaModuleOptions.defaultModuleOptions().split(" ")));
      command.addAll(List.of("-cp", System.getProperty("java.class.path")));
      command.add("org.apache.spark.deploy." + what.toLowerCase(Locale.ROOT) + "." + what);
      command.addAll(List.of(arguments));
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().remove("SPARK_LOCAL_IP");
      builder.redirectErrorStream(true);
      builder.redirectOutput(folder.resolve(what + processes.size() + ".log").toFile());
      processes.add(builder.start());
    }

    private static int freePort() throws IOException {
      try (ServerSocket socket = new ServerSocket(0)) {
        return socket.getLocalPort();
      }
    }

    @Override
    public void close() {
      for (Process process : processes) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
      processes.forEach(process -> process.onExit().join());
    }
  }
}

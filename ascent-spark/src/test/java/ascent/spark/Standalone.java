package ascent.spark;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A master and workers in processes of their own, each worker at another address of this machine,
/// since Spark makes no second attempt at the address of the first.
final class Standalone implements AutoCloseable {
  final String master;
  private final Path folder;
  private final List<Process> processes = new ArrayList<>();

  /// @param folder for logs
  Standalone(Path folder, int workers) throws IOException {
    this.folder = folder;
    LocalCluster.linkJars();
    int port = freePort();
    master = "spark://127.0.0.1:" + port;
    start("master", "--host", "127.0.0.1", "--port", "" + port, "--webui-port", "" + freePort());
    for (int w = 0; w < workers; w++) {
      addWorker(1);
    }
  }

  /// Adds a worker, at the next address.
  void addWorker(int cores) throws IOException {
    int w = processes.size() - 1;
    start(
        "worker",
        "--host",
        "127.0.0." + (2 + w),
        "--webui-port",
        "" + freePort(),
        "--cores",
        "" + cores,
        "--memory",
        "512m",
        "--work-dir",
        folder.resolve("work" + w).toString(),
        master);
  }

  private void start(String what, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1"));
    command.addAll(
        List.of(org.apache.spark.launcher.JavaModuleOptions.defaultModuleOptions().split(" ")));
    command.addAll(
        List.of(
            "-cp",
            System.getenv("SPARK_HOME") + File.separator + "jars" + File.separator + "*",
            "org.apache.spark.deploy."
                + what
                + "."
                + (what.equals("master") ? "Master" : "Worker")));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().remove("SPARK_LOCAL_IP");
    builder.redirectErrorStream(true);
    builder.redirectOutput(folder.resolve(what + processes.size() + ".log").toFile());
    Files.createDirectories(folder);
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
    for (Process process : processes) {
      try {
        process.waitFor(5, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}

package ascent.bench;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/// Runs the JMH benchmarks and writes a page for each class of them.
///
/// Arguments are JMH's. With an option among them (`-p rows=64`, `-prof perfasm`, …) it is
/// somebody's experiment: then the pages stay as they are.
public final class MicroBench {
  private MicroBench() {}

  /// Names of benchmarks, none for all; or JMH's options.
  public static void main(String... args)
      throws CommandLineOptionException, RunnerException, IOException {
    var options =
        new OptionsBuilder().parent(new CommandLineOptions(args)).addProfiler(GCProfiler.class);
    Collection<RunResult> results = new Runner(options.build()).run();
    if (Stream.of(args).noneMatch(arg -> arg.startsWith("-"))) {
      publish(List.copyOf(results));
    }
  }

  private static void publish(List<RunResult> results) throws IOException {
    for (MicroPage page : MicroPage.values()) {
      List<RunResult> own = results.stream().filter(page::owns).toList();
      if (!own.isEmpty()) {
        List<String> arguments = Arrays.asList("micro", page.benchmark());
        new Page(page.title(), arguments)
            .add(page.note())
            .add(page.table(own).markdown())
            .publish(page.file());
      }
    }
  }
}

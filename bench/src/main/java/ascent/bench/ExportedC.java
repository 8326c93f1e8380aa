package ascent.bench;

import ascent.bench.ExportBench.Timed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/// Calls an exported header `policy.h` in a program of its own, compiled by gcc.
final class ExportedC {
  private static final String MAIN =
      """
      #define _POSIX_C_SOURCE 200809L
      #include <stdio.h>
      #include <stdlib.h>
      #include <time.h>
      #include "policy.h"

      static const float observations[%d][%d] = {%s};

      int main(int argc, char **argv) {
        int calls = argc > 1 ? atoi(argv[1]) : 1;
        double fastest = 1e300;
        long sum = 0;
        for (int repeat = 0; repeat < 4; repeat++) {
          struct timespec start, end;
          clock_gettime(CLOCK_MONOTONIC, &start);
          for (int i = 0; i < calls; i++) {
            sum += policy_act(observations[i %% %1$d]);
          }
          clock_gettime(CLOCK_MONOTONIC, &end);
          double nanos = 1e9 * (double) (end.tv_sec - start.tv_sec) + (double) (end.tv_nsec - start.tv_nsec);
          fastest = nanos < fastest ? nanos : fastest;
        }
        printf("%%.3f\\n", sum < 0 ? -1 : fastest / calls);
        return 0;
      }
      """;

  private ExportedC() {}

  static boolean gccIsThere() throws InterruptedException {
    try {
      run(List.of("gcc", "--version"));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /// @param options of gcc
  static Timed compile(Path parent, String policy, String options, float[][] observations)
      throws IOException, InterruptedException {
    Path dir = Files.createTempDirectory(parent, "c");
    Files.writeString(dir.resolve("policy.h"), policy);
    StringJoiner numbers = new StringJoiner(", ");
    for (float[] observation : observations) {
      for (float x : observation) {
        numbers.add(x + "f");
      }
    }
    String main = MAIN.formatted(observations.length, observations[0].length, numbers);
    Path source = Files.writeString(dir.resolve("main.c"), main);
    String program = dir.resolve("main").toString();
    List<String> command = new ArrayList<>(List.of("gcc", "-std=c99", "-ffp-contract=off"));
    command.addAll(List.of(options.split(" ")));
    command.addAll(List.of(source.toString(), "-o", program, "-lm"));
    run(command);
    return calls -> Double.parseDouble(run(List.of(program, Integer.toString(calls))).strip());
  }

  private static String run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + "\n" + output);
    }
    return output;
  }
}

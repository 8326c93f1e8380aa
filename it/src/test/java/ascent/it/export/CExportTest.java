package ascent.it.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Policies as C source: all in one program compiled by gcc, held against `Agent.act` bit by bit.
class CExportTest {
  private static final List<SamplePolicy> POLICIES = SamplePolicy.all();

  /// Reads observations and masks, writes actions.
  private static final String RUN =
      """
      static void run_NAME(void) {
        FILE *in = fopen("NAME.in", "rb"), *masks = fopen("NAME.masks", "rb"), *out = fopen("NAME.out", "wb");
        float observation[OBS], action[ACT] = {0};
        bool mask[MASK];
        while (fread(observation, sizeof(float), OBS, in) == OBS && fread(mask, 1, MASK, masks) == MASK) {
          int code = CALL;
          FINISH
          fwrite(action, sizeof(float), ACT, out);
        }
        fclose(in);
        fclose(masks);
        fclose(out);
      }

      """;

  @TempDir private static Path dir;

  @BeforeAll
  static void write() throws IOException {
    StringBuilder main = new StringBuilder("#include <stdio.h>\n");
    StringBuilder calls = new StringBuilder();
    for (SamplePolicy policy : POLICIES) {
      String name = policy.name().toLowerCase(Locale.ROOT);
      Files.writeString(dir.resolve(name + ".h"), policy.export().c(name));
      main.append("#include \"%s.h\"\n".formatted(name));
      writeInputs(policy, name);
    }
    for (SamplePolicy policy : POLICIES) {
      main.append(runner(policy));
      calls.append("  run_%s();\n".formatted(policy.name().toLowerCase(Locale.ROOT)));
    }
    main.append("int main(void) {\n").append(calls).append("  return 0;\n}\n");
    Files.writeString(dir.resolve("main.c"), main);
  }

  private static String runner(SamplePolicy policy) {
    String name = policy.name().toLowerCase(Locale.ROOT);
    boolean returns = policy.agent().actionSpace() instanceof ascent.space.Discrete;
    String call =
        "%s_act(observation%s%s)"
            .formatted(name, policy.masked() ? ", mask" : "", returns ? "" : ", action");
    return RUN.replace("NAME", name)
        .replace("OBS", Integer.toString(policy.agent().observationSpace().size()))
        .replace("ACT", Integer.toString(policy.agent().actionSpace().size()))
        .replace("MASK", Integer.toString(policy.agent().actionSpace().features()))
        .replace("CALL", call)
        .replace("FINISH", returns ? "action[0] = (float) code;" : "if (code != 0) return;");
  }

  private static void writeInputs(SamplePolicy policy, String name) throws IOException {
    int n = policy.samples();
    float[][] observations = policy.observations(n);
    ByteBuffer in = ByteBuffer.allocate(n * observations[0].length * Float.BYTES);
    in.order(ByteOrder.LITTLE_ENDIAN);
    for (float[] observation : observations) {
      for (float x : observation) {
        in.putFloat(x);
      }
    }
    Files.write(dir.resolve(name + ".in"), in.array());
    int width = policy.agent().actionSpace().features();
    byte[] masks = new byte[n * width];
    if (policy.masked()) {
      boolean[][] allowed = policy.masks(n);
      for (int i = 0; i < masks.length; i++) {
        masks[i] = (byte) (allowed[i / width][i % width] ? 1 : 0);
      }
    }
    Files.write(dir.resolve(name + ".masks"), masks);
  }

  private static void run(List<String> command) throws IOException, InterruptedException {
    Path log = dir.resolve("log");
    Process process =
        new ProcessBuilder(command)
            .directory(dir.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertThat(process.waitFor()).as(() -> command + "\n" + read(log)).isZero();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, UTF_8);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static boolean gccIsMissing() throws InterruptedException {
    try {
      return new ProcessBuilder("gcc", "--version")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          != 0;
    } catch (IOException e) {
      return true;
    }
  }

  /// The last options let gcc fuse products and sums wherever it sees them: there are none to see.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "-std=c99 -O2 -ffp-contract=off -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror",
        "-std=c99 -O0 -ffp-contract=off",
        "-std=gnu17 -O3 -march=native -ffp-contract=fast"
      })
  void the_program_takes_the_agents_actions_bit_for_bit(String options) throws Exception {
    assumeTrue(!gccIsMissing(), "gcc is not installed");
    List<String> compile = new ArrayList<>(List.of("gcc"));
    compile.addAll(List.of(options.split(" ")));
    compile.addAll(List.of("main.c", "-o", "main", "-lm"));
    run(compile);
    run(List.of(dir.resolve("main").toString()));

    for (SamplePolicy policy : POLICIES) {
      compare(policy);
    }
  }

  private static void compare(SamplePolicy policy) throws IOException {
    Path out = dir.resolve(policy.name().toLowerCase(Locale.ROOT) + ".out");
    float[] actual = new float[(int) Files.size(out) / Float.BYTES];
    ByteBuffer.wrap(Files.readAllBytes(out))
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(actual);
    int n = policy.samples();
    float[][] observations = policy.observations(n);
    boolean[][] masks = policy.masked() ? policy.masks(n) : new boolean[n][0];
    int size = policy.agent().actionSpace().size();
    assertThat(actual).as(policy.name()).hasSize(n * size);
    for (int i = 0; i < n; i++) {
      float[] expected = policy.act(observations[i], masks[i]);
      if (!Arrays.equals(expected, 0, size, actual, i * size, (i + 1) * size)) { // compares bits
        assertThat(Arrays.copyOfRange(actual, i * size, (i + 1) * size))
            .as("%s of %s", policy, Arrays.toString(observations[i]))
            .isEqualTo(expected);
      }
    }
  }

  @Test
  void what_the_agent_refuses_gives_minus_one() throws Exception {
    assumeTrue(!gccIsMissing(), "gcc is not installed");
    Files.writeString(
        dir.resolve("refused.c"),
        """
        #include "categorical.h"
        #include "maskedchoices.h"
        int main(void) {
          float nan[5] = {0, NAN, 0, 0, 0}, ok[5] = {0}, state[1] = {1}, fraction[1] = {0.5f}, action[3] = {7, 7, 7};
          bool none[10] = {true, false, false, true};
          if (categorical_act(ok) < 0 || categorical_act(nan) != -1) return 1;
          if (maskedchoices_act(state, none, action) != -1 || action[0] != 7) return 2;
          for (int i = 0; i < 10; i++) none[i] = true;
          if (maskedchoices_act(fraction, none, action) != -1) return 3;
          return maskedchoices_act(state, none, action) == 0 && action[0] < 3 ? 0 : 4;
        }
        """);
    run(List.of("gcc", "-std=c99", "refused.c", "-o", "refused", "-lm"));
    run(List.of(dir.resolve("refused").toString()));
  }

  @Test
  void a_name_that_is_none_of_cs_is_refused() {
    assertThatThrownBy(() -> POLICIES.getFirst().export().c("my-policy"))
        .hasMessageContaining("the name is my-policy; it must be a C identifier");
  }
}

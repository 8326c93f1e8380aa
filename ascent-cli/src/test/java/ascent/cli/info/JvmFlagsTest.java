package ascent.cli.info;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JvmFlagsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -Xmx4g                                                | -Xmx4g
          -XX:+UseSerialGC                                      | -XX:+UseSerialGC
          -XX:CompileCommand=Inline,ascent.kernel.Vector*::*,1  | -XX:CompileCommand=Inline,ascent.kernel.Vector*::*,1
          --add-opens=java.base/java.io=ALL-UNNAMED             | --add-opens=java.base/java.io=ALL-UNNAMED
          -Dascent.kernels=scalar                               | -Dascent.kernels=scalar
          -Dapi.token=hunter2                                   | -Dapi.token=...
          -Dascent.models=/home/ann/secret project/models       | -Dascent.models=.../models
          -XX:SharedArchiveFile=/home/ann/ascent/classes.jsa    | -XX:SharedArchiveFile=.../classes.jsa
          -Xlog:gc:file=C:\\Users\\ann\\gc.log:time             | -Xlog:gc:file=.../gc.log:time
          -javaagent:/opt/secret/agent.jar=password             | -javaagent:.../agent.jar=...
          hunter2                                               | ...
          """)
  void a_flag_is_shown_without_foreign_values_and_folders(String flag, String shown) {
    assertThat(JvmFlags.publishable(List.of(flag))).containsExactly(shown);
  }

  @Test
  void flags_in_a_variable_are_separated_by_spaces() {
    assertThat(JvmFlags.publishable(" -Xmx1g  -Dkey=value ")).isEqualTo("-Xmx1g -Dkey=...");
  }
}

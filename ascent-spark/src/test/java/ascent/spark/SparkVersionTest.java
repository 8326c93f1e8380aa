package ascent.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ascent.collect.SourceException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SparkVersionTest {
  private static final String MASTER = "spark://crane:7077";

  @Test
  void a_master_of_another_version_is_named() {
    assertThat(
            catchThrowableOfType(
                SourceException.class,
                () -> SparkVersion.requireSame(MASTER, Optional.of("4.1.1"), "4.2.0")))
        .hasMessage(
            "spark://crane:7077 runs Spark 4.1.1; it must run Spark 4.2.0, as the driver does. Maybe start its master and workers from the folder of that version.");
  }

  @Test
  void a_master_that_does_not_say_its_version_may_be_right() {
    assertThatCode(() -> SparkVersion.requireSame(MASTER, Optional.empty(), "4.2.0"))
        .doesNotThrowAnyException();
    assertThatCode(() -> SparkVersion.requireSame(MASTER, Optional.of("4.2.0"), "4.2.0"))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"4.2.0", "4.10.1", "5.0.0-preview"})
  void a_new_driver_is_accepted(String version) {
    assertThatCode(() -> SparkVersion.requireNew(version)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.5.6", "4.1.1", "4.0.0-SNAPSHOT"})
  void an_old_driver_is_refused(String version) {
    assertThat(catchThrowableOfType(SourceException.class, () -> SparkVersion.requireNew(version)))
        .hasMessage(
            "The driver has Spark %s; it must have Spark 4.2 or newer. Maybe SPARK_HOME names an old installation.",
            version);
  }
}

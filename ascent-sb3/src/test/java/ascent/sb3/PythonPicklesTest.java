package ascent.sb3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ascent.algo.Schedule;
import ascent.space.Space;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PythonPicklesTest {
  private static Object read(String base64) throws IOException {
    return Pickles.read(PythonPickles.bytes(base64), "it");
  }

  private static Space space(String base64) throws IOException {
    return GymSpaces.read(read(base64), "observation_space");
  }

  @Test
  void spaces_are_read_in_every_form() throws IOException {
    float inf = Float.POSITIVE_INFINITY;
    assertThat(space(PythonPickles.BOX_F8_P5))
        .isEqualTo(Space.box(new float[] {-1, -2, -inf, 0}, new float[] {1, 2, inf, 3}));
    assertThat(space(PythonPickles.BOX_P4))
        .isEqualTo(Space.box(new float[] {-1, -2}, new float[] {1, 2}));
    assertThat(space(PythonPickles.MD)).isEqualTo(Space.multiDiscrete(3, 4));
    assertThat(space(PythonPickles.MB)).isEqualTo(Space.multiBinary(6));
    assertThat(space(PythonPickles.D)).isEqualTo(Space.discrete(5));
  }

  @Test
  void spaces_that_there_are_none_of_here_are_refused() {
    assertThatThrownBy(() -> space(PythonPickles.MD_START))
        .isInstanceOf(Sb3FormatException.class)
        .hasMessage(
            "its observation_space counts from another number than 0; Ascent counts from 0.");
    assertThatThrownBy(() -> space(PythonPickles.IMAGE))
        .hasMessage("its observation_space holds images; Ascent has no networks for them.");
  }

  @Test
  void schedules_are_read_where_they_are_known() throws IOException {
    assertThat(PySchedules.read(read(PythonPickles.CONST))).contains(Schedule.constant(0.25f));
    assertThat(PySchedules.read(read(PythonPickles.LINEAR)))
        .contains(
            Schedule.piecewise(new Schedule.Point(0, 0.001f), new Schedule.Point(0.5f, 0.0001f)));
    assertThat(PySchedules.read(read(PythonPickles.LINEAR_FN)))
        .contains(Schedule.linear(0.5f, 0.125f));
    assertThat(PySchedules.read(read(PythonPickles.LAMBDA))).isEmpty();
    assertThat(PySchedules.read(0.1)).contains(Schedule.constant(0.1f));
  }

  @Test
  void statistics_are_read(@TempDir Path dir) throws IOException {
    Path file =
        Files.write(dir.resolve("vecnormalize.pkl"), PythonPickles.bytes(PythonPickles.VECNORM));

    VecNormalizeFile read = VecNormalizeFile.read(file);

    assertThat(read.config().normalizeObservations()).isTrue();
    assertThat(read.config().normalizeRewards()).isTrue();
    assertThat(read.config().clipObservations()).isEqualTo(10);
    assertThat(read.config().clipRewards()).isEqualTo(5);
    assertThat(read.gamma()).isEqualTo(0.9f);
    assertThat(read.observations().mean()).containsExactly(1, 2);
    assertThat(read.observations().variance()).containsExactly(4, 9);
    assertThat(read.observations().count()).isEqualTo(100.0001);
    assertThat(read.returns().mean()).containsExactly(0.5);
    assertThat(read.returns().variance()).containsExactly(16);
  }

  /// A pickle that has been cut anywhere is refused, and nothing else happens.
  @Test
  void a_cut_pickle_is_damaged() {
    for (String base64 :
        List.of(PythonPickles.BOX_F8_P5, PythonPickles.LINEAR_FN, PythonPickles.VECNORM)) {
      byte[] whole = PythonPickles.bytes(base64);
      for (int length = 0; length < whole.length; length++) {
        byte[] cut = Arrays.copyOf(whole, length);
        assertThatThrownBy(() -> Pickles.read(cut, "it"))
            .isInstanceOf(Sb3FormatException.class)
            .hasMessage("it is a damaged pickle.");
      }
    }
  }
}

package ascent.train.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.Event;

class ScalarEventsTest {
  @TempDir Path folder;

  @Test
  void numbers_are_read_back_by_tensorflows_own_messages() throws IOException {
    Path inner = folder.resolve("run");
    try (ScalarEvents events = ScalarEvents.create(inner)) {
      events.write(1, new TreeMap<>(Map.of("objective/kl", 0.5, "objective/scores", Double.NaN)));
      events.write(2, Map.of("objective/kl", 0.75));
    }
    List<Event> events = EventReader.shown(inner);

    assertThat(events).hasSize(3);
    assertThat(events.getFirst().getFileVersion()).isEqualTo("brain.Event:2");
    assertThat(events.get(1).getStep()).isEqualTo(1);
    assertThat(events.get(1).getSummary().getValueCount()).as("finite numbers").isEqualTo(1);
    assertThat(events.get(1).getSummary().getValue(0).getTag()).isEqualTo("objective/kl");
    assertThat(events.get(2).getSummary().getValue(0).getSimpleValue()).isEqualTo(0.75f);
  }
}

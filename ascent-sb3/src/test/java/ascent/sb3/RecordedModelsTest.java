package ascent.sb3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ascent.agent.Agent;
import ascent.collect.Actions;
import ascent.io.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// Models that Stable-Baselines3 itself saved, with the answers it gave: `NAME.zip` and `NAME.json`
/// in the folder that the system property `ascent.sb3.models` names. They are no part of this
/// project, so without the property there is nothing to run.
@EnabledIfSystemProperty(named = RecordedModelsTest.FOLDER, matches = ".+")
class RecordedModelsTest {
  static final String FOLDER = "ascent.sb3.models";
  private static final double TOLERANCE = 1e-5;

  private static List<Path> zips() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty(FOLDER)))) {
      return files.filter(file -> file.toString().endsWith(".zip")).sorted().toList();
    }
  }

  @Test
  void the_folder_holds_models() throws IOException {
    assertThat(zips()).isNotEmpty();
  }

  @TestFactory
  Stream<DynamicTest> answers_are_those_that_were_recorded() throws IOException {
    return zips().stream()
        .map(zip -> DynamicTest.dynamicTest(zip.getFileName().toString(), () -> compare(zip)));
  }

  private static void compare(Path zip) throws IOException {
    Object answers =
        Json.parse(Files.readAllBytes(Path.of(zip.toString().replace(".zip", ".json"))));
    Sb3Import model = Sb3Reader.read(zip, null, "");

    assertThat(model.algorithm()).isEqualTo(Json.at(answers, "algorithm"));
    assertThat(model.notes()).isEmpty();
    List<?> observations = Json.list(answers, "observations");
    assertThat(observations).isNotEmpty();
    for (int i = 0; i < observations.size(); i++) {
      compare(model.agent(), floats(observations.get(i)), answers, i);
    }
  }

  private static void compare(Agent agent, float[] obs, Object answers, int i) {
    float[] action = floats(Json.at(answers, "deterministic_actions", i));
    float[] ours = Actions.flat(agent.actionSpace(), agent.act(obs));
    for (int j = 0; j < action.length; j++) {
      assertThat(ours[j]).isCloseTo(action[j], relative(action[j]));
    }
    float value = floats(Json.at(answers, "values", i))[0];
    assertThat(agent.value(obs)).isCloseTo(value, relative(value));
    float[] mode = floats(Json.at(answers, "distribution_mode", i));
    float logProb = floats(Json.at(answers, "log_probs_of_mode", i))[0];
    assertThat(agent.logProb(obs, mode)).isCloseTo(logProb, relative(logProb));
  }

  private static org.assertj.core.data.Offset<Float> relative(float value) {
    return within((float) (TOLERANCE * Math.max(1, Math.abs(value))));
  }

  private static float[] floats(Object numbers) {
    List<?> list = numbers instanceof List<?> many ? many : List.of(numbers);
    float[] floats = new float[list.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = ((Number) list.get(i)).floatValue();
    }
    return floats;
  }

  /// What is written of a model that was read has the same entries, and the same tensors.
  @TestFactory
  Stream<DynamicTest> a_model_written_again_has_the_same_tensors() throws IOException {
    return zips().stream()
        .map(zip -> DynamicTest.dynamicTest(zip.getFileName().toString(), () -> rewrite(zip)));
  }

  private static void rewrite(Path zip) throws IOException {
    Path copy = Files.createTempFile("ascent-", ".zip");
    try {
      Sb3Writer.write(Sb3Reader.read(zip, null, "").agent(), copy);
      try (Archive theirs = Archive.open(zip, "theirs");
          Archive ours = Archive.open(copy, "ours")) {
        assertThat(ours.names()).isEqualTo(theirs.names());
        Map<String, TorchTensor> their = TorchFile.read(theirs.entry("policy.pth"), "theirs");
        Map<String, TorchTensor> our = TorchFile.read(ours.entry("policy.pth"), "ours");
        assertThat(List.copyOf(our.keySet())).isEqualTo(List.copyOf(their.keySet()));
        their.forEach((name, tensor) -> {
          assertThat(our.get(name).shape()).as(name).isEqualTo(tensor.shape());
          assertThat(our.get(name).data()).as(name).isEqualTo(tensor.data());
        });
        Map<String, Object> fields = Json.object(Json.parse(theirs.entry("data")));
        assertThat(fields.keySet())
            .containsAll(Json.object(Json.parse(ours.entry("data"))).keySet());
      }
    } finally {
      Files.delete(copy);
    }
  }
}

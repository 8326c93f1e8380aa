package ascent.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ascent.agent.Agent;
import ascent.agent.ModelFile;
import ascent.env.Env;
import ascent.io.DamagedFileException;
import ascent.io.Safetensors;
import ascent.io.Tensor;
import ascent.io.ZipStore;
import ascent.probe.Walk;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Models and checkpoints that are not what they should be are refused with the reason, and nothing
/// of the run they belong to is touched.
class DamagedFilesTest {
  private static final Supplier<Env> WALK = Walk.pushed(37);

  @TempDir Path folder;
  private Path run;
  private Path checkpoint;
  private byte[] whole;
  private byte[] metrics;

  @BeforeEach
  void train() throws IOException {
    run = folder.resolve("run");
    checkpoint = run.resolve("checkpoint.zip");
    Trainer.of(WALK).with(Walk.CONFIG).envs(2).out(run).train(64);
    Files.delete(run.resolve("model.zip")); // the directory stands for its checkpoint
    whole = Files.readAllBytes(checkpoint);
    metrics = Files.readAllBytes(run.resolve("metrics.csv"));
  }

  /// Neither resuming nor loading takes it, and the rest of the run is as before.
  private void assertRefused(byte[] content, String... reasons) throws IOException {
    Files.write(checkpoint, content);
    assertThatExceptionOfType(DamagedFileException.class)
        .isThrownBy(() -> Trainer.resume(run, WALK))
        .withMessageStartingWith(checkpoint + " cannot be used: ")
        .satisfies(e -> assertThat(List.of(reasons)).allMatch(e.getMessage()::contains));
    assertThat(run.resolve("metrics.csv")).hasBinaryContent(metrics);
    assertThat(checkpoint).hasBinaryContent(content);
  }

  private void assertNoModel(byte[] content, String... reasons) throws IOException {
    assertRefused(content, reasons);
    for (Path path : new Path[] {run, checkpoint}) {
      assertThatExceptionOfType(DamagedFileException.class)
          .isThrownBy(() -> Agent.load(path))
          .withMessageStartingWith(checkpoint + " cannot be used: ")
          .satisfies(e -> assertThat(List.of(reasons)).allMatch(e.getMessage()::contains));
    }
  }

  /// Every 131st byte is every kind of byte: of weights, settings, names, sizes, checksums.
  @Test
  void a_flipped_bit_is_refused_wherever_it_is() throws IOException {
    for (int i = 0; i < whole.length; i += 131) {
      byte[] flipped = whole.clone();
      flipped[i] ^= (byte) (1 << i % 8);
      assertNoModel(flipped);
    }
  }

  @Test
  void a_file_that_was_cut_or_continued_is_refused() throws IOException {
    for (int length : new int[] {0, 1, 100, whole.length / 2, whole.length - 1}) {
      assertNoModel(Arrays.copyOf(whole, length));
    }
    assertNoModel(Arrays.copyOf(whole, whole.length + 1));
    assertNoModel(new byte[0], "it is empty");
  }

  @Test
  void what_another_program_wrote_is_refused() throws IOException {
    assertNoModel("model = {}\n".getBytes(StandardCharsets.UTF_8), "it is not a zip file");
    Path zip = folder.resolve("other.zip");
    try (OutputStream file = Files.newOutputStream(zip);
        ZipOutputStream out = new ZipOutputStream(file)) {
      out.putNextEntry(new ZipEntry("policy.pth"));
      out.write(new byte[100]);
    }
    assertNoModel(Files.readAllBytes(zip), "entry policy.pth is compressed");
  }

  @Test
  void another_format_and_another_version_are_refused() throws IOException {
    Map<String, byte[]> entries = ModelFile.STORE.unpack(whole);
    assertNoModel(
        new ZipStore("ascent-model", 2).pack(entries),
        "it is of version 2 of ascent-model, and only version 1 is read. Maybe it comes from a"
            + " newer Ascent.");
    assertNoModel(
        new ZipStore("ascent-study", 1).pack(entries),
        "it is of format ascent-study, not ascent-model");
  }

  /// Numbers that cannot have come from training, with a checksum that fits.
  @Test
  void weights_that_are_not_finite_are_refused() throws IOException {
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      assertNoModel(
          poisoned("model.safetensors", "policy.0.bias", bad),
          "Element 1 of the tensor policy.0.bias is " + bad + "; it must be finite.");
    }
  }

  @Test
  void moments_of_the_optimiser_that_are_not_finite_are_refused() throws IOException {
    assertRefused(
        poisoned("state.safetensors", "algorithm.vector.1", Float.NaN),
        "Element 1 of the tensor algorithm.vector.1 is NaN; it must be finite.");
  }

  /// The checkpoint with another number as element 1 of a tensor.
  private byte[] poisoned(String entry, String name, float number) throws IOException {
    Map<String, byte[]> entries = ModelFile.STORE.unpack(whole);
    Safetensors file = Safetensors.parse(entries.get(entry));
    Map<String, Tensor> tensors = new LinkedHashMap<>(file.tensors());
    Tensor tensor = tensors.get(name);
    float[] numbers = tensor.floats();
    numbers[1] = number;
    int[] shape = tensor.shape().stream().mapToInt(Integer::intValue).toArray();
    tensors.put(name, Tensor.of(numbers, shape));
    entries.put(entry, new Safetensors(tensors, file.metadata()).toBytes());
    return ModelFile.STORE.pack(entries);
  }

  /// Entries written by hand, with checksums that fit.
  @Test
  void settings_spaces_and_headers_that_nothing_writes_are_refused() throws IOException {
    assertNoModel(
        edited("config.json", "\"steps_trained\": 64", "\"steps_trained\": -9"),
        "The settings are damaged: steps trained is -9; it must be at least 0.");
    assertNoModel(
        edited("config.json", "\"algorithm\": \"", "\"algorithm\": " + "[".repeat(1000)),
        "entry config.json: This JSON has more than 64 arrays and objects within each other (line 2,");
    assertNoModel(
        edited("config.json", "\"steps_trained\": 64", "\"steps_trained\": " + "7".repeat(5000)),
        "entry config.json: This JSON has a name, number or string that is too long");
    assertNoModel(
        edited("spaces.json", "\"action\"", "\"actions\""),
        "entry spaces.json: it has no action space.");
    assertNoModel(
        headed("\"data_offsets\":[0,", "\"data_offsets\":[-2,"),
        "data_offsets is [-2, ",
        "]; it must be a start of at least 0 and an end not before it.");
    assertNoModel(
        headed("\"data_offsets\":[0,", "\"data_offsets\":[9999999999,"),
        "it must be a start of at least 0 and an end not before it.");
  }

  /// The checkpoint with another text in the header of its weights, once.
  private byte[] headed(String from, String to) throws IOException {
    Map<String, byte[]> entries = ModelFile.STORE.unpack(whole);
    String text = new String(entries.get("model.safetensors"), StandardCharsets.ISO_8859_1);
    assertThat(text).contains(from);
    String other = text.replaceFirst(Pattern.quote(from), to);
    ByteBuffer bytes = ByteBuffer.wrap(other.getBytes(StandardCharsets.ISO_8859_1));
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(0, bytes.getLong(0) + other.length() - text.length()); // the header's length
    entries.put("model.safetensors", bytes.array());
    return ModelFile.STORE.pack(entries);
  }

  /// Whole files by their checksums, whose parts do not make a checkpoint.
  @Test
  void entries_that_are_missing_or_do_not_fit_together_are_refused() throws IOException {
    for (String name : ModelFile.STORE.unpack(whole).keySet()) {
      Map<String, byte[]> entries = ModelFile.STORE.unpack(whole);
      entries.remove(name);
      assertRefused(ModelFile.STORE.pack(entries), "The file has no " + name + ".");
      entries.put(name, "{\"".getBytes(StandardCharsets.UTF_8));
      assertRefused(ModelFile.STORE.pack(entries));
    }
    assertRefused(
        edited("config.json", "\"ppo\"", "\"pqo\""),
        "algorithm pqo is unknown here",
        "--class-path");
    assertRefused(
        edited("config.json", "\"gaussian\"", "\"laplace\""),
        "The distribution laplace is unknown here. Maybe its jar is missing on the class path:"
            + " --class-path JAR.");
    assertRefused(
        edited("config.json", "\"gamma\": \"0.99\"", "\"gamma\": \"1.99\""),
        "gamma is 1.99; it must be in [0, 1].");
    assertRefused(
        edited("config.json", "\"gamma\"", "\"gammo\""), "There is no setting gammo.", "gamma");
    assertRefused(
        edited("config.json", "\"policyLayers\": \"6\"", "\"policyLayers\": \"7\""),
        "The model has no float tensor policy.0.weight of shape [2, 7].");
    assertRefused(
        edited("config.json", "\"policyLayers\": \"6\"", "\"policyLayers\": \"6,6\""),
        "The model has 9 tensors, not 11.");
    assertRefused(edited("spaces.json", "\"box\"", "\"bag\""), "There is no space of type \"bag\"");
    assertRefused(edited("progress.json", "\"iterations\"", "\"iteration\""), "iteration");
  }

  private byte[] edited(String entry, String from, String to) throws IOException {
    Map<String, byte[]> entries = ModelFile.STORE.unpack(whole);
    String text = new String(entries.get(entry), StandardCharsets.UTF_8);
    assertThat(text).contains(from);
    entries.put(entry, text.replace(from, to).getBytes(StandardCharsets.UTF_8));
    return ModelFile.STORE.pack(entries);
  }

  @Test
  void a_model_is_no_checkpoint() throws IOException {
    Path model = folder.resolve("model.zip");
    Agent.load(run).save(model);
    assertRefused(Files.readAllBytes(model), "The file has no state.safetensors.");
    assertThat(Agent.load(run).info().steps()).isEqualTo(64); // yet a model it is
  }

  /// The state of three environments in a run of two.
  @Test
  void a_state_that_does_not_fit_the_run_is_refused_before_anything_is_touched()
      throws IOException {
    Path three = folder.resolve("three");
    Trainer.of(WALK).with(Walk.CONFIG).envs(3).out(three).train(96);
    Map<String, byte[]> entries = ModelFile.STORE.unpack(whole);
    Map<String, byte[]> others =
        ModelFile.STORE.unpack(Files.readAllBytes(three.resolve("checkpoint.zip")));
    entries.put("state.safetensors", others.get("state.safetensors"));
    Files.write(checkpoint, ModelFile.STORE.pack(entries));
    assertThatThrownBy(() -> Trainer.resume(run, WALK).train(640))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("The checkpoint is of 3 environments; there are 2.");
    assertThat(run.resolve("metrics.csv")).hasBinaryContent(metrics);
  }

  @Test
  void the_whole_file_is_accepted() throws IOException {
    Files.write(checkpoint, whole);
    assertThat(Trainer.resume(run, WALK).train(96).resumedAtStep()).hasValue(64);
  }
}

package ascent.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SafetensorsTest {

  private static final Safetensors SAMPLE =
      new Safetensors(
          Map.of(
              "actor.0.weight", Tensor.of(new float[] {1, -2, Float.NaN, 0.5f, 5, 6}, 2, 3),
              "actor.0.bias", Tensor.of(new float[] {7, -0f, 9}, 3),
              "mean", Tensor.of(new double[] {0.1, 1e300}, 2),
              "count", Tensor.of(new long[] {Long.MIN_VALUE}),
              "none", Tensor.of(new float[0], 0, 4)),
          Map.of("format", "pt", "note", "ü"));

  @Test
  void tensors_and_metadata_survive_with_every_bit() throws DamagedFileException {
    Safetensors read = Safetensors.parse(SAMPLE.toBytes());
    assertThat(read).isEqualTo(SAMPLE);
    assertThat(read.tensors().get("actor.0.weight"))
        .satisfies(t -> {
          assertThat(t.type()).isEqualTo(Tensor.Type.F32);
          assertThat(t.shape()).containsExactly(2, 3);
          assertThat(t.size()).isEqualTo(6);
          assertThat(t.floats()).containsExactly(1, -2, Float.NaN, 0.5f, 5, 6);
        });
    assertThat(read.tensors())
        .hasEntrySatisfying("mean", t -> assertThat(t.doubles()).containsExactly(0.1, 1e300))
        .hasEntrySatisfying("count", t -> assertThat(t.longs()).containsExactly(Long.MIN_VALUE))
        .hasEntrySatisfying("count", t -> assertThat(t.shape()).isEmpty());
  }

  @Test
  void the_bytes_are_those_of_the_format() {
    // Header: {"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}, 54 bytes, padded to 56 =
    // 0x38.
    // Data: 1.5f = 0x3FC00000.
    byte[] header =
        "{\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}  ".getBytes(UTF_8);
    byte[] expected =
        ByteBuffer.allocate(8 + 56 + 4)
            .put(HexFormat.of().parseHex("3800000000000000"))
            .put(header)
            .put(HexFormat.of().parseHex("0000c03f"))
            .array();
    Safetensors one = new Safetensors(Map.of("b", Tensor.of(new float[] {1.5f}, 1)), Map.of());
    assertThat(one.toBytes()).isEqualTo(expected);
  }

  @Test
  void the_largest_elements_come_first_and_the_data_is_aligned() {
    byte[] bytes = SAMPLE.toBytes();
    int header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt();
    assertThat(header % 8).isZero();
    assertThat(new String(bytes, 8, header, UTF_8))
        .containsSubsequence(
            "__metadata__", "\"count\"", "\"mean\"", "actor.0.bias", "actor.0.weight", "\"none\"");
  }

  @Test
  void no_tensors_are_a_file_too() throws DamagedFileException {
    Safetensors none = new Safetensors(Map.of(), Map.of());
    assertThat(Safetensors.parse(none.toBytes())).isEqualTo(none);
  }

  @Test
  void order_in_the_header_and_other_spacing_are_free() throws DamagedFileException {
    byte[] file =
        file(
            """
            {"y": {"data_offsets": [4, 8], "shape": [1], "dtype": "F32"},
             "x": {"dtype": "F32", "shape": [], "data_offsets": [0, 4]}}\
            """,
            8);
    assertThat(Safetensors.parse(file).tensors()).containsOnlyKeys("x", "y");
  }

  @Test
  void a_header_that_does_not_fit_its_data_is_refused_with_the_reason() {
    String f32 = "{\"dtype\":\"F32\",";
    assertRefused("{\"x\":" + f32 + "\"shape\":[2],\"data_offsets\":[0,4]}}", 4, "tensor x is");
    assertRefused("{\"x\":" + f32 + "\"shape\":[-1],\"data_offsets\":[4,0]}}", 4, "tensor x is");
    assertRefused(
        "{\"x\":" + f32 + "\"shape\":[1],\"data_offsets\":[-4,0]}}",
        4,
        "data_offsets is [-4, 0]; it must be a start of at least 0 and an end not before it.");
    assertRefused(
        "{\"x\":" + f32 + "\"shape\":[1],\"data_offsets\":[4,2]}}",
        4,
        "data_offsets is [4, 2]; it must be");
    assertRefused(
        "{\"x\":" + f32 + "\"shape\":[1],\"data_offsets\":[null,4]}}",
        4,
        "data_offsets[0] is null; it must not be.");
    assertRefused("{\"x\":" + f32 + "\"shape\":[1],\"data_offsets\":[0]}}", 4, "two numbers");
    assertRefused(
        "{\"x\":" + f32 + "\"shape\":[1.5],\"data_offsets\":[0,4]}}",
        4,
        "a whole number of 32 bits");
    assertRefused("{\"x\":" + f32 + "\"shape\":null,\"data_offsets\":[0,4]}}", 4, "shape");
    assertRefused("{\"x\":" + f32 + "\"data_offsets\":[0,4]}}", 4, "shape is missing");
    assertRefused("{\"x\":7}", 0, "an object");
    assertRefused("{\"x\":{\"dtype\":null,\"shape\":[0],\"data_offsets\":[0,0]}}", 0, "dtype");
    assertRefused(
        "{\"x\":{\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[0,4]}}",
        4,
        "dtype is F16; it must be one of [F32, F64, I64].");
    String large = "[2147483647,2147483647,2147483647]";
    assertRefused("{\"x\":" + f32 + "\"shape\":" + large + ",\"data_offsets\":[0,4]}}", 4, "shape");
    String first = "{\"x\":" + f32 + "\"shape\":[1],\"data_offsets\":[0,4]}";
    assertRefused(first + "}", 3, "cut off");
    assertRefused(first + "}", 5, "end before the end");
    assertRefused(
        first + ",\"y\":" + f32 + "\"shape\":[1],\"data_offsets\":[0,4]}}", 4, "overlaps");
    assertRefused(first + ",\"y\":" + f32 + "\"shape\":[1],\"data_offsets\":[8,12]}}", 12, "gap");
    assertRefused(
        first + ",\"x\":" + f32 + "\"shape\":[1],\"data_offsets\":[4,8]}}", 8, "Duplicate");
    assertRefused("{\"__metadata__\":{\"a\":1}}", 0, "more than strings");
    assertRefused("{\"__metadata__\":[]}", 0, "not an object");
    assertRefused("[]", 0, "not a JSON object");
    assertRefused(" {}", 0, "not a JSON object");
    assertRefused("", 0, "empty");
  }

  private static void assertRefused(String header, int dataBytes, String reason) {
    assertThatExceptionOfType(DamagedFileException.class)
        .isThrownBy(() -> Safetensors.parse(file(header, dataBytes)))
        .withMessageStartingWith("These are not safetensors: ")
        .withMessageContaining(reason);
  }

  private static byte[] file(String header, int dataBytes) {
    byte[] json = header.getBytes(UTF_8);
    return ByteBuffer.allocate(8 + json.length + dataBytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(json.length)
        .put(json)
        .array();
  }

  @Test
  void a_file_cut_anywhere_is_refused() {
    byte[] whole = SAMPLE.toBytes();
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatExceptionOfType(DamagedFileException.class)
          .isThrownBy(() -> Safetensors.parse(cut));
    }
  }

  @Test
  void no_damage_to_the_header_causes_anything_but_a_refusal() {
    byte[] whole = SAMPLE.toBytes();
    int headerEnd = 8 + ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getInt();
    SplittableRandom random = new SplittableRandom(6);
    byte[] likely = "{}[]\",:0123456789-e.n \\".getBytes(UTF_8);
    int refused = 0;
    for (int i = 0; i < 15_000; i++) {
      byte[] damaged = whole.clone();
      for (int edits = random.nextInt(1, 4); edits > 0; edits--) {
        damaged[random.nextInt(headerEnd)] =
            random.nextBoolean()
                ? likely[random.nextInt(likely.length)]
                : (byte) random.nextInt(256);
      }
      try {
        Safetensors.parse(damaged);
      } catch (DamagedFileException e) {
        refused++;
        assertThat(e).hasMessageStartingWith("These are not safetensors: ");
      }
    }
    assertThat(refused).isGreaterThan(10_000); // the rest changed a name, a note or a space
  }

  @Test
  void noise_is_refused() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 5_000; i++) {
      byte[] noise = new byte[random.nextInt(200)];
      random.nextBytes(noise);
      if (noise.length >= 8) {
        Arrays.fill(noise, 1, 8, (byte) 0); // a small header length
      }
      assertThatExceptionOfType(DamagedFileException.class)
          .isThrownBy(() -> Safetensors.parse(noise));
    }
  }

  @Test
  void a_tensor_is_of_its_own_type_and_of_the_right_size() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tensor.of(new float[5], 2, 3))
        .withMessage("A shape of [2, 3] does not hold 5 elements.");
    assertThatIllegalArgumentException().isThrownBy(() -> Tensor.of(new float[6], -2, -3));
    assertThatIllegalStateException()
        .isThrownBy(() -> Tensor.of(new float[1]).doubles())
        .withMessage("The tensor's elements are F32, not F64.");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Safetensors(Map.of("__metadata__", Tensor.of(new float[1])), Map.of()));
  }

  @Test
  void a_tensor_keeps_no_hold_of_its_data() {
    float[] data = {1, 2};
    Tensor tensor = Tensor.of(data, 2);
    data[0] = 9;
    tensor.floats()[1] = 9;
    assertThat(tensor).isEqualTo(Tensor.of(new float[] {1, 2}, 2)).hasToString("F32[2]");
    assertThat(tensor).hasSameHashCodeAs(Tensor.of(new float[] {1, 2}, 2));
    assertThat(List.of(Tensor.of(new float[] {1, 2}, 1, 2), Tensor.of(new double[] {1, 2}, 2)))
        .doesNotContain(tensor);
  }
}

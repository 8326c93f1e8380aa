package ascent.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

  private record Point(float x, double y) {}

  private record Run(
      String env,
      long seed,
      int threads,
      boolean solved,
      @Nullable Long solvedAt,
      Point point,
      List<Point> path,
      Map<String, Integer> counts) {

    Run {
      if (threads < 1) {
        throw new IllegalArgumentException("threads is " + threads + "; it must be at least 1.");
      }
    }
  }

  private static final Run RUN =
      new Run(
          "CartPole-v1",
          1L << 60,
          2,
          true,
          null,
          new Point(0.1f, 0.1),
          List.of(new Point(1, 2)),
          Map.of("b", 2, "a", 1));

  private static final String RUN_JSON =
      """
      {"env":"CartPole-v1","seed":1152921504606846976,"threads":2,"solved":true,"solvedAt":null,\
      "point":{"x":0.1,"y":0.1},"path":[{"x":1,"y":2}],"counts":{"a":1,"b":2}}\
      """;

  @Test
  void a_record_is_an_object_of_its_components_in_order() {
    assertThat(Json.compact(RUN)).isEqualTo(RUN_JSON);
  }

  @Test
  void people_get_indented_lines() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("a", List.of(1, 2));
    map.put("b", Map.of("c", "d"));
    map.put("e", Map.of());
    map.put("f", List.of(new Point(1, 2)));
    assertThat(Json.pretty(map))
        .isEqualTo(
            """
            {
              "a": [1, 2],
              "b": {
                "c": "d"
              },
              "e": {},
              "f": [{
                "x": 1,
                "y": 2
              }]
            }
            """);
  }

  @Test
  void maps_keep_their_order_or_are_sorted() {
    Map<String, Integer> ordered = new LinkedHashMap<>();
    ordered.put("b", 1);
    ordered.put("a", 2);
    assertThat(Json.compact(ordered)).isEqualTo("{\"b\":1,\"a\":2}");
    assertThat(Json.compact(new HashMap<>(ordered))).isEqualTo("{\"a\":2,\"b\":1}");
  }

  @Test
  void values_of_all_plain_types_have_a_form() {
    List<@Nullable Object> values = new ArrayList<>();
    values.add(null);
    values.addAll(List.of(1, 2L, 0.5f, 0.25, "tab\t\"", true, new float[] {1, 2}, List.of()));
    assertThat(Json.compact(values)).isEqualTo("[null,1,2,0.5,0.25,\"tab\\t\\\"\",true,[1,2],[]]");
  }

  @Test
  void what_json_has_no_number_for_is_null_or_inf() {
    assertThat(Json.compact(List.of(Double.NaN, Float.NaN))).isEqualTo("[null,null]");
    assertThat(Json.compact(List.of(Double.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY)))
        .isEqualTo("[\"inf\",\"-inf\"]");
  }

  @Test
  void other_objects_are_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Json.compact(List.of(new StringBuilder())))
        .withMessageStartingWith("A StringBuilder cannot be written as JSON");
  }

  @Test
  void what_is_written_reads_back_the_same() throws DamagedFileException {
    for (String text : List.of(Json.compact(RUN), Json.pretty(RUN))) {
      assertThat(Json.parse(text)).isEqualTo(Json.parse(text.getBytes(UTF_8)));
      assertThat(Json.compact(Json.parse(text))).isEqualTo(RUN_JSON);
      assertThat(Json.read(Json.parse(text), Run.class)).isEqualTo(RUN);
    }
  }

  private record Numbers(float[] x, int[] n, long[] none) {}

  @Test
  void arrays_are_read_as_lists_are() throws DamagedFileException {
    Object tree = Json.parse("{\"x\": [0.1, null, \"-inf\"], \"n\": [1, 2], \"none\": []}");

    Numbers arrays = Json.read(tree, Numbers.class);

    assertThat(arrays.x).containsExactly(0.1f, Float.NaN, Float.NEGATIVE_INFINITY);
    assertThat(arrays.n).containsExactly(1, 2);
    assertThat(arrays.none).isEmpty();
    Object damaged = Json.parse("{\"x\": [], \"n\": [1, 2.5], \"none\": []}");
    assertThatExceptionOfType(DamagedFileException.class)
        .isThrownBy(() -> Json.read(damaged, Numbers.class))
        .withMessage("n[1] is 2.5; it must be a whole number of 32 bits.");
  }

  @Test
  void a_tree_is_made_of_plain_values() throws DamagedFileException {
    Object tree =
        Json.parse(
            "[1, 2147483648, 9223372036854775808, 1.0, true, null, \"x\", {\"b\": [], \"a\": {}}]");

    // 2147483648 = 2³¹ is the first that no int holds, 9223372036854775808 = 2⁶³ the first that no
    // long does.
    Map<String, Object> last = new LinkedHashMap<>();
    last.put("b", List.of());
    last.put("a", Map.of());
    assertThat(tree)
        .isEqualTo(Arrays.asList(1, 1L << 31, BigInteger.TWO.pow(63), 1.0, true, null, "x", last));
    assertThat(Json.object(tree, 7).keySet()).containsExactly("b", "a"); // the text's order
  }

  @Test
  void a_path_leads_through_objects_and_arrays() throws DamagedFileException {
    Object tree = Json.parse("{\"a\": [{\"b\": 7}, null]}");

    assertThat(Json.at(tree)).isSameAs(tree);
    assertThat(Json.at(tree, "a", 0, "b")).isEqualTo(7);
    assertThat(Json.object(tree, "a", 0)).isEqualTo(Map.of("b", 7));
    assertThat(Json.list(tree, "a")).hasSize(2);
  }

  @Test
  void a_path_that_leads_nowhere_finds_nothing() throws DamagedFileException {
    Object tree = Json.parse("{\"a\": [{\"b\": 7}, null]}");

    for (Object step : List.of(1, 2, "b")) { // null, past the end, no index
      assertThat(Json.at(tree, "a", step)).isNull();
      assertThat(Json.at(tree, "a", step, "b")).isNull();
    }
    assertThat(Json.object(tree, "a")).isEmpty(); // an array
    assertThat(Json.list(tree, "a", 0)).isEmpty(); // an object
    assertThat(Json.list(tree, "a", 0, "b")).isEmpty(); // a number
  }

  @Test
  void every_float_and_double_survives() throws DamagedFileException {
    SplittableRandom random = new SplittableRandom(4);
    for (int i = 0; i < 5_000; i++) {
      Point point =
          new Point(
              Float.intBitsToFloat(random.nextInt()), Double.longBitsToDouble(random.nextLong()));
      Object tree = Json.parse(Json.compact(point));
      assertThat(Json.read(tree, Point.class)).isEqualTo(point);
    }
    for (double x : new double[] {Double.NaN, Double.NEGATIVE_INFINITY, 0, -0.0, 1e15, 1e300}) {
      Point special = new Point((float) Math.clamp(x, -1e38, 1e38), x);
      assertThat(Json.read(Json.parse(Json.compact(special)), Point.class)).isEqualTo(special);
    }
    Point infinite = new Point(Float.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
    assertThat(Json.read(Json.parse(Json.compact(infinite)), Point.class)).isEqualTo(infinite);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[1,]",
        "{\"a\":1,}",
        "{\"a\":1,\"a\":2}",
        "1 2",
        "{} x",
        "nul",
        "NaN",
        "'a'",
        "{a:1}",
        "// c\n1",
        "01",
        "1e999",
        "\"\u0001\"",
        "\"a"
      })
  void anything_but_one_strict_value_is_refused(String text) {
    assertThatExceptionOfType(DamagedFileException.class).isThrownBy(() -> Json.parse(text));
    assertThatExceptionOfType(DamagedFileException.class)
        .isThrownBy(() -> Json.parse(text.getBytes(UTF_8)));
  }

  @Test
  void the_message_says_what_is_wrong_and_where() {
    assertThatExceptionOfType(DamagedFileException.class)
        .isThrownBy(() -> Json.parse("{\"a\": 1,\n \"a\": 2}"))
        .withMessageStartingWith("This is not JSON: Duplicate Object property \"a\"")
        .withMessageContaining("line 2");
  }

  @Test
  void deep_nesting_is_refused_and_does_no_harm() {
    assertThatExceptionOfType(DamagedFileException.class)
        .isThrownBy(() -> Json.parse("[".repeat(100_000)))
        .withMessage(
            "This JSON has more than 64 arrays and objects within each other (line 1, column 65).");
    assertThatNoException().isThrownBy(() -> Json.parse("[".repeat(64) + "1" + "]".repeat(64)));
    assertThatExceptionOfType(DamagedFileException.class)
        .isThrownBy(() -> Json.parse("{\"a\":".repeat(65)))
        .withMessageStartingWith("This JSON has more than 64 arrays and objects within each other");
  }

  @Test
  void a_record_is_read_strictly() throws DamagedFileException {
    assertUnread("{\"x\":1}", "y is missing.");
    assertUnread("{\"x\":1,\"y\":2,\"xx\":3}", "xx is unknown. Did you mean x?");
    assertUnread("{\"x\":\"1\",\"y\":2}", "x is \"1\"; it must be a number.");
    assertUnread("{\"x\":[],\"y\":2}", "x is []; it must be a number.");
    assertUnread("{\"x\":1e39,\"y\":2}", "x: \"1.0E39\" is beyond the range of the type.");
    assertUnread("[]", "the JSON is []; it must be an object.");
    assertRunUnread("\"threads\":2", "\"threads\":0", "threads is 0; it must be at least 1.");
    assertRunUnread(
        "\"threads\":2",
        "\"threads\":2.5",
        "threads is 2.5; it must be a whole number of 32 bits.");
    assertRunUnread(
        "\"threads\":2",
        "\"threads\":null",
        "threads is null; it must be a whole number of 32 bits.");
    assertRunUnread("true", "1", "solved is 1; it must be true or false.");
    assertRunUnread("{\"a\":1,\"b\":2}", "[]", "counts is []; it must be an object.");
    assertRunUnread("[{\"x\":1,\"y\":2}]", "{}", "path is {}; it must be an array.");
    assertRunUnread("[{\"x\":1,\"y\":2}]", "[null]", "path[0] is null; it must be an object.");
    assertRunUnread("\"CartPole-v1\"", "7", "env is 7; it must be a string.");
    assertRunUnread(
        "1152921504606846976", "1.5", "seed is 1.5; it must be a whole number of 64 bits.");
  }

  private static void assertUnread(String json, String message) throws DamagedFileException {
    Object tree = Json.parse(json);
    assertThatExceptionOfType(DamagedFileException.class)
        .isThrownBy(() -> Json.read(tree, Point.class))
        .withMessage(message);
  }

  private static void assertRunUnread(String part, String other, String message)
      throws DamagedFileException {
    Object tree = Json.parse(RUN_JSON.replace(part, other));
    assertThatExceptionOfType(DamagedFileException.class)
        .isThrownBy(() -> Json.read(tree, Run.class))
        .withMessage(message);
  }
}

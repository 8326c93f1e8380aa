package ascent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ConfigsTest {

  private enum Rule {
    ADAM,
    RMSPROP_TF
  }

  /// A type that reads itself.
  record Span(int from, int to) {

    static Span parse(String text) {
      String[] ends = text.split("-", -1);
      Check.that(ends.length == 2, "span", "\"" + text + "\"", "like 1-3");
      return new Span(Integer.parseInt(ends[0]), Integer.parseInt(ends[1]));
    }

    @Override
    public String toString() {
      return from + "-" + to;
    }
  }

  private record Net(
      @Help("Sizes of the hidden layers.") List<Integer> layers,
      @Help("What turns a gradient into a step.") Rule rule) {}

  private record Limits(@Help("The least.") int low, @Help("The most.") int high) {
    Limits {
      Check.that(low <= high, "low", low, "at most high, which is " + high);
    }
  }

  private record Config(
      @Help("Steps of one rollout.") int rolloutSteps,
      @Help("Steps in all.") long steps,
      @Help("The discount.") float gamma,
      double tolerance,
      @Help("Whether to normalise.") boolean normalize,
      @Help("A name.") String name,
      Net net,
      Limits limits,
      @Help("A span.") Span span) {

    static final Config DEFAULT =
        new Config(
            2048,
            1_000_000_000_000L,
            0.99f,
            1e-5,
            true,
            "a = b",
            new Net(List.of(64, 64), Rule.ADAM),
            new Limits(1, 3),
            new Span(1, 2));

    Config {
      Check.that(gamma >= 0 && gamma <= 1, "gamma", gamma, "in [0, 1]");
    }
  }

  @Test
  void a_config_is_written_flat_in_the_order_of_its_components() {
    assertThat(Configs.toMap(Config.DEFAULT))
        .containsExactly(
            entry("rolloutSteps", "2048"),
            entry("steps", "1000000000000"),
            entry("gamma", "0.99"),
            entry("tolerance", "1e-5"),
            entry("normalize", "true"),
            entry("name", "a = b"),
            entry("layers", "64,64"),
            entry("rule", "adam"),
            entry("low", "1"),
            entry("high", "3"),
            entry("span", "1-2"));
  }

  @Test
  void each_kind_of_value_can_be_set_by_its_name() {
    Config config =
        Configs.with(
            Config.DEFAULT,
            Map.ofEntries(
                entry("rolloutSteps", "1_024"),
                entry("steps", "2e6"),
                entry("gamma", "0.5"),
                entry("tolerance", "inf"),
                entry("normalize", "False"),
                entry("name", ""),
                entry("layers", "32, 16"),
                entry("rule", "RMSprop_TF"),
                entry("low", "2"),
                entry("span", "4-5")));
    assertThat(config)
        .isEqualTo(
            new Config(
                1024,
                2_000_000L,
                0.5f,
                Double.POSITIVE_INFINITY,
                false,
                "",
                new Net(List.of(32, 16), Rule.RMSPROP_TF),
                new Limits(2, 3),
                new Span(4, 5)));
  }

  @Test
  void no_layers_are_written_none() {
    Config none = Configs.with(Config.DEFAULT, "layers", "none");
    assertThat(none.net().layers()).isEmpty();
    assertThat(Configs.with(Config.DEFAULT, "layers", "")).isEqualTo(none);
    assertThat(Configs.toMap(none)).containsEntry("layers", "none");
  }

  @Test
  void writing_and_reading_keeps_every_bit() {
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 1_000; i++) {
      Config config =
          new Config(
              random.nextInt(),
              random.nextLong(),
              (float) random.nextDouble(),
              Math.scalb(random.nextDouble(), random.nextInt(-1000, 1000)),
              random.nextBoolean(),
              "n" + i,
              new Net(List.of(random.nextInt(100)), Rule.values()[random.nextInt(2)]),
              new Limits(-random.nextInt(100), random.nextInt(100)),
              new Span(random.nextInt(9), random.nextInt(9)));
      assertThat(Configs.with(Config.DEFAULT, Configs.toMap(config))).isEqualTo(config);
    }
  }

  @Test
  void values_that_depend_on_each_other_may_change_together() {
    Config both = Configs.with(Config.DEFAULT, Map.of("low", "10", "high", "20"));
    assertThat(both.limits()).isEqualTo(new Limits(10, 20));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Configs.with(Config.DEFAULT, "low", "10"))
        .withMessage("low is 10; it must be at most high, which is 3.");
  }

  @Test
  void nothing_set_gives_the_same_config() {
    assertThat(Configs.with(Config.DEFAULT, Map.of())).isSameAs(Config.DEFAULT);
    assertThat(Configs.with(Config.DEFAULT, "gamma", "0.5").net()).isSameAs(Config.DEFAULT.net());
  }

  @Test
  void an_unknown_key_answers_with_the_nearest() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Configs.with(Config.DEFAULT, "rollout_step", "1"))
        .withMessage("There is no setting rollout_step. Did you mean rolloutSteps?");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Configs.with(Config.DEFAULT, "net", "1"))
        .withMessage("There is no setting net.");
  }

  @Test
  void an_unreadable_value_is_named_with_its_key_and_what_was_expected() {
    assertRefused("rolloutSteps", "many", "a whole number of 32 bits");
    assertRefused("rolloutSteps", "1.5", "a whole number of 32 bits");
    assertRefused("steps", "1e30", "a whole number of 64 bits");
    assertRefused("gamma", "nan", "a number of single precision");
    assertRefused("normalize", "yes", "true or false");
    assertRefused("rule", "sgd", "one of adam, rmsprop-tf");
    assertRefused("layers", "64,,64", "whole numbers with commas between them, or none");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Configs.with(Config.DEFAULT, "span", "7"))
        .withMessage("span: span is \"7\"; it must be like 1-3.");
  }

  private static void assertRefused(String key, String value, String expected) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Configs.with(Config.DEFAULT, key, value))
        .withMessage("%s is \"%s\"; it must be %s.", key, value, expected);
  }

  @Test
  void a_value_out_of_range_is_refused_in_the_records_own_words() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Configs.with(Config.DEFAULT, "gamma", "1.5"))
        .withMessage("gamma is 1.5; it must be in [0, 1].");
  }

  @Test
  void a_table_shows_name_type_default_and_help() {
    assertThat(Configs.describe(Config.DEFAULT))
        .hasSize(11)
        .contains(
            new Configs.Entry("rolloutSteps", "int", "2048", "Steps of one rollout."),
            new Configs.Entry("tolerance", "double", "1e-5", ""),
            new Configs.Entry("layers", "ints", "64,64", "Sizes of the hidden layers."),
            new Configs.Entry(
                "rule", "adam | rmsprop-tf", "adam", "What turns a gradient into a step."),
            new Configs.Entry("span", "span", "1-2", "A span."));
  }

  @Help("What heats.")
  interface Heating extends Choice {
    static List<Heating> all() {
      return List.of(new Off(), new Steady(20), new Cycle(18, 2));
    }
  }

  record Off() implements Heating {
    @Override
    public String name() {
      return "off";
    }
  }

  record Steady(@Help("°C") int target) implements Heating {
    @Override
    public String name() {
      return "steady";
    }
  }

  record Cycle(@Help("°C") int target, @Help("Hours.") int period) implements Heating {
    @Override
    public String name() {
      return "cycle";
    }
  }

  private record House(int rooms, Heating heating) {}

  @Test
  void a_choice_is_set_by_its_name_and_its_own_settings_beside_it() {
    House cold = new House(3, new Off());
    House cycling = Configs.with(cold, Map.of("heating", "cycle", "period", "4"));

    assertThat(cycling).isEqualTo(new House(3, new Cycle(18, 4)));
    assertThat(Configs.with(cycling, "target", "19").heating()).isEqualTo(new Cycle(19, 4));
    assertThat(Configs.with(cycling, "heating", "cycle")).isEqualTo(cycling); // as it is
    assertThat(Configs.with(cycling, "heating", "steady").heating()).isEqualTo(new Steady(20));
    assertThat(Configs.toMap(cycling))
        .containsExactly(
            entry("rooms", "3"),
            entry("heating", "cycle"),
            entry("target", "18"),
            entry("period", "4"));
    assertThat(Configs.toMap(cold)).containsExactly(entry("rooms", "3"), entry("heating", "off"));
  }

  @Test
  void what_another_choice_has_is_refused() {
    House steady = new House(3, new Steady(20));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Configs.with(steady, "period", "4"))
        .withMessage(
            "period is 4; it must be left out with heating=steady, which has no such setting. Maybe"
                + " you want another heating.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Configs.with(steady, "heating", "gas"))
        .withMessage("heating is \"gas\"; it must be one of off, steady, cycle.");
  }

  @Test
  void a_table_lists_what_any_choice_has() {
    assertThat(Configs.describe(new House(3, new Steady(21))))
        .containsExactly(
            new Configs.Entry("rooms", "int", "3", ""),
            new Configs.Entry("heating", "off | steady | cycle", "steady", "What heats."),
            new Configs.Entry("target", "int", "21", "°C"),
            new Configs.Entry("period", "int", "2", "Hours."));
  }

  private record Twice(int low, Limits limits) {}

  private record Strange(Supplier<String> supplier) {}

  private record Texts(List<String> names) {}

  @Test
  void a_record_that_cannot_be_bound_is_a_programming_error() {
    assertThatIllegalStateException()
        .isThrownBy(() -> Configs.toMap(new Twice(1, new Limits(1, 2))))
        .withMessage("Twice has two settings named low.");
    assertThatIllegalStateException()
        .isThrownBy(() -> Configs.toMap(new Strange(() -> "")))
        .withMessageStartingWith("Strange.supplier is a Supplier, which a configuration cannot");
    assertThatIllegalStateException()
        .isThrownBy(() -> Configs.toMap(new Texts(List.of())))
        .withMessageStartingWith("Texts.names is a List");
  }
}

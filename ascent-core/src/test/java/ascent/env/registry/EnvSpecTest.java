package ascent.env.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ascent.config.Check;
import ascent.config.Configs;
import ascent.config.Help;
import ascent.env.Action;
import ascent.env.Env;
import ascent.env.Probe;
import ascent.env.Step;
import ascent.env.wrap.TimeLimit;
import ascent.rng.Rng;
import ascent.space.Space;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvSpecTest {

  record Hall(
      @Help("How many doors there are.") int doors,
      @Help("What is written over them.") String sign,
      @Help("An episode is truncated after this many steps; 0: never.") int maxEpisodeSteps)
      implements EnvConfig {
    Hall {
      Check.that(doors >= 1, "doors", doors, "at least 1");
    }
  }

  /// Shows its parameters by its spaces.
  private record Doors(Hall hall) implements Env {
    @Override
    public Space observationSpace() {
      return Space.discrete(hall.maxEpisodeSteps + 1);
    }

    @Override
    public Space actionSpace() {
      return Space.discrete(hall.doors);
    }

    @Override
    public void reset(Rng rng, float[] obs) {
      obs[0] = 0;
    }

    @Override
    public Step step(Action action, float[] obs) {
      obs[0] = 0;
      return Step.of(0);
    }
  }

  private static final EnvSpec HALL =
      EnvSpec.of("Hall-v0", "Find the door.", new Hall(3, "exit", 20), Doors::new);

  @Test
  void without_changes_the_id_is_the_name() {
    assertThat(HALL.id()).isEqualTo("Hall-v0");
    assertThat(HALL.with(Map.of("doors", "3", "maxEpisodeSteps", "20")).id()).isEqualTo("Hall-v0");
    assertThat(HALL).hasToString("Hall-v0");
    assertThat(HALL.description()).isEqualTo("Find the door.");
    assertThat(HALL.rewardThreshold()).isNaN();
    assertThat(HALL.solvedAt(7).rewardThreshold()).isEqualTo(7);
  }

  @Test
  void the_id_tells_what_differs_in_the_order_of_the_record() {
    EnvSpec changed =
        HALL.solvedAt(7).with(EnvSpec.parse("maxEpisodeSteps=1_0&sign=way out=here&doors=2"));
    assertThat(changed.id()).isEqualTo("Hall-v0?doors=2&sign=way out=here&maxEpisodeSteps=10");
    assertThat(changed.name()).isEqualTo("Hall-v0");
    assertThat(changed.rewardThreshold()).as("of another task").isNaN();
    assertThat(changed.with(Map.of("doors", "3", "sign", "exit", "maxEpisodeSteps", "20")))
        .extracting(EnvSpec::rewardThreshold)
        .isEqualTo(7.0);
    assertThat(changed.maxEpisodeSteps()).isEqualTo(10);
    assertThat(changed.factory().get().actionSpace()).isEqualTo(Space.discrete(2));
    assertThat(changed.factory().get().observationSpace()).isEqualTo(Space.discrete(11));
    // Changes add up, and one can be taken back.
    assertThat(changed.with(Map.of("doors", "3", "sign", "exit")).id())
        .isEqualTo("Hall-v0?maxEpisodeSteps=10");
  }

  @Test
  void parameters_are_listed_with_their_defaults() {
    assertThat(HALL.with(Map.of("doors", "2")).parameters())
        .first()
        .isEqualTo(new Configs.Entry("doors", "int", "3", "How many doors there are."));
    assertThat(HALL.parameters())
        .extracting(Configs.Entry::name)
        .containsExactly("doors", "sign", "maxEpisodeSteps");
  }

  @Test
  void a_wrong_parameter_is_refused_with_a_hint() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HALL.with(Map.of("door", "2")))
        .withMessage(
            "Hall-v0 has no parameter 'door'. Did you mean doors? Known: doors, sign,"
                + " maxEpisodeSteps.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HALL.with(Map.of("doors", "0")))
        .withMessage("doors is 0; it must be at least 1.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HALL.with(Map.of("doors", "two")))
        .withMessage("doors is \"two\"; it must be a whole number of 32 bits.");
  }

  @Test
  void a_query_that_is_none_is_refused() {
    assertThat(EnvSpec.parse("a=1&b=")).isEqualTo(Map.of("a", "1", "b", ""));
    for (String query : new String[] {"", "a", "a=1&", "=1"}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> EnvSpec.parse(query))
          .withMessageStartingWith("the parameters of an env are written name=value");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EnvSpec.parse("a=1&a=2"))
        .withMessage("the parameter a is given twice.");
  }

  @Test
  void an_env_without_parameters_can_be_cut_shorter_than_it_cuts_itself() {
    EnvSpec spec = new EnvSpec("Probe-v0", "A probe.", 5, 1, Probe::new);
    assertThat(spec.factory().get()).isInstanceOf(Probe.class);
    EnvSpec cut = spec.with(Map.of("maxEpisodeSteps", "3"));
    assertThat(cut.id()).isEqualTo("Probe-v0?maxEpisodeSteps=3");
    assertThat(cut.maxEpisodeSteps()).isEqualTo(3);
    assertThat(cut.factory().get()).isInstanceOf(TimeLimit.class);
    for (String steps : new String[] {"0", "6"}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> spec.with(Map.of("maxEpisodeSteps", steps)))
          .withMessage(
              "maxEpisodeSteps is %s; it must be in [1, 5], as the env itself truncates there."
                  .formatted(steps));
    }
    EnvSpec endless = new EnvSpec("Probe-v1", "A probe.", 0, 1, Probe::new);
    assertThat(endless.with(Map.of("maxEpisodeSteps", "1000")).maxEpisodeSteps()).isEqualTo(1000);
  }
}

package ascent.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import org.junit.jupiter.api.Test;

class EnvsTest {
  private static final EnvProvider TWO = () -> List.of(spec("Walk-v0"), spec("Run-v1"));

  private static EnvSpec spec(String id) {
    return new EnvSpec(id, "A probe.", 5, Double.NaN, Probe::new);
  }

  @Test
  void envs_are_listed_provider_by_provider() {
    EnvProvider more = () -> List.of(spec("Jump-v0"));
    assertThat(Envs.byId(List.of(TWO, more)).keySet())
        .containsExactly("Walk-v0", "Run-v1", "Jump-v0");
  }

  @Test
  void a_name_given_twice_is_refused() {
    assertThatIllegalStateException()
        .isThrownBy(() -> Envs.byId(List.of(TWO, TWO)))
        .withMessageStartingWith("two envs are named 'Walk-v0', the second one by ascent.env.Envs")
        .withMessageEndingWith("Maybe the class path has it twice.");
  }

  @Test
  void an_unknown_name_is_answered_with_the_nearest_ones() {
    assertThat(Envs.unknown("Wolk-v0", List.of("Walk-v0", "Run-v1")))
        .isEqualTo("no env is named 'Wolk-v0'. Did you mean Walk-v0? Known: Walk-v0, Run-v1.");
    assertThat(Envs.unknown("xyz", List.of("Walk-v0", "Run-v1")))
        .isEqualTo("no env is named 'xyz'. Known: Walk-v0, Run-v1.");
    assertThat(Envs.unknown("xyz", List.of()))
        .isEqualTo("no env is named 'xyz'. Maybe the jar with the envs is not on the class path.");
    assertThatIllegalArgumentException().isThrownBy(() -> Envs.find("no such env"));
  }

  @Test
  void a_spec_without_a_name_or_with_a_negative_limit_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> spec(" "))
        .withMessage("id is blank; it must be a name.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EnvSpec("A-v0", "", -1, 0, Probe::new))
        .withMessage("maxEpisodeSteps is -1; it must be at least 0 (no limit).");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> spec("A?b"))
        .withMessage("id is A?b; it must be a name without '?', which begins the parameters.");
  }
}

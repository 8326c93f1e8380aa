package ascent.envs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ascent.env.Batchable;
import ascent.env.Env;
import ascent.env.EnvChecker;
import ascent.env.EnvSpec;
import ascent.env.Envs;
import ascent.env.TimeLimit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BuiltinEnvsTest {
  static List<EnvSpec> specs() {
    return new BuiltinEnvs().envs();
  }

  @Test
  void the_service_loader_finds_them() {
    assertThat(Envs.all())
        .extracting(EnvSpec::id)
        .containsSubsequence("CartPole-v1", "Pendulum-v1");
    assertThat(Envs.find("CartPole-v1").factory().get()).isInstanceOf(CartPole.class);
    assertThat(Envs.find("Pendulum-v1").factory().get()).isInstanceOf(Pendulum.class);
  }

  @Test
  void a_misspelt_name_is_answered_with_the_right_one() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Envs.find("cart-pole"))
        .withMessageContaining("no env is named 'cart-pole'. Did you mean CartPole-v1?");
  }

  @Test
  void limits_and_thresholds_are_those_of_gymnasium() {
    EnvSpec cartPole = Envs.find("CartPole-v1");
    assertThat(cartPole.maxEpisodeSteps()).isEqualTo(500);
    assertThat(cartPole.rewardThreshold()).isEqualTo(475);
    EnvSpec pendulum = Envs.find("Pendulum-v1");
    assertThat(pendulum.maxEpisodeSteps()).isEqualTo(200);
    assertThat(pendulum.rewardThreshold()).isNaN();
  }

  @ParameterizedTest
  @MethodSource("specs")
  void they_pass_the_checker_alone_and_by_their_twins(EnvSpec spec) {
    Env env = spec.factory().get();
    assertThat(env).isInstanceOf(Batchable.class); // so the checker compares the twin
    EnvChecker.check(spec.factory());
    EnvChecker.check(TimeLimit.of(spec.factory(), 50)); // one by one
  }
}

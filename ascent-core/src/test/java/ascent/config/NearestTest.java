package ascent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {

  private static final List<String> ENVS =
      List.of("CartPole-v1", "Pendulum-v1", "MountainCar-v0", "MountainCarContinuous-v0");

  @Test
  void a_typing_error_finds_the_name() {
    assertThat(Nearest.of("CartPloe-v1", ENVS)).containsExactly("CartPole-v1");
  }

  @Test
  void case_hyphens_and_underscores_do_not_count() {
    assertThat(Nearest.of("gae_lambda", List.of("gamma", "gaeLambda")))
        .containsExactly("gaeLambda");
  }

  @Test
  void a_beginning_or_another_part_of_a_name_finds_the_name() {
    assertThat(Nearest.of("mountaincar", ENVS))
        .containsExactly("MountainCar-v0", "MountainCarContinuous-v0");
    assertThat(Nearest.of("lambda", List.of("gamma", "gaeLambda"))).first().isEqualTo("gaeLambda");
  }

  @Test
  void the_nearest_comes_first_and_three_are_the_most() {
    assertThat(Nearest.of("abcdef", List.of("abcdxy", "abcdex", "abcdef", "abcxef", "axcdef")))
        .containsExactly("abcdef", "abcdex", "abcxef");
  }

  @Test
  void a_name_like_no_other_finds_nothing() {
    assertThat(Nearest.of("warehouse", ENVS)).isEmpty();
    assertThat(Nearest.hint("warehouse", ENVS)).isEmpty();
    assertThat(Nearest.of("", ENVS)).isEmpty();
  }

  @Test
  void the_hint_is_a_sentence_to_append() {
    assertThat(Nearest.hint("ppp", List.of("ppo", "trpo"))).isEqualTo(" Did you mean ppo?");
    assertThat(Nearest.hint("aa", List.of("ab", "ac"))).isEqualTo(" Did you mean ab, ac?");
  }
}

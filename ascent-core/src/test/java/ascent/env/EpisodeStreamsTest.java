package ascent.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ascent.rng.Rng;
import org.junit.jupiter.api.Test;

class EpisodeStreamsTest {
  @Test
  void training_streams_are_named_by_global_env_and_episode() {
    EpisodeStreams streams = EpisodeStreams.training(7, 10);
    Rng rng = streams.open(2);
    assertThat(rng.save()).isEqualTo(Rng.stream(7, "env", 12, 0).save());
    streams.reposition(rng, 2, 5);
    assertThat(rng.save()).isEqualTo(Rng.stream(7, "env", 12, 5).save());
    assertThat(streams.name(2, 5)).isEqualTo("Rng.stream(7, \"env\", 12, 5)");
  }

  @Test
  void evaluation_plays_the_same_episodes_whatever_the_number_of_envs() {
    for (int slots : new int[] {1, 3, 8}) {
      EpisodeStreams streams = EpisodeStreams.evaluation(7, slots);
      for (int k = 0; k < 20; k++) {
        Rng rng = streams.open(0);
        streams.reposition(rng, k % slots, k / slots);
        assertThat(rng.save()).isEqualTo(Rng.stream(7, "eval", k).save());
        assertThat(streams.name(k % slots, k / slots))
            .isEqualTo("Rng.stream(7, \"eval\", " + k + ")");
      }
    }
  }

  /// The number of an episode has overflowed.
  @Test
  void after_the_last_episode_there_is_no_stream() {
    EpisodeStreams streams = EpisodeStreams.training(7, 10);
    Rng rng = streams.open(2);
    streams.reposition(rng, 2, Integer.MAX_VALUE);
    assertThatExceptionOfType(EnvFailure.class)
        .isThrownBy(() -> streams.reposition(rng, 2, Integer.MAX_VALUE + 1))
        .withMessageStartingWith("env 12 has played 2147483648 episodes");
  }

  @Test
  void wrong_arguments_are_named() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EpisodeStreams.training(1, -1))
        .withMessage("firstEnv is -1; it must be at least 0.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EpisodeStreams.evaluation(1, 0))
        .withMessage("slots is 0; it must be at least 1.");
  }
}

package ascent.env.wrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ascent.env.Action;
import ascent.env.Env;
import ascent.env.Probe;
import ascent.env.Step;
import ascent.rng.Rng;
import org.junit.jupiter.api.Test;

class TimeLimitTest {
  private final float[] obs = new float[2];

  @Test
  void an_episode_is_truncated_at_the_limit() {
    Env env = TimeLimit.of(Probe::new, 3).get();
    for (int episode = 0; episode < 2; episode++) {
      env.reset(Rng.stream(1, "env"), obs);
      assertThat(env.step(Action.of(1), obs).last()).isFalse();
      assertThat(env.step(Action.of(1), obs).last()).isFalse();
      Step last = env.step(Action.of(1), obs);
      assertThat(last.truncated()).isTrue();
      assertThat(last.terminated()).isFalse();
      assertThat((float) last.reward()).isEqualTo(obs[0]);
    }
  }

  @Test
  void an_episode_that_terminates_at_the_limit_or_before_is_left_as_it_is() {
    for (int limit : new int[] {5, 6}) {
      Env env = TimeLimit.of(Probe::new, limit).get(); // Probe terminates at 5
      env.reset(Rng.stream(1, "env"), obs);
      for (int t = 0; t < 4; t++) {
        assertThat(env.step(Action.of(1), obs).last()).isFalse();
      }
      Step last = env.step(Action.of(1), obs);
      assertThat(last.terminated()).isTrue();
      assertThat(last.truncated()).isFalse();
    }
  }

  @Test
  void the_rest_is_the_inner_env_s() {
    boolean[] closed = {false};
    Env env =
        TimeLimit.of(
                () ->
                    new Probe() {
                      @Override
                      public void close() {
                        closed[0] = true;
                      }
                    },
                3)
            .get();
    assertThat(env.observationSpace()).isEqualTo(new Probe().observationSpace());
    assertThat(env.actionSpace()).isEqualTo(new Probe().actionSpace());
    env.close();
    assertThat(closed[0]).isTrue();
  }

  @Test
  void a_limit_below_one_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TimeLimit.of(Probe::new, 0))
        .withMessage("maxSteps is 0; it must be at least 1.");
  }

  @Test
  void the_mask_is_the_env_s_own() {
    boolean[] mask = {true, true, true};
    assertThat(TimeLimit.of(Probe::new, 5).get().actionMask(mask)).isFalse();
    Probe picky =
        new Probe() {
          @Override
          public boolean actionMask(boolean[] mask) {
            mask[1] = false;
            return true;
          }
        };
    assertThat(TimeLimit.of(() -> picky, 5).get().actionMask(mask)).isTrue();
    assertThat(mask).containsExactly(true, false, true);
  }
}

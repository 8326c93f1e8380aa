package ascent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ascent.env.Action;
import ascent.env.Env;
import ascent.env.Step;
import ascent.env.registry.EnvSpec;
import ascent.env.registry.Envs;
import ascent.rng.Rng;
import ascent.space.Space;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Nothing odd happens in a thousand episodes of any environment.
@Tag("learning")
class RandomEpisodesTest {
  private static final int EPISODES = 1_000;
  private static final int MOST_STEPS = 500; // of an episode; some have no end of their own

  static List<EnvSpec> specs() {
    return Envs.all().stream()
        .filter(spec ->
            !Set.of("Breaking-v0", "Endless-v0", "Drawn-v0", "Fragile-v0").contains(spec.name()))
        .toList();
  }

  /// A random one of the actions allowed.
  private static float[] choose(Env env, Rng rng, float[] action, boolean[] mask) {
    boolean masked = env.actionMask(mask);
    do {
      env.actionSpace().sample(rng, action, 0);
    } while (masked && !mask[(int) action[0]]);
    return action;
  }

  @ParameterizedTest
  @MethodSource("specs")
  void a_thousand_random_episodes(EnvSpec spec) {
    Rng actions = Rng.stream(1, "actions");
    try (Env env = spec.factory().get()) {
      Space space = env.observationSpace();
      float[] obs = new float[space.size()];
      float[] action = new float[env.actionSpace().size()];
      boolean[] mask = new boolean[env.actionSpace().features()];
      for (int episode = 0; episode < EPISODES; episode++) {
        env.reset(Rng.stream(1, "episode", episode, 0), obs);
        Step step = Step.of(0);
        for (int t = 0; t < MOST_STEPS && !step.last(); t++) {
          requireGood(space, obs, step, episode, t);
          step = env.step(Action.of(env.actionSpace(), choose(env, actions, action, mask), 0), obs);
        }
        requireGood(space, obs, step, episode, MOST_STEPS);
      }
    }
  }

  /// A space contains no NaN.
  private static void requireGood(Space space, float[] obs, Step step, int episode, int t) {
    if (!space.contains(obs, 0) || !Double.isFinite(step.reward())) {
      assertThat(obs).as("episode %d, step %d: %s", episode, t, step).isEmpty();
    }
  }
}

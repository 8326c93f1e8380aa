package ascent.rollout;

import ascent.parity.Fixtures;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class GaeParityTest {

  @Test
  void advantages_and_returns_are_those_of_stable_baselines3() {
    JsonNode cases = Fixtures.read("gae").get("cases");
    for (int i = 0; i < cases.size(); i++) {
      JsonNode c = cases.get(i);
      Rollout rollout = rollout(c);

      Advantages.compute(
          rollout, (float) c.get("gamma").asDouble(), (float) c.get("gae_lambda").asDouble());

      String name = "gae case " + i;
      Fixtures.assertClose(name, rollout.advantage, c.get("advantages"), Fixtures.FORMULA);
      Fixtures.assertClose(name, rollout.returns, c.get("returns"), Fixtures.FORMULA);
    }
    Fixtures.ran("gae", cases.size());
  }

  /// Stable-Baselines3 marks the first step of an episode, we the last one.
  private static Rollout rollout(JsonNode c) {
    int steps = c.get("rewards").size();
    int envs = c.get("rewards").get(0).size();
    Rollout rollout = new Rollout(steps, envs, 1, 1);
    System.arraycopy(Fixtures.floats(c.get("rewards")), 0, rollout.reward, 0, steps * envs);
    System.arraycopy(Fixtures.floats(c.get("values")), 0, rollout.value, 0, steps * envs);
    System.arraycopy(Fixtures.floats(c.get("last_values")), 0, rollout.lastValue, 0, envs);
    float[] starts = Fixtures.floats(c.get("episode_starts"));
    float[] lastDones = Fixtures.floats(c.get("last_dones"));
    for (int row = 0; row < steps * envs; row++) {
      boolean inside = row + envs < steps * envs;
      rollout.terminated[row] =
          (inside ? starts[row + envs] : lastDones[row + envs - steps * envs]) == 1;
    }
    return rollout;
  }
}

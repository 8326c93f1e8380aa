package ascent.rollout;

import ascent.io.Json;
import ascent.parity.Fixtures;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GaeParityTest {

  @Test
  void advantages_and_returns_are_those_of_stable_baselines3() {
    List<Object> cases = Json.list(Fixtures.read("gae"), "cases");
    for (int i = 0; i < cases.size(); i++) {
      Map<String, Object> c = Json.object(cases.get(i));
      Rollout rollout = rollout(c);

      Advantages.compute(
          rollout, Fixtures.floats(c.get("gamma"))[0], Fixtures.floats(c.get("gae_lambda"))[0]);

      String name = "gae case " + i;
      Fixtures.assertClose(name, rollout.advantage, c.get("advantages"), Fixtures.FORMULA);
      Fixtures.assertClose(name, rollout.returns, c.get("returns"), Fixtures.FORMULA);
    }
    Fixtures.ran("gae", cases.size());
  }

  /// Stable-Baselines3 marks the first step of an episode, we the last one.
  private static Rollout rollout(Map<String, Object> c) {
    int steps = Json.list(c, "rewards").size();
    int envs = Json.list(c, "rewards", 0).size();
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

package ascent.envs;

import ascent.env.EnvProvider;
import ascent.env.EnvSpec;
import java.util.List;

/// The envs of this module by name.
public final class BuiltinEnvs implements EnvProvider {

  @Override
  public List<EnvSpec> envs() {
    return List.of(
        new EnvSpec(
            "CartPole-v1",
            "Balance a pole on a cart by pushing the cart left or right.",
            CartPole.MAX_STEPS,
            475,
            CartPole::new),
        new EnvSpec(
            "Pendulum-v1",
            "Swing a pendulum up and hold it upright with a weak motor.",
            Pendulum.MAX_STEPS,
            Double.NaN,
            Pendulum::new));
  }
}

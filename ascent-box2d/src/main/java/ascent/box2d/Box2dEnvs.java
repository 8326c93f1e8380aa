package ascent.box2d;

import ascent.env.registry.EnvProvider;
import ascent.env.registry.EnvSpec;
import java.util.List;

/// The envs of this module by name.
public final class Box2dEnvs implements EnvProvider {

  @Override
  public List<EnvSpec> envs() {
    return List.of(
        EnvSpec.of(
                "LunarLander-v3",
                "Land a craft softly between two flags, switching its engines.",
                LunarLander.Settings.DEFAULT,
                LunarLander::new)
            .solvedAt(200),
        EnvSpec.of(
                "LunarLanderContinuous-v3",
                "Land a craft softly between two flags, throttling its engines.",
                LunarLander.Settings.DEFAULT.withContinuous(true),
                LunarLander::new)
            .solvedAt(200),
        EnvSpec.of(
                "BipedalWalker-v3",
                "Walk over uneven ground on two legs.",
                BipedalWalker.Settings.DEFAULT,
                BipedalWalker::new)
            .solvedAt(300),
        EnvSpec.of(
                "BipedalWalkerHardcore-v3",
                "Walk over stumps, stairs and pits on two legs.",
                BipedalWalker.Settings.HARDCORE,
                BipedalWalker::new)
            .solvedAt(300));
  }
}

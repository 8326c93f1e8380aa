package ascent.box2d;

import ascent.env.EnvProvider;
import ascent.env.EnvSpec;
import java.util.List;

/// The envs of this module by name.
public final class Box2dEnvs implements EnvProvider {

  @Override
  public List<EnvSpec> envs() {
    LunarLander.Settings continuous = LunarLander.Settings.DEFAULT.withContinuous(true);
    BipedalWalker.Settings hardcore = BipedalWalker.Settings.DEFAULT.withHardcore(true);
    return List.of(
        new EnvSpec(
            "LunarLander-v3",
            "Land a craft softly between two flags, switching its engines.",
            LunarLander.MAX_STEPS,
            200,
            LunarLander::new),
        new EnvSpec(
            "LunarLanderContinuous-v3",
            "Land a craft softly between two flags, throttling its engines.",
            LunarLander.MAX_STEPS,
            200,
            () -> new LunarLander(continuous)),
        new EnvSpec(
            "BipedalWalker-v3",
            "Walk over uneven ground on two legs.",
            BipedalWalker.MAX_STEPS,
            300,
            BipedalWalker::new),
        new EnvSpec(
            "BipedalWalkerHardcore-v3",
            "Walk over stumps, stairs and pits on two legs.",
            BipedalWalker.MAX_STEPS_HARDCORE,
            300,
            () -> new BipedalWalker(hardcore)));
  }
}

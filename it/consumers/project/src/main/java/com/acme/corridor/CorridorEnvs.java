package com.acme.corridor;

import ascent.env.registry.EnvProvider;
import ascent.env.registry.EnvSpec;
import ascent.env.wrap.TimeLimit;
import java.util.List;

/// The environments of this jar, by name.
public final class CorridorEnvs implements EnvProvider {
  @Override
  public List<EnvSpec> envs() {
    return List.of(
        new EnvSpec("Corridor-v0", "Walk right.", 100, 0.8, TimeLimit.of(Corridor::new, 100)));
  }
}

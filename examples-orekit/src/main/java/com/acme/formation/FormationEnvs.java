package com.acme.formation;

import ascent.env.registry.EnvProvider;
import ascent.env.registry.EnvSpec;
import java.util.List;

/// Gives the environment a name; declared in `META-INF/services/ascent.env.registry.EnvProvider`.
public final class FormationEnvs implements EnvProvider {
  @Override
  public List<EnvSpec> envs() {
    String what = "Keep a satellite 1 km behind another.";
    return List.of(new EnvSpec("Formation-v1", what, 0, Double.NaN, FormationEnv::new));
  }
}

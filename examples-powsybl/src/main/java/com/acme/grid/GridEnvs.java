package com.acme.grid;

import ascent.env.registry.EnvProvider;
import ascent.env.registry.EnvSpec;
import java.util.List;

/// Gives the environment a name; declared in `META-INF/services/ascent.env.registry.EnvProvider`.
public final class GridEnvs implements EnvProvider {
  @Override
  public List<EnvSpec> envs() {
    String what = "Redispatch generators after a line is lost.";
    return List.of(new EnvSpec("Redispatch-v1", what, 0, Double.NaN, GridEnv::new));
  }
}

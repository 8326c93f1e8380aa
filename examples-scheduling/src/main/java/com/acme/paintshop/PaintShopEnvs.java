package com.acme.paintshop;

import ascent.env.registry.EnvProvider;
import ascent.env.registry.EnvSpec;
import java.util.List;

// @start region="provider"
/// Gives the environment a name; declared in `META-INF/services/ascent.env.registry.EnvProvider`.
public final class PaintShopEnvs implements EnvProvider {
  @Override
  public List<EnvSpec> envs() {
    String what = "Give the free paint booth its next order.";
    return List.of(new EnvSpec("PaintShop-v1", what, 0, Double.NaN, PaintShop::new));
  }
}
// @end

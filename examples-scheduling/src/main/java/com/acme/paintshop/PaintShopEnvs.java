package com.acme.paintshop;

import ascent.env.EnvProvider;
import ascent.env.EnvSpec;
import java.util.List;

// @start region="provider"
/// Gives the environment a name; declared in `META-INF/services/ascent.env.EnvProvider`.
public final class PaintShopEnvs implements EnvProvider {
  @Override
  public List<EnvSpec> envs() {
    String what = "Give the free paint booth its next order.";
    return List.of(new EnvSpec("PaintShop-v1", what, 0, Double.NaN, PaintShop::new));
  }
}
// @end

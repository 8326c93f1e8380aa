package com.acme.rl;

import ascent.distribution.DistributionConfig;
import ascent.distribution.DistributionProvider;
import java.util.List;

/// Offers [Laplace] under the name `laplace`.
public final class AcmeDistributions implements DistributionProvider {
  @Override
  public List<DistributionConfig> distributions() {
    return List.of(LaplaceConfig.DEFAULT);
  }
}

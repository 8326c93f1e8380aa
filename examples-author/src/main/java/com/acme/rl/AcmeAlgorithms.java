package com.acme.rl;

import ascent.algo.AlgorithmProvider;
import ascent.algo.LearnerConfig;
import java.util.List;

/// Offers [Awr] under the name `awr`.
public final class AcmeAlgorithms implements AlgorithmProvider {
  @Override
  public List<LearnerConfig> algorithms() {
    return List.of(AwrConfig.DEFAULT);
  }
}

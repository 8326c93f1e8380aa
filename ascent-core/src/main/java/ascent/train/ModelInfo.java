package ascent.train;

import ascent.algo.AlgorithmConfig;

/// How a model came about.
///
/// @param config the algorithm's settings
/// @param run the run's settings
/// @param steps environment steps it was trained for
/// @param provenance the software and machine that trained it
public record ModelInfo(
    AlgorithmConfig config, RunSettings run, long steps, Provenance provenance) {}

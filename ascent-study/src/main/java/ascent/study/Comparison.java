package ascent.study;

import ascent.study.stats.StoppingRule.Decision;

/// The result of a comparison of two variants.
///
/// @param a first variant
/// @param b second variant
/// @param decision over the pairs of seeds
/// @param result the runs of those pairs
/// @param kept how many runs were done in an earlier session
/// @param seconds of this session
public record Comparison(
    Variant a, Variant b, Decision decision, StudyResult result, int kept, double seconds) {}

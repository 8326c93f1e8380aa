/// Statistics over independent runs: aggregates with bootstrap intervals, performance profiles,
/// probabilities of improvement, percentiles of runs, permutation tests. Definitions are those of
/// Agarwal et al., *Deep Reinforcement Learning at the Edge of the Statistical Precipice* (NeurIPS
/// 2021) and its library rliable.
///
/// User API. All numbers are the same on every machine.
@NullMarked
package ascent.study.stats;

import org.jspecify.annotations.NullMarked;

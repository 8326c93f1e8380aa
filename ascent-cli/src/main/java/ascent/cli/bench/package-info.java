/// Speed on this machine, measured against the processor's peak: clocks wander, so work and peak
/// take turns and what counts is the median of their ratios. The workloads are those of the module
/// `bench` too.
@NullMarked
package ascent.cli.bench;

import org.jspecify.annotations.NullMarked;

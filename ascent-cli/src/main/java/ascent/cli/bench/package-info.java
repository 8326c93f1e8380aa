/// Speed on this machine, measured against the processor's peak: clock rates vary, so work and peak
/// alternate and the median of their ratios is reported. Module `bench` uses the same workloads.
@NullMarked
package ascent.cli.bench;

import org.jspecify.annotations.NullMarked;

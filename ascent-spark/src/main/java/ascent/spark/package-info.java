/// Rollouts on an Apache Spark cluster: executors step the environments, the driver learns. Start
/// at [SparkRollouts].
///
/// An executor holds nothing that cannot be made again. A part of a rollout is a function of the
/// snapshot, a range of environments and the [carry][ascent.collect.Carry], and the driver has all
/// three. So a part that is lost is computed again, a part that is late is computed twice, and the
/// parameters are those of a run in one process, bit for bit.
@NullMarked
package ascent.spark;

import org.jspecify.annotations.NullMarked;

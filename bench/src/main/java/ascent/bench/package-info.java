/// Benchmarks: how fast the parts are (JMH), how well the algorithms learn, how long a newcomer
/// waits. Each writes its own page of `bench/results`.
@NullMarked
package ascent.bench;

import org.jspecify.annotations.NullMarked;

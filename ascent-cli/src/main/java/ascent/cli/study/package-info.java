/// The commands on many runs: plots, studies, comparisons, tuning.
@NullMarked
package ascent.cli.study;

import org.jspecify.annotations.NullMarked;

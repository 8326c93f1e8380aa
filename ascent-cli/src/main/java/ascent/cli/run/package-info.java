/// The commands that train: a run's directory, its progress and its result.
@NullMarked
package ascent.cli.run;

import org.jspecify.annotations.NullMarked;

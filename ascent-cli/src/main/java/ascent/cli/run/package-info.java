/// The commands that train: where a run is kept, how it is shown, and what it came to.
@NullMarked
package ascent.cli.run;

import org.jspecify.annotations.NullMarked;

/// One update of a run, computed again: `ascent replay RUN --at STEP`.
@NullMarked
package ascent.cli.update;

import org.jspecify.annotations.NullMarked;

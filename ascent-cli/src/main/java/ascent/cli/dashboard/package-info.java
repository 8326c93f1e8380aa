/// The dashboard: a page in the browser that shows runs while they train.
@NullMarked
package ascent.cli.dashboard;

import org.jspecify.annotations.NullMarked;

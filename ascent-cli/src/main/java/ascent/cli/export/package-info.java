/// `ascent export`: policies for other programs.
@NullMarked
package ascent.cli.export;

import org.jspecify.annotations.NullMarked;

/// `ascent plot`.
@NullMarked
package ascent.cli.plot;

import org.jspecify.annotations.NullMarked;

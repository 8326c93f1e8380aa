/// Scripts with which a shell completes the command line of `ascent`.
@NullMarked
package ascent.cli.completion;

import org.jspecify.annotations.NullMarked;

/// The grammar of the command line and the parsed arguments.
@NullMarked
package ascent.cli.args;

import org.jspecify.annotations.NullMarked;

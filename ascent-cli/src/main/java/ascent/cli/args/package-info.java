/// The grammar of a command line: what each command takes, and what it was given.
@NullMarked
package ascent.cli.args;

import org.jspecify.annotations.NullMarked;

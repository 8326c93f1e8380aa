/// Text output: the two streams, tables, and the progress of a run.
@NullMarked
package ascent.cli.text;

import org.jspecify.annotations.NullMarked;

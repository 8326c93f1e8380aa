/// The commands that do not train: they show what there is, evaluate, and measure.
@NullMarked
package ascent.cli.command;

import org.jspecify.annotations.NullMarked;

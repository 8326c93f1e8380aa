/// The commands that do not train: they list, evaluate and measure.
@NullMarked
package ascent.cli.command;

import org.jspecify.annotations.NullMarked;

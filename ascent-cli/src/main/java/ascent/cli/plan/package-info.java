/// The resolved settings of a training run from presets, options and defaults, each value with its
/// origin.
@NullMarked
package ascent.cli.plan;

import org.jspecify.annotations.NullMarked;

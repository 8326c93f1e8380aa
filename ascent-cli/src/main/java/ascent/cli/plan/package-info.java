/// What a training run is to be: presets, options and defaults put together, each value with where
/// it comes from.
@NullMarked
package ascent.cli.plan;

import org.jspecify.annotations.NullMarked;

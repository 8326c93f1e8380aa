/// Replays of failed episodes and of updates: `ascent replay`.
@NullMarked
package ascent.cli.replay;

import org.jspecify.annotations.NullMarked;

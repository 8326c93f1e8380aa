/// Films of episodes: `ascent render`.
@NullMarked
package ascent.cli.render;

import org.jspecify.annotations.NullMarked;

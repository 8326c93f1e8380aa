/// Environments not written for Ascent, made to give the same bits on every machine and to replay
/// exactly: their classes are rewritten when they are loaded.
///
/// User API; on the command line `--strict`, and `strict:` before the name of an environment.
@NullMarked
package ascent.env.strict;

import org.jspecify.annotations.NullMarked;

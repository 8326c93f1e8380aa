/// The `ascent` command: results on stdout, progress on stderr, exit code 0 for done, 1 for failed,
/// 2 for a usage error.
@NullMarked
package ascent.cli;

import org.jspecify.annotations.NullMarked;

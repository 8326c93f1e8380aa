/// Records of runs, read from their directories: settings and metrics, and groups of runs that
/// differ only in their seeds.
///
/// User API.
@NullMarked
package ascent.study.record;

import org.jspecify.annotations.NullMarked;

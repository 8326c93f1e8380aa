/// The report of a study: one HTML page with its tables and pictures, which needs no other file.
///
/// User API.
@NullMarked
package ascent.study.report;

import org.jspecify.annotations.NullMarked;

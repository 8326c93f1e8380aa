/// Configurations as records: one default, checked values, a help text per component, and one
/// binder between them and the flat `key=value` text of command lines, run files and tables.
///
/// User API.
@NullMarked
package ascent.config;

import org.jspecify.annotations.NullMarked;

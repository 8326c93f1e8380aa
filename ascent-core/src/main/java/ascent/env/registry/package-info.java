/// Environments by name: specifications, the providers that offer them, and their parameters.
///
/// User API.
@NullMarked
package ascent.env.registry;

import org.jspecify.annotations.NullMarked;

/// Environments by name: specifications, the providers that offer them, and their parameters.
@NullMarked
package ascent.env.registry;

import org.jspecify.annotations.NullMarked;

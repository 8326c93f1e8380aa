/// Policies and value functions: distributions over actions, and the actor-critic networks that
/// parameterise them.
@NullMarked
package ascent.policy;

import org.jspecify.annotations.NullMarked;

/// Policies and value functions: distributions over actions, and the actor-critic networks that
/// parameterise them.
///
/// Author API.
@NullMarked
package ascent.policy;

import org.jspecify.annotations.NullMarked;

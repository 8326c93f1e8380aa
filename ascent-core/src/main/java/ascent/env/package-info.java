/// Environments: the interface a user writes ([ascent.env.Env]), many of them behind flat arrays
/// ([ascent.env.VectorEnv]), the checker that says what is wrong with one
/// ([ascent.env.check.EnvChecker]), and the list of those that come with names
/// ([ascent.env.registry.Envs]).
///
/// User API.
@NullMarked
package ascent.env;

import org.jspecify.annotations.NullMarked;

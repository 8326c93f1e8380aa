/// Checks an environment against the contract of [ascent.env.Env] and says what is wrong and maybe
/// why.
///
/// User API.
@NullMarked
package ascent.env.check;

import org.jspecify.annotations.NullMarked;

/// Where experience comes from: collecting rollouts, normalising them, and evaluating a policy.
///
/// Author API.
@NullMarked
package ascent.collect;

import org.jspecify.annotations.NullMarked;

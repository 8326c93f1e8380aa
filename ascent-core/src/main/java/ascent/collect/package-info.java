/// Where experience comes from: collecting rollouts, normalising them, and evaluating a policy.
@NullMarked
package ascent.collect;

import org.jspecify.annotations.NullMarked;

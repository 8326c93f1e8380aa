/// Rollouts: their storage, returns and advantages, and the minibatches that algorithms learn from.
///
/// Author API.
@NullMarked
package ascent.rollout;

import org.jspecify.annotations.NullMarked;

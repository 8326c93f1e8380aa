/// Reinforcement learning from human feedback in small: everything TRL would measure, and the true
/// reward beside the learned one.
@NullMarked
package ascent.lab.rlhf;

import org.jspecify.annotations.NullMarked;

/// Policy-gradient algorithms for responses of many tokens, a page each, and the baselines without
/// a sampler or without a gradient.
@NullMarked
package ascent.lab.rlhf.algo;

import org.jspecify.annotations.NullMarked;

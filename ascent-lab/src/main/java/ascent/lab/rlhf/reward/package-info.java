/// The true reward, people who choose by it, and a model of their choices.
@NullMarked
package ascent.lab.rlhf.reward;

import org.jspecify.annotations.NullMarked;

/// The search for good hyperparameters: ranges, samplers, successive halving, and what mattered.
@NullMarked
package ascent.study.tune;

import org.jspecify.annotations.NullMarked;

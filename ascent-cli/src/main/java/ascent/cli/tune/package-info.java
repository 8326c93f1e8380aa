/// `ascent tune`: the search for good hyperparameters.
@NullMarked
package ascent.cli.tune;

import org.jspecify.annotations.NullMarked;

/// Independent tasks on several threads, for lessons and estimators.
@NullMarked
package ascent.lab.parallel;

import org.jspecify.annotations.NullMarked;

/// Policy gradients without noise: on a tabular task with a softmax policy, values, state
/// distributions and ∇J are the solutions of linear systems. [ascent.lab.exact.ExactPolicy] solves
/// them; [ascent.lab.exact.TabularTasks] has tasks to begin with.
///
/// User API.
@NullMarked
package ascent.lab.exact;

import org.jspecify.annotations.NullMarked;

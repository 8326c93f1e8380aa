/// Worlds that a table describes: Gymnasium's toy text envs, and any
/// [ascent.envs.tabular.TabularMdp] of your own. What a policy is worth in them can be
/// [computed][ascent.envs.tabular.TabularSolver] rather than measured.
@NullMarked
package ascent.envs.tabular;

import org.jspecify.annotations.NullMarked;

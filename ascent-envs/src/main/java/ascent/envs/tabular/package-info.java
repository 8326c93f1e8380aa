/// Tabular environments: Gymnasium's toy text envs, and any [ascent.envs.tabular.TabularMdp] of
/// your own. The value of a policy can be [computed][ascent.envs.tabular.TabularSolver] rather than
/// measured.
@NullMarked
package ascent.envs.tabular;

import org.jspecify.annotations.NullMarked;

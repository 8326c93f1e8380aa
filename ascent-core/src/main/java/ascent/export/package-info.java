/// Writes a trained policy for other programs: as source code without dependencies, and in exchange
/// formats. What is written takes the actions of [ascent.agent.Agent#act(float\[\])].
///
/// User API.
@NullMarked
package ascent.export;

import org.jspecify.annotations.NullMarked;

/// Pictures of runs: learning curves with bands over seeds, performance profiles, intervals, heat
/// maps, and sparklines for a terminal. A picture is drawn once and comes out as SVG or PNG, in
/// light or dark.
///
/// User API.
@NullMarked
package ascent.study.plot;

import org.jspecify.annotations.NullMarked;

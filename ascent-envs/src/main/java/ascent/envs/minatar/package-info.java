/// MinAtar (Young and Tian 2019, arXiv:1903.03176): five Atari games boiled down to a 10 × 10
/// board.
@NullMarked
package ascent.envs.minatar;

import org.jspecify.annotations.NullMarked;

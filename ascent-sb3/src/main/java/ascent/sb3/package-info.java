/// Models of Stable-Baselines3: [ascent.sb3.Sb3Reader] makes an agent of one, and
/// [ascent.sb3.Sb3Writer] writes an agent as one.
///
/// The formats are described where they are read: the zip in [ascent.sb3.Sb3Reader], PyTorch's
/// files in `TorchFile`, the pickles in `Pickles`.
///
/// User API.
@NullMarked
package ascent.sb3;

import org.jspecify.annotations.NullMarked;

/// Environments with rigid bodies, on the physics engine Box2D in libGDX's binding.
///
/// The engine is native code with a world of bodies per environment. On one machine an episode is a
/// pure function of its random stream and its actions. Between machines the last bits may differ,
/// as for any build of Box2D. The native library is unpacked into the folder for temporary files
/// when the first world is opened; it is there for Linux and macOS on x64 and ARM, and for Windows
/// on x64.
@NullMarked
package ascent.box2d;

import org.jspecify.annotations.NullMarked;

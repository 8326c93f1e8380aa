/// Models of Stable-Baselines3, read and written without Python.
@SuppressWarnings({
  "requires-automatic", // the jar of pickle has no module name but its file's
  "module" // a name that ends in a digit, as Stable-Baselines3's does
})
module ascent.sb3 {
  requires transitive ascent.core;
  requires pickle;
  requires static org.jspecify;

  exports ascent.sb3;
}

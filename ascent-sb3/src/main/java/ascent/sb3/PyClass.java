package ascent.sb3;

/// A class or function that a pickle names, as `module.name`. Nothing of it is loaded or called.
record PyClass(String name) {}

package ascent.env.strict;

/// What was rewritten in a class.
///
/// @param type the name of the class, as in Java
/// @param math calls of `Math` that are calls of `StrictMath` now
/// @param random random numbers that come from the episode's stream now
public record Rewriting(String type, int math, int random) {}

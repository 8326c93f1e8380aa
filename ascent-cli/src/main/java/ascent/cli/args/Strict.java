package ascent.cli.args;

import ascent.env.registry.Envs;

/// The option `--strict`: an environment of rewritten classes, as `strict:ENV` is.
public final class Strict {
  private static final String NAME = "--strict";

  private Strict() {}

  /// Adds the option to a command.
  public static Syntax addTo(Syntax syntax) {
    return syntax.flag(
        NAME,
        "Rewrite the classes of --class-path when they are loaded: Math becomes StrictMath, and"
            + " generators without a seed draw from the episode's stream, so that environments"
            + " not written for Ascent give the same bits on every machine. The same as"
            + " strict:ENV.");
  }

  /// The id of the environment at a place of the arguments.
  ///
  /// @throws UsageException if the option was given without a class path
  public static String env(Arguments arguments, int place) {
    String id = arguments.argument(place);
    if (!arguments.flag(NAME) || id.startsWith(Envs.STRICT)) {
      return id;
    }
    if (arguments.option(ClassPaths.NAME) == null) {
      throw new UsageException(NAME + " rewrites the classes of --class-path, which is missing.");
    }
    return Envs.STRICT + id;
  }
}

package ascent.cli.args;

import java.io.File;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// The arguments and options of a command. Built by calls rather than by picocli's annotations,
/// whose reflection would double the parsing time.
public final class Syntax {
  private final CommandSpec spec;
  private int arguments;

  private Syntax(String name, String[] description) {
    spec = CommandSpec.create().name(name);
    spec.usageMessage().description(description).sortOptions(false).abbreviateSynopsis(true);
  }

  /// A command of that name.
  public static Syntax of(String name, String... description) {
    return new Syntax(name, description);
  }

  /// Takes one more argument.
  public Syntax argument(String label, String description) {
    return argument(label, description, true);
  }

  /// Takes one more argument, which is optional.
  public Syntax optional(String label, String description) {
    return argument(label, description, false);
  }

  /// Takes one or more arguments of one kind, after which there can be no others.
  public Syntax arguments(String label, String description) {
    spec.addPositional(
        PositionalParamSpec.builder()
            .index(arguments + "..*")
            .required(true)
            .arity("1..*")
            .paramLabel(label)
            .type(List.class)
            .auxiliaryTypes(String.class)
            .description(description)
            .build());
    return this;
  }

  private Syntax argument(String label, String description, boolean required) {
    spec.addPositional(
        PositionalParamSpec.builder()
            .index(Integer.toString(arguments++))
            .required(required)
            .arity(required ? "1" : "0..1")
            .paramLabel(label)
            .type(String.class)
            .description(description)
            .build());
    return this;
  }

  /// Takes an option with a value.
  public Syntax option(String name, String label, String description) {
    spec.addOption(
        OptionSpec.builder(name)
            .paramLabel(label)
            .type(String.class)
            .description(description)
            .build());
    return this;
  }

  /// Takes an option with a value any number of times.
  public Syntax repeated(String name, String label, String description) {
    spec.addOption(
        OptionSpec.builder(name)
            .paramLabel(label)
            .type(List.class)
            .auxiliaryTypes(String.class)
            .arity("1")
            .description(description)
            .build());
    return this;
  }

  /// Takes a class path that environments and algorithms are found on; see [ClassPaths].
  public Syntax classPath() {
    return option(
        ClassPaths.NAME,
        "PATH",
        "Jars and folders of classes, with '"
            + File.pathSeparator
            + "' between them, for environments and algorithms of your own; DIR/* is every jar in DIR.");
  }

  /// Takes an option without a value.
  public Syntax flag(String name, String description) {
    spec.addOption(toggle(description, name).build());
    return this;
  }

  /// Ends the help text with these lines.
  public Syntax footer(String... lines) {
    spec.usageMessage()
        .footer(Arrays.stream(lines).map(l -> l.replace("%", "%%")).toArray(String[]::new));
    return this;
  }

  /// The command for picocli, with the options that every command has.
  public CommandSpec spec() {
    flag("--debug", "Show the stack trace of a failure.");
    spec.addOption(toggle("Show this help.", "-h", "--help").usageHelp(true).build());
    spec.addOption(toggle("Show the version.", "-V", "--version").versionHelp(true).build());
    return spec;
  }

  private static OptionSpec.Builder toggle(String description, String... names) {
    return OptionSpec.builder(names).type(boolean.class).arity("0").description(description);
  }
}

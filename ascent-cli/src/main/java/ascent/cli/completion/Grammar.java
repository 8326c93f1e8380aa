package ascent.cli.completion;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// The commands with their options and arguments, as far as completion needs them.
///
/// @param commands in the order of the help, those below a command after it
/// @param words what values there are to choose from
record Grammar(List<Entry> commands, Words words) {

  /// A command.
  ///
  /// @param name as it is typed: `train`, or `lab generate` for a command below another
  /// @param arguments the labels of its arguments, in order
  /// @param rest whether the last of them may be repeated
  record Entry(
      String name, String description, List<Option> options, List<String> arguments, boolean rest) {
    /// Whether it is one of the commands below another.
    boolean isBelow(Entry other) {
      return name.startsWith(other.name + " ");
    }

    /// The last word of its name.
    String word() {
      return name.substring(name.lastIndexOf(' ') + 1);
    }
  }

  /// An option.
  ///
  /// @param label of its value; empty if it has none
  record Option(List<String> names, String label, boolean repeated, String description) {
    boolean isFlag() {
      return label.isEmpty();
    }
  }

  /// All labels of options and arguments, each once.
  Stream<String> labels() {
    return commands.stream()
        .flatMap(command ->
            Stream.concat(
                command.options().stream().map(Option::label), command.arguments().stream()))
        .filter(label -> !label.isEmpty())
        .distinct();
  }

  /// The commands that are below no other.
  List<Entry> top() {
    return commands.stream().filter(command -> command.name().indexOf(' ') < 0).toList();
  }

  /// The commands below one.
  List<Entry> below(Entry group) {
    return commands.stream().filter(command -> command.isBelow(group)).toList();
  }

  static Grammar of(List<CommandSpec> specs, Words words) {
    List<Entry> entries = new ArrayList<>();
    for (CommandSpec spec : specs) {
      entries.add(entry(spec.name(), spec));
      spec.subcommands()
          .forEach((name, below) ->
              entries.add(entry(spec.name() + " " + name, below.getCommandSpec())));
    }
    return new Grammar(Collections.unmodifiableList(entries), words);
  }

  private static Entry entry(String name, CommandSpec spec) {
    List<Option> options = new ArrayList<>();
    for (OptionSpec option : spec.options()) {
      boolean value = option.arity().max() > 0;
      options.add(
          new Option(
              List.of(option.names()),
              value ? option.paramLabel() : "",
              option.isMultiValue(),
              brief(option.description())));
    }
    List<PositionalParamSpec> places = spec.positionalParameters();
    return new Entry(
        name,
        brief(spec.usageMessage().description()),
        Collections.unmodifiableList(options),
        places.stream().map(PositionalParamSpec::paramLabel).toList(),
        !places.isEmpty() && places.getLast().isMultiValue());
  }

  /// The first sentence of a help text, or of what stands before a bracket, in characters that no
  /// shell takes for its own.
  private static String brief(String... description) {
    String first = String.join(" ", description).replaceFirst("(\\. | \\(|; ).*", "");
    return first.replaceAll("\\.$", "").replaceAll("[^A-Za-z0-9 ,./%=_-]", "");
  }
}

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
/// @param commands in the order of the help
/// @param words what values there are to choose from
record Grammar(List<Entry> commands, Words words) {

  /// A command.
  ///
  /// @param arguments the labels of its arguments, in order
  /// @param rest whether the last of them may be repeated
  record Entry(
      String name,
      String description,
      List<Option> options,
      List<String> arguments,
      boolean rest) {}

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

  static Grammar of(List<CommandSpec> specs, Words words) {
    return new Grammar(specs.stream().map(Grammar::entry).toList(), words);
  }

  private static Entry entry(CommandSpec spec) {
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
        spec.name(),
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

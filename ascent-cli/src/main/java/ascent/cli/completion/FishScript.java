package ascent.cli.completion;

import ascent.cli.completion.Grammar.Entry;
import ascent.cli.completion.Grammar.Option;

/// Completion for fish.
final class FishScript {
  private static final String FUNCTIONS =
      """
      # Whether the command $argv is given. A command below another is two words.
      function __ascent_is
        set -l words (commandline -opc)
        set -l last (math (count $argv) + 1)
        test (count $words) -ge $last; and test "$words[2..$last]" = "$argv"
      end
      # Whether argument $argv[1] of the command $argv[2..] comes next, if no option came before it.
      function __ascent_argument
        test (count (commandline -opc)) -eq (math $argv[1] + (count $argv)); and __ascent_is $argv[2..]
      end
      # Whether the command $argv[1] is given, with algorithm $argv[2].
      function __ascent_algorithm
        set -l words (commandline -opc)
        test (count $words) -gt 2; and test $words[2] = $argv[1]; and test $words[3] = $argv[2]
      end
      complete -c ascent -n 'test (count (commandline -opc)) -eq 1' -f
      """;

  private FishScript() {}

  static String of(Grammar grammar) {
    StringBuilder script = new StringBuilder("# fish completion for ascent\n").append(FUNCTIONS);
    for (Entry command : grammar.top()) {
      command(script, "test (count (commandline -opc)) -eq 1", command);
      command(script, "__ascent_argument 0 help", command);
      for (Entry below : grammar.below(command)) {
        command(script, "__ascent_argument 0 " + command.name(), below);
        command(script, "__ascent_argument 0 help " + command.name(), below);
      }
    }
    for (Entry command : grammar.commands()) {
      for (Option option : command.options()) {
        option(script, command.name(), option, grammar);
      }
      for (int i = 0; i < command.arguments().size(); i++) {
        String label = command.arguments().get(i);
        String words = String.join(" ", grammar.words().of(label));
        boolean files = Words.isFile(label);
        line(script, "__ascent_argument " + i + " " + command.name()).append(files ? "" : " -f");
        script.append(words.isEmpty() ? "" : " -a '" + words + "'");
      }
    }
    return script.append('\n').toString();
  }

  private static void command(StringBuilder script, String condition, Entry command) {
    line(script, condition)
        .append(" -f -a ")
        .append(command.word())
        .append(about(command.description()));
  }

  private static void option(StringBuilder script, String command, Option option, Grammar grammar) {
    if (Words.isSetting(option.label())) {
      grammar
          .words()
          .settings()
          .forEach((algorithm, keys) -> {
            boolean fixed = Words.FIXED_ALGORITHM.containsKey(command);
            if (!fixed || algorithm.equals(Words.FIXED_ALGORITHM.get(command))) {
              line(
                  script,
                  fixed
                      ? "__ascent_is " + command
                      : "__ascent_algorithm " + command + " " + algorithm);
              names(script, option).append(" -x -a '").append(String.join(" ", keys)).append('\'');
            }
          });
      return;
    }
    line(script, "__ascent_is " + command);
    names(script, option);
    if (!option.isFlag()) {
      String words = String.join(" ", grammar.words().of(option.label()));
      script.append(Words.isFile(option.label()) ? " -r -F" : " -x");
      script.append(words.isEmpty() ? "" : " -a '" + words + "'");
    }
    script.append(about(option.description()));
  }

  private static StringBuilder line(StringBuilder script, String condition) {
    return script.append("\ncomplete -c ascent -n '").append(condition).append('\'');
  }

  private static StringBuilder names(StringBuilder script, Option option) {
    for (String name : option.names()) {
      script.append(name.startsWith("--") ? " -l " : " -s ").append(name.replaceFirst("^-+", ""));
    }
    return script;
  }

  private static String about(String description) {
    return " -d '" + description + "'";
  }
}

package ascent.cli.completion;

import ascent.cli.completion.Grammar.Entry;
import ascent.cli.completion.Grammar.Option;

/// Completion for fish.
final class FishScript {
  private static final String FUNCTIONS =
      """
      # The command, or nothing before it is typed.
      function __ascent_command
        set -l words (commandline -opc)
        test (count $words) -gt 1; and echo $words[2]
      end
      # Whether argument $argv[2] of command $argv[1] comes next, if no option came before it.
      function __ascent_argument
        set -l words (commandline -opc)
        test (count $words) -eq (math $argv[2] + 2); and test $words[2] = $argv[1]
      end
      function __ascent_is
        test (__ascent_command) = $argv[1] 2>/dev/null
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
    for (Entry command : grammar.commands()) {
      line(script, "test (count (commandline -opc)) -eq 1")
          .append(" -a ")
          .append(command.name())
          .append(about(command.description()));
      for (Option option : command.options()) {
        option(script, command.name(), option, grammar);
      }
      for (int i = 0; i < command.arguments().size(); i++) {
        String label = command.arguments().get(i);
        String words = String.join(" ", grammar.words().of(label));
        boolean files = Words.isFile(label);
        line(script, "__ascent_argument " + command.name() + " " + i).append(files ? "" : " -f");
        script.append(words.isEmpty() ? "" : " -a '" + words + "'");
      }
    }
    return script.append('\n').toString();
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

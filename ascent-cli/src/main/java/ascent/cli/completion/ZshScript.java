package ascent.cli.completion;

import ascent.cli.completion.Grammar.Entry;
import ascent.cli.completion.Grammar.Option;
import java.util.List;
import java.util.Locale;

/// Completion for zsh, by its function `_arguments`.
final class ZshScript {
  private ZshScript() {}

  static String of(Grammar grammar) {
    StringBuilder script = new StringBuilder("#compdef ascent\n");
    settings(script, grammar);
    functions(script, grammar);
    below(script, grammar);
    script.append("_ascent() {\n  local -a commands\n  commands=(\n");
    described(script, grammar.top());
    script.append(
        """
          )
          if (( CURRENT == 2 )); then
            _describe command commands
            return
          fi
          local command=$words[2] algorithm=$words[3]
          shift words
          (( CURRENT-- ))
          if [[ $command == help ]]; then
            if (( CURRENT == 2 )); then
              _describe command commands
              return
            fi
            command=$words[2]
            (( CURRENT == 3 )) && _ascent_below && _describe command commands
            return
          fi
          if _ascent_below; then
            if (( CURRENT == 2 )) && [[ $PREFIX != -* ]]; then
              _describe command commands
              return
            elif (( CURRENT > 2 )); then
              command="$command $words[2]" algorithm=$words[3]
              shift words
              (( CURRENT-- ))
            fi
          fi
          case $command in
        """);
    for (Entry command : grammar.commands()) {
      script.append("    ").append(pattern(command)).append(") _arguments");
      command.options().forEach(option -> option(script, option, grammar));
      arguments(script, command, grammar);
      script.append(" ;;\n");
    }
    script.append("  esac\n}\n");
    return script
        .append(
            """
            if [[ $funcstack[1] == _ascent ]]; then
              _ascent "$@"
            else
              compdef _ascent ascent
            fi
            """)
        .toString();
  }

  /// A function that sets the commands below another, if there are any. What it did to the words of
  /// the line would be undone when it returns.
  private static void below(StringBuilder script, Grammar grammar) {
    script.append("_ascent_below() {\n  commands=()\n  case $command in\n");
    for (Entry command : grammar.top()) {
      List<Entry> below = grammar.below(command);
      if (!below.isEmpty()) {
        script.append("    ").append(command.name()).append(") commands=(\n");
        described(script, below);
        script.append("    ) ;;\n");
      }
    }
    script.append(
        """
          esac
          (( $#commands ))
        }
        """);
  }

  private static void described(StringBuilder script, List<Entry> commands) {
    for (Entry command : commands) {
      script.append("    '").append(command.word()).append(':');
      script.append(command.description()).append("'\n");
    }
  }

  private static String pattern(Entry command) {
    String name = command.name();
    return name.equals(command.word()) ? name : "'" + name + "'";
  }

  private static void settings(StringBuilder script, Grammar grammar) {
    script.append("_ascent_settings() {\n  local -a keys\n  case $command:$algorithm in\n");
    Words.FIXED_ALGORITHM.forEach((command, algorithm) ->
        keys(script, command + ":*", grammar.words().settingsOf(algorithm)));
    grammar.words().settings().forEach((algorithm, keys) -> keys(script, "*:" + algorithm, keys));
    script.append("  esac\n  compadd -S '' -a keys\n}\n");
  }

  /// A function for each kind of value that is a word or the path of a file.
  private static void functions(StringBuilder script, Grammar grammar) {
    grammar
        .labels()
        .filter(Words::isFile)
        .forEach(label -> {
          String words = words(label, grammar);
          if (!words.isEmpty()) {
            script.append(orFiles(label)).append("() {\n  _alternative 'words:value:(");
            script.append(words).append(")' 'files:file:_files'\n}\n");
          }
        });
  }

  private static String orFiles(String label) {
    return "_ascent_" + label.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "_");
  }

  private static String words(String label, Grammar grammar) {
    return String.join(" ", grammar.words().of(label)).replace(":", "\\:");
  }

  private static void keys(StringBuilder script, String pattern, List<String> keys) {
    script.append("    ").append(pattern).append(") keys=(");
    script.append(String.join(" ", keys)).append(") ;;\n");
  }

  private static void option(StringBuilder script, Option option, Grammar grammar) {
    for (String name : option.names()) {
      script.append(" \\\n      '").append(option.repeated() ? "*" : "").append(name);
      if (!option.isFlag()) {
        script.append(name.startsWith("--") ? "=" : "+");
      }
      script.append('[').append(option.description()).append(']');
      if (!option.isFlag()) {
        script.append(value(option.label(), grammar));
      }
      script.append('\'');
    }
  }

  private static void arguments(StringBuilder script, Entry command, Grammar grammar) {
    for (int i = 0; i < command.arguments().size(); i++) {
      boolean open = command.rest() && i == command.arguments().size() - 1;
      String place = open ? "*" : "" + (i + 1);
      script.append(" \\\n      '").append(place);
      script.append(value(command.arguments().get(i), grammar)).append('\'');
    }
  }

  /// `:label:choices`
  private static String value(String label, Grammar grammar) {
    String plain = label.replace(':', ' ');
    if (Words.isSetting(label)) {
      return ":" + plain + ":_ascent_settings";
    }
    String words = words(label, grammar);
    if (words.isEmpty()) {
      return ":" + plain + ":" + (Words.isFile(label) ? "_files" : " ");
    }
    return ":" + plain + ":" + (Words.isFile(label) ? orFiles(label) : "(" + words + ")");
  }
}

package ascent.cli.completion;

import ascent.cli.completion.Grammar.Entry;
import ascent.cli.completion.Grammar.Option;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/// Completion for bash: tables of names, and one function that looks them up.
final class BashScript {
  private static final String FUNCTION =
      """
      _ascent() {
        local IFS=$' \\t\\n' cur=${COMP_WORDS[COMP_CWORD]} option=${COMP_WORDS[COMP_CWORD-1]}
        local command=${COMP_WORDS[1]} kind= words= files= place=0 i=2
        local algorithm=${COMP_WORDS[2]}
        COMPREPLY=()
        if ((COMP_CWORD == 1)); then
          COMPREPLY=($(compgen -W "$_ascent_commands help --help --version" -- "$cur"))
          return
        fi
        if [[ $command == help ]]; then
          words=$_ascent_commands
          ((COMP_CWORD > 2)) && _ascent_below "${COMP_WORDS[2]}"
          COMPREPLY=($(compgen -W "$words" -- "$cur"))
          return
        fi
        _ascent_below "$command"
        if [[ -n $words ]]; then
          if ((COMP_CWORD == 2)); then
            [[ $cur == -* ]] && _ascent_options "$command"
            COMPREPLY=($(compgen -W "$words" -- "$cur"))
            return
          fi
          command="$command ${COMP_WORDS[2]}" algorithm=${COMP_WORDS[3]} words= i=3
        fi
        # Readline makes three words of --option=value.
        if [[ $cur == = ]]; then
          cur=
        elif [[ $option == = ]]; then
          option=${COMP_WORDS[COMP_CWORD-2]}
          [[ $option == -* ]] || return
        fi
        _ascent_option "$command" "$option"
        if [[ -z $kind ]]; then
          if [[ $cur == -* ]]; then
            _ascent_options "$command"
            COMPREPLY=($(compgen -W "$words" -- "$cur"))
            return
          fi
          while ((i < COMP_CWORD)); do
            _ascent_option "$command" "${COMP_WORDS[i]}"
            if [[ -n $kind ]]; then
              ((i++))
              [[ ${COMP_WORDS[i]} == = ]] && ((i++))
            elif [[ ${COMP_WORDS[i]} != -* ]]; then
              ((place++))
            fi
            ((i++))
            # It splits a word at = and :, too.
            while ((i < COMP_CWORD)) && [[ ${COMP_WORDS[i]} == [=:] ]]; do ((i += 2)); done
          done
          _ascent_argument "$command" "$place"
        fi
        _ascent_words "$kind" "$command" "$algorithm"
        COMPREPLY=($(compgen -W "$words" -- "$cur"))
        if [[ -n $files ]]; then
          compopt -o default 2>/dev/null
          [[ ${#COMPREPLY[@]} -gt 0 ]] && COMPREPLY+=($(compgen -f -- "$cur"))
        fi
        [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *[:=] ]] && compopt -o nospace 2>/dev/null
        return 0
      }
      if type compopt >/dev/null 2>&1; then
        complete -F _ascent ascent
      else
        complete -o default -F _ascent ascent
      fi
      """;

  private BashScript() {}

  static String of(Grammar grammar) {
    StringBuilder script = new StringBuilder("# bash completion for ascent\n");
    script.append("_ascent_commands='");
    script.append(names(grammar.top())).append("'\n");
    function(script, "_ascent_below", "Sets words to the commands below command $1.", "$1");
    for (Entry command : grammar.top()) {
      List<Entry> below = grammar.below(command);
      if (!below.isEmpty()) {
        row(script, command.name(), "words='" + names(below) + "'");
      }
    }
    row(script, "*", "words=");
    end(script);
    function(script, "_ascent_options", "Sets words to the options of command $1.", "$1");
    grammar.commands().forEach(c -> row(script, pattern(c.name()), "words='" + options(c) + "'"));
    end(script);
    function(script, "_ascent_option", "Sets kind to what option $2 of command $1 takes.", "$1:$2");
    grammar
        .commands()
        .forEach(c -> {
          for (Option option : c.options()) {
            if (!option.isFlag()) {
              StringJoiner names = new StringJoiner("|");
              option.names().forEach(name -> names.add(pattern(c.name() + ":" + name)));
              row(script, names.toString(), kind(option.label()));
            }
          }
        });
    row(script, "*", "kind=");
    end(script);
    function(
        script, "_ascent_argument", "Sets kind to what argument $2 of command $1 is.", "$1:$2");
    grammar
        .commands()
        .forEach(c -> {
          for (int i = 0; i < c.arguments().size(); i++) {
            boolean open = c.rest() && i == c.arguments().size() - 1;
            row(
                script,
                pattern(c.name()) + ":" + (open ? "*" : "" + i),
                kind(c.arguments().get(i)));
          }
        });
    row(script, "*", "kind=none");
    end(script);
    words(script, grammar);
    return script.append(FUNCTION).toString();
  }

  private static String options(Entry command) {
    return command.options().stream()
        .flatMap(option -> option.names().stream())
        .collect(Collectors.joining(" "));
  }

  private static String names(List<Entry> commands) {
    return commands.stream().map(Entry::word).collect(Collectors.joining(" "));
  }

  /// A pattern that matches a text alone.
  private static String pattern(String text) {
    return text.indexOf(' ') < 0 ? text : "'" + text + "'";
  }

  private static String kind(String label) {
    return "kind='" + label + "'";
  }

  private static void words(StringBuilder script, Grammar grammar) {
    function(
        script,
        "_ascent_words",
        "Sets words and files to the values of kind $1, for command $2 and algorithm $3.",
        "$1");
    grammar
        .labels()
        .forEach(label -> {
          String files = Words.isFile(label) ? "; files=1" : "";
          String words = String.join(" ", grammar.words().of(label));
          if (Words.isSetting(label)) {
            row(script, "'" + label + "'", "_ascent_settings \"$2\" \"$3\"");
          } else if (!words.isEmpty() || !files.isEmpty()) {
            row(script, "'" + label + "'", "words='" + words + "'" + files);
          }
        });
    end(script);
    function(
        script,
        "_ascent_settings",
        "Sets words to the settings for command $1 and algorithm $2.",
        "$1:$2");
    Words.FIXED_ALGORITHM.forEach(
        (command, algorithm) -> settings(script, command + ":*", algorithm, grammar));
    for (String algorithm : grammar.words().settings().keySet()) {
      settings(script, "*:" + algorithm, algorithm, grammar);
    }
    end(script);
  }

  private static void settings(
      StringBuilder script, String pattern, String algorithm, Grammar grammar) {
    row(script, pattern, "words='" + String.join(" ", grammar.words().settingsOf(algorithm)) + "'");
  }

  private static void function(StringBuilder script, String name, String about, String subject) {
    script.append("# ").append(about).append('\n').append(name).append("() {\n");
    script.append("  case ").append(subject).append(" in\n");
  }

  private static void row(StringBuilder script, String pattern, String action) {
    script.append("    ").append(pattern).append(") ").append(action).append(" ;;\n");
  }

  private static void end(StringBuilder script) {
    script.append("  esac\n}\n");
  }
}

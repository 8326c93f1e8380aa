package ascent.cli.completion;

import ascent.cli.args.Arguments;
import ascent.cli.args.Command;
import ascent.cli.args.Syntax;
import ascent.cli.args.UsageException;
import ascent.cli.text.Output;
import ascent.config.Nearest;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;

/// `ascent completion SHELL`.
public final class CompletionCommand implements Command {
  private final Supplier<List<CommandSpec>> commands;

  /// @param commands all commands, in the order of the help
  public CompletionCommand(Supplier<List<CommandSpec>> commands) {
    this.commands = commands;
  }

  @Override
  public Syntax syntax() {
    return Syntax.of("completion", "Print a script with which a shell completes this command.")
        .argument("SHELL", "bash, zsh or fish.")
        .classPath()
        .footer(
            "",
            "It completes commands, options, algorithms, environments, presets, wrappers and",
            "the hyperparameters of --set. `make install` installs the scripts.",
            "",
            "Examples:",
            "  source <(ascent completion bash)      # in ~/.bashrc",
            "  source <(ascent completion zsh)       # in ~/.zshrc, after compinit",
            "  ascent completion fish | source       # in ~/.config/fish/config.fish");
  }

  @Override
  public void run(Arguments arguments, Output output) {
    String shell = arguments.argument(0);
    if (!Words.SHELLS.contains(shell)) {
      throw new UsageException(
          "SHELL is %s; it must be one of %s.%s"
              .formatted(
                  shell, String.join(", ", Words.SHELLS), Nearest.hint(shell, Words.SHELLS)));
    }
    Grammar grammar = Grammar.of(commands.get(), Words.current());
    String script =
        switch (shell) {
          case "bash" -> BashScript.of(grammar);
          case "zsh" -> ZshScript.of(grammar);
          default -> FishScript.of(grammar);
        };
    output.result(script.stripTrailing());
  }
}

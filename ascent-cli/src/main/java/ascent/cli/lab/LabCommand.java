package ascent.cli.lab;

import ascent.cli.args.Arguments;
import ascent.cli.args.Command;
import ascent.cli.args.Syntax;
import ascent.cli.text.Output;
import ascent.cli.text.Table;
import java.util.List;

/// `ascent lab`, the commands of the laboratory.
public final class LabCommand implements Command {
  @Override
  public Syntax syntax() {
    return Syntax.of("lab", "Exact gradients, their estimators, and a small language model.");
  }

  @Override
  public List<Command> commands() {
    return List.of(new EstimatorsCommand(), new GenerateCommand());
  }

  /// Without a command, lists them.
  @Override
  public void run(Arguments arguments, Output output) {
    Table table = new Table("command", "what it does");
    for (Command command : commands()) {
      var spec = command.syntax().spec();
      table.row("ascent lab " + spec.name(), String.join(" ", spec.usageMessage().description()));
    }
    output.table(table);
  }
}

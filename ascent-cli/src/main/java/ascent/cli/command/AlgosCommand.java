package ascent.cli.command;

import ascent.algo.Algorithms;
import ascent.cli.args.Arguments;
import ascent.cli.args.Command;
import ascent.cli.args.Syntax;
import ascent.cli.args.UsageException;
import ascent.cli.text.Output;
import ascent.cli.text.Table;
import java.util.List;
import java.util.Map;

/// `ascent algos`.
public final class AlgosCommand implements Command {
  private record Row(String algorithm, String description) {}

  @Override
  public Syntax syntax() {
    return Syntax.of("algos", "List the algorithms.")
        .classPath()
        .flag("--json", "Print them as one JSON object.");
  }

  @Override
  public void run(Arguments arguments, Output output) {
    List<Row> rows =
        UsageException.checking(() -> Algorithms.all()).stream()
            .map(c -> new Row(c.algorithm(), c.description()))
            .toList();
    if (arguments.flag("--json")) {
      output.json(Map.of("algorithms", rows));
    } else {
      Table table = new Table("algorithm", "description");
      rows.forEach(row -> table.row(row.algorithm, row.description));
      output.table(table);
    }
  }
}

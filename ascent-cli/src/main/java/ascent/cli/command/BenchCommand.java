package ascent.cli.command;

import ascent.cli.args.Arguments;
import ascent.cli.args.Command;
import ascent.cli.args.Syntax;
import ascent.cli.bench.Bench;
import ascent.cli.bench.BenchConfig;
import ascent.cli.bench.BenchResult;
import ascent.cli.text.Output;

/// `ascent bench`.
public final class BenchCommand implements Command {
  @Override
  public Syntax syntax() {
    return Syntax.of(
            "bench",
            "Measure the speed of learning and of the environments on one core of this machine, relative to the core's peak, and of learning on two. Takes about a minute.")
        .flag("--json", "Print the result as one JSON object.");
  }

  @Override
  public void run(Arguments arguments, Output output) {
    BenchResult result = Bench.run(BenchConfig.DEFAULT, output::note);
    if (arguments.flag("--json")) {
      output.json(result.toMap());
    } else {
      output.result(result.toString());
    }
  }
}

package ascent.cli.command;

import ascent.cli.args.Arguments;
import ascent.cli.args.Command;
import ascent.cli.args.Syntax;
import ascent.cli.args.UsageException;
import ascent.cli.run.RunFailedException;
import ascent.cli.text.Output;
import ascent.env.check.CheckReport;
import ascent.env.check.EnvChecker;
import ascent.env.registry.EnvSpec;
import ascent.env.registry.Envs;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `ascent check CLASS`.
public final class CheckCommand implements Command {
  @Override
  public Syntax syntax() {
    return Syntax.of("check", "Check an environment of your own for errors.")
        .argument(
            "CLASS|ENV",
            "Class of the environment, public and with a public constructor without parameters; or"
                + " a name that 'ascent envs' lists.")
        .classPath()
        .flag("--json", "Print the result as one JSON object.")
        .footer(
            "",
            "Exit code 1 if there are problems. Hints are what is allowed but often a mistake:",
            "episodes that do not end, actions on an unusual scale, calls of clocks and of",
            "random generators without a seed.");
  }

  @Override
  public void run(Arguments arguments, Output output) {
    System.setProperty("java.awt.headless", "true"); // it may draw
    EnvSpec env = UsageException.checking(() -> Envs.find(arguments.argument(0)));
    CheckReport report = EnvChecker.inspect(env.factory());
    List<String> problems = report.problems();
    if (arguments.flag("--json")) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("env", env.id());
      object.put("problems", problems);
      object.put("hints", report.hints());
      output.json(object);
    } else if (problems.isEmpty()) {
      output.result(env.id() + ": no problems were found.");
    } else {
      for (int i = 0; i < problems.size(); i++) {
        output.result((i + 1) + ". " + problems.get(i));
      }
    }
    if (!arguments.flag("--json")) {
      report.hints().forEach(hint -> output.result("Hint: " + hint));
    }
    if (!problems.isEmpty()) {
      String count = problems.size() == 1 ? "a problem was" : problems.size() + " problems were";
      throw new RunFailedException("%s found in %s.".formatted(count, env.id()));
    }
  }
}

package ascent.cli.command;

import ascent.cli.args.Arguments;
import ascent.cli.args.Command;
import ascent.cli.args.Strict;
import ascent.cli.args.Syntax;
import ascent.cli.args.UsageException;
import ascent.cli.run.RunFailedException;
import ascent.cli.text.Output;
import ascent.cli.text.Table;
import ascent.env.Env;
import ascent.env.EnvFactories;
import ascent.env.check.CheckReport;
import ascent.env.check.EnvChecker;
import ascent.env.registry.EnvSpec;
import ascent.env.registry.Envs;
import ascent.env.strict.Rewriting;
import ascent.env.strict.StrictEnv;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `ascent check CLASS`.
public final class CheckCommand implements Command {
  @Override
  public Syntax syntax() {
    Syntax syntax =
        Syntax.of("check", "Check an environment of your own for errors.")
            .argument(
                "CLASS|ENV",
                "Class of the environment, public and with a public constructor without parameters;"
                    + " or a name that 'ascent envs' lists.")
            .classPath();
    return Strict.addTo(syntax)
        .flag("--json", "Print the result as one JSON object.")
        .footer(
            "",
            "Exit code 1 if there are problems. Hints are what is allowed but often a",
            "mistake: episodes that do not end, actions on an unusual scale, calls of clocks",
            "and of random generators without a seed. With --strict, also what was rewritten.");
  }

  @Override
  public void run(Arguments arguments, Output output) {
    System.setProperty("java.awt.headless", "true"); // it may draw
    EnvSpec env = UsageException.checking(() -> Envs.find(Strict.env(arguments, 0)));
    CheckReport report = EnvChecker.inspect(env.factory());
    List<Rewriting> rewritings = rewritings(env);
    List<String> problems = report.problems();
    if (arguments.flag("--json")) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("env", env.id());
      object.put("problems", problems);
      object.put("hints", report.hints());
      if (env.id().startsWith(Envs.STRICT)) {
        object.put("rewritten", rewritings);
      }
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
      if (env.id().startsWith(Envs.STRICT)) {
        show(rewritings, output);
      }
    }
    if (!problems.isEmpty()) {
      String count = problems.size() == 1 ? "a problem was" : problems.size() + " problems were";
      throw new RunFailedException("%s found in %s.".formatted(count, env.id()));
    }
  }

  private static List<Rewriting> rewritings(EnvSpec spec) {
    if (!spec.id().startsWith(Envs.STRICT)) {
      return List.of();
    }
    Env env = EnvFactories.open(spec.factory());
    try {
      return StrictEnv.rewritings(env);
    } finally {
      EnvFactories.close(env);
    }
  }

  private static void show(List<Rewriting> rewritings, Output output) {
    if (rewritings.isEmpty()) {
      output.result("Rewritten: nothing; no class of --class-path needed it.");
      return;
    }
    Table table = new Table("rewritten class", "Math", "random");
    for (Rewriting of : rewritings) {
      table.row(of.type(), Integer.toString(of.math()), Integer.toString(of.random()));
    }
    output.table(table);
  }
}

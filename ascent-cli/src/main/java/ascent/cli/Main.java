package ascent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import ascent.cli.args.Arguments;
import ascent.cli.args.ClassPaths;
import ascent.cli.args.Command;
import ascent.cli.args.UsageException;
import ascent.cli.text.Output;
import ascent.kernel.KernelWarmUp;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// The `ascent` command.
public final class Main {
  private static final String LOG_FORMAT = "java.util.logging.SimpleFormatter.format";

  private static final int LEAST_HELP_WIDTH = 55; // of picocli

  private Main() {}

  /// Runs the command line and ends the JVM with its exit code.
  public static void main(String[] args) {
    if (System.getProperty(LOG_FORMAT) == null) {
      System.setProperty(LOG_FORMAT, "ascent: %5$s%n"); // the library's warnings, on one line each
    }
    var results = new ResultStream(new FileOutputStream(FileDescriptor.out));
    var out = new PrintStream(results, false, UTF_8);
    StandardError standardError = StandardError.find();
    FileOutputStream stderr = standardError.open();
    var err = new PrintStream(stderr, false, UTF_8);
    System.setOut(ForeignStream.on(stderr)); // output of an environment is not a result
    System.setErr(ForeignStream.on(stderr));
    boolean live = Tty.is(standardError.number());
    var output = new Output(out, err, live, Output.columns(System.getenv("COLUMNS")));
    int code;
    try (var _ = new Interruption(output)) {
      code = run(args, output);
    }
    out.flush();
    if (results.lost()) {
      output.note("the result could not be written: " + results.reason());
      code = ExitCode.SOFTWARE;
    }
    System.exit(code);
  }

  /// Runs a command line.
  ///
  /// @return the exit code
  static int run(String[] args, Output output) {
    boolean debug = Arrays.asList(args).contains("--debug");
    var failures = new Failures(output, debug || "1".equals(System.getenv("ASCENT_DEBUG")));
    try {
      return execute(args, output);
    } catch (ParameterException e) {
      return failures.wrongUse(e);
    } catch (UsageException e) {
      return failures.wrongUse(e);
    } catch (Throwable e) {
      return failures.failed(e);
    }
  }

  /// `ascent help train` is `ascent train --help`, and `ascent help lab estimators` is `ascent lab
  /// estimators --help`.
  private static String[] spelled(String[] args) {
    if (args.length == 0 || !args[0].equals("help")) {
      return args;
    }
    if (args.length == 1) {
      return new String[] {"--help"};
    }
    if (!Commands.NAMES.contains(args[1])) {
      return new String[] {args[1]}; // rejected by name
    }
    boolean below = args.length > 2 && Commands.below(Commands.named(args[1]), args[2]).isPresent();
    return below ? new String[] {args[1], args[2], "--help"} : new String[] {args[1], "--help"};
  }

  private static int execute(String[] line, Output output) throws Exception {
    String[] args = spelled(line);
    if (args.length > 0 && Commands.TRAINING.contains(args[0])) {
      KernelWarmUp.start();
    }
    CommandLine ascent = Commands.parserFor(args);
    ascent.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
    ascent.setOut(new PrintWriter(output.out(), true, UTF_8));
    if (output.columns() > 0) {
      ascent.setUsageHelpWidth(Math.max(LEAST_HELP_WIDTH, output.columns()));
    }
    ParseResult parsed = ascent.parseArgs(args);
    if (CommandLine.executeHelpRequest(parsed) != null) {
      return ExitCode.OK;
    }
    if (!parsed.hasSubcommand()) {
      ascent.usage(output.err(), Ansi.OFF);
      return ExitCode.USAGE;
    }
    ParseResult arguments = parsed.subcommand();
    Command command = Commands.named(arguments.commandSpec().name());
    while (arguments.hasSubcommand()) {
      arguments = arguments.subcommand();
      command = Commands.below(command, arguments.commandSpec().name()).orElseThrow();
    }
    var given = new Arguments(arguments, List.of(args));
    ClassPaths.use(given);
    command.run(given, output);
    return ExitCode.OK;
  }
}

package ascent.cli;

import ascent.cli.args.UsageException;
import ascent.cli.run.RunFailedException;
import ascent.cli.text.Output;
import ascent.collect.SourceException;
import ascent.config.Nearest;
import ascent.config.Printable;
import ascent.env.EnvFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// Turns an exception into one line on stderr and an exit code, with the stack trace only on
/// request.
final class Failures {
  private final Output output;
  private final boolean debug;

  Failures(Output output, boolean debug) {
    this.output = output;
    this.debug = debug;
  }

  /// The command line could not be understood.
  int wrongUse(ParameterException e) {
    String problem = e instanceof UnmatchedArgumentException u ? unmatched(u) : message(e);
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    String stop = problem.endsWith(".") || problem.endsWith("?") ? "" : ".";
    return end(e, problem + stop + " See: " + command + " --help", ExitCode.USAGE);
  }

  private static String unmatched(UnmatchedArgumentException e) {
    String argument = Printable.excerpt(e.getUnmatched().getFirst());
    if (argument.startsWith("-")) {
      String option = argument.replaceFirst("=.*", "");
      List<String> known = List.copyOf(e.getCommandLine().getCommandSpec().optionsMap().keySet());
      return "there is no option " + option + "." + Nearest.hint(option, known);
    }
    if (e.getCommandLine().getParent() == null) {
      return "there is no command " + argument + "." + Nearest.hint(argument, Commands.NAMES);
    }
    List<String> commands = List.copyOf(e.getCommandLine().getSubcommands().keySet());
    if (!commands.isEmpty()) {
      String parent = e.getCommandLine().getCommandName();
      String hint = Nearest.hint(argument, commands);
      return "there is no command %s %s.%s"
          .formatted(
              parent, argument, hint.isEmpty() ? " Known: " + String.join(", ", commands) : hint);
    }
    return "there is one argument too many: " + argument;
  }

  /// The command line was parsed but is invalid.
  int wrongUse(UsageException e) {
    return end(e, message(e), ExitCode.USAGE);
  }

  /// The command failed while running.
  int failed(Throwable e) {
    if (e instanceof IllegalArgumentException) { // such as settings that contradict each other
      return end(e, message(e), ExitCode.USAGE);
    }
    return end(e, sentence(e), ExitCode.SOFTWARE);
  }

  private int end(Throwable e, String line, int code) {
    if (debug) {
      output.err().print(Printable.stackTrace(e));
    }
    output.note(line);
    return code;
  }

  private String sentence(Throwable e) {
    return switch (e) {
      case ExceptionInInitializerError x when x.getCause() instanceof IllegalArgumentException i ->
          message(i); // a JVM property, read when a class is loaded
      case RunFailedException _, EnvFailure _, SourceException _ -> message(e);
      case UncheckedIOException u -> {
        Throwable cause = Objects.requireNonNull(u.getCause());
        yield message(u).replace(cause.toString(), sentence(cause));
      }
      case AccessDeniedException f -> f.getFile() + ": permission denied";
      case NoSuchFileException f ->
          f.getFile() + ": " + Objects.requireNonNullElse(f.getReason(), "there is no such file");
      case FileAlreadyExistsException f -> f.getFile() + ": a file of that name exists";
      case IOException i -> message(i);
      case OutOfMemoryError _ ->
          "there is not enough memory. Maybe use fewer envs or a smaller rolloutSteps, or give the"
              + " JVM more with ASCENT_JAVA_OPTS=-Xmx4g";
      default -> message(e) + (debug ? "" : " (unexpected; --debug or ASCENT_DEBUG=1 shows where)");
    };
  }

  private static String message(Throwable e) {
    String type = e.getClass().getSimpleName();
    try {
      String message = e.getMessage();
      return message == null || message.isBlank() ? type : message;
    } catch (Throwable t) { // of a user's exception
      return type + " (whose getMessage threw " + t.getClass().getSimpleName() + ")";
    }
  }
}

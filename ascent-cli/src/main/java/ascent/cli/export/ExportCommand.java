package ascent.cli.export;

import ascent.agent.Agent;
import ascent.cli.args.Arguments;
import ascent.cli.args.Command;
import ascent.cli.args.OutputFiles;
import ascent.cli.args.Syntax;
import ascent.cli.args.UsageException;
import ascent.cli.text.Output;
import ascent.env.wrap.Wrappers;
import ascent.io.AtomicFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/// `ascent export RUN|MODEL --format F -o FILE`.
public final class ExportCommand implements Command {
  /// The names of the formats.
  public static List<String> formats() {
    return Format.ALL.stream().map(Format::name).toList();
  }

  @Override
  public Syntax syntax() {
    return Syntax.of("export", "Write a trained policy for other programs.")
        .argument(
            "RUN|MODEL",
            "Directory of a run (its model.zip, else its last checkpoint), or the file of a model"
                + " or checkpoint.")
        .option("--format", "FORMAT", "Required. One of: " + Format.help() + ".")
        .option("-o", "FILE", "File to write, in an existing directory (required).")
        .option("--package", "NAME", "Package of the Java class (default: the unnamed one).")
        .flag("--force", "Replace the file if it exists.")
        .classPath()
        .flag("--json", "Print the result as one JSON object.")
        .footer(
            "",
            "Observations are normalised, and actions squashed and bounded, inside. If the",
            "environment has action masks, the policy takes a mask. sb3 has normalisation",
            "in a file beside, NAME_vecnormalize.pkl.",
            "",
            "Example:",
            "  ascent export runs/cartpole --format java -o Policy.java");
  }

  @Override
  public void run(Arguments arguments, Output output) throws IOException {
    String name = arguments.option("--format");
    if (name == null) {
      throw new UsageException("--format is missing; it is one of: " + Format.help() + ".");
    }
    Format format = Format.named(name);
    Path file = file(arguments, format);
    String packageName = arguments.option("--package", "");
    if (!packageName.isEmpty() && !format.name().equals("java")) {
      throw new UsageException("--package is for --format java.");
    }
    Agent agent = Agent.load(Arguments.path(arguments.argument(0)));
    boolean masked = Masks.of(agent, output);
    ExportRequest request = new ExportRequest(agent, masked, file, packageName);
    Exported exported = UsageException.checking(() -> format.writer().write(request));
    write(exported, file, arguments.flag("--force"));
    exported.notes().forEach(output::note);
    Wrappers wrappers = agent.info().run().wrappers();
    if (!wrappers.equals(Wrappers.NONE)) {
      output.note(
          "the policy sees and acts through the wrappers %s, which are not part of the file."
              .formatted(wrappers));
    }
    report(request, format, exported.bytes().length, arguments.flag("--json"), output);
  }

  private static void write(Exported exported, Path file, boolean force) throws IOException {
    for (Path beside : exported.beside().keySet()) {
      if (Files.exists(beside) && !force) {
        throw new UsageException("%s exists; --force replaces it.".formatted(beside));
      }
    }
    for (Map.Entry<Path, byte[]> beside : exported.beside().entrySet()) {
      AtomicFiles.writeInExistingFolder(beside.getKey(), beside.getValue());
    }
    AtomicFiles.writeInExistingFolder(file, exported.bytes());
  }

  private static Path file(Arguments arguments, Format format) throws IOException {
    String name = arguments.option("-o", "");
    if (name.isEmpty()) {
      throw new UsageException("the policy needs a file: -o FILE" + format.ending() + ".");
    }
    format.requireEnding(name);
    Path file = OutputFiles.file("-o", name);
    Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
    if (!Files.isDirectory(folder)) {
      throw new UsageException("-o is %s; there is no directory %s.".formatted(name, folder));
    }
    if (Files.exists(file) && !arguments.flag("--force")) {
      throw new UsageException("-o is %s, which exists; --force replaces it.".formatted(name));
    }
    return file;
  }

  private static void report(
      ExportRequest request, Format format, int bytes, boolean json, Output output) {
    if (json) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("file", request.file().toString());
      object.put("format", format.name());
      object.put("bytes", bytes);
      object.put("masked", request.masked());
      object.put("parameters_sha256", request.agent().parametersSha256());
      output.json(object);
      return;
    }
    output.result(
        String.format(
            Locale.ROOT,
            "%s: %s, %,d bytes%s",
            request.file(),
            format.name(),
            bytes,
            request.masked() ? ", with a mask" : ""));
  }
}

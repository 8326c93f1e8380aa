package ascent.cli.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import ascent.cli.args.UsageException;
import ascent.config.Nearest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// A format that `ascent export` writes.
///
/// @param name on the command line
/// @param ending of the file's name, with its dot
/// @param description for the help
/// @param writer makes the file's bytes
record Format(String name, String ending, String description, Writer writer) {
  static final List<Format> ALL =
      List.of(
          new Format(
              "java",
              ".java",
              "one class without dependencies, named as the file",
              request ->
                  request.policy().java(request.packageName(), request.stem()).getBytes(UTF_8)),
          new Format(
              "c",
              ".h",
              "one C99 header without dependencies",
              request -> request.policy().c(request.stem()).getBytes(UTF_8)),
          new Format(
              "onnx", ".onnx", "for ONNX Runtime and others", request -> request.policy().onnx()),
          new Format(
              "safetensors",
              ".safetensors",
              "all numbers by name, as for NumPy",
              request -> request.policy().safetensors()),
          new Format("sb3", ".zip", "a model of Stable-Baselines3", new Sb3Format()));

  /// Makes a file's bytes.
  @FunctionalInterface
  interface Writer {
    /// Makes the file's bytes.
    ///
    /// @throws IllegalArgumentException if the policy cannot be written so
    byte[] bytes(ExportRequest request);

    /// Makes all that belongs to it; the file alone, unless overridden.
    ///
    /// @throws IllegalArgumentException if the policy cannot be written so
    default Exported write(ExportRequest request) {
      return new Exported(bytes(request), Map.of(), List.of());
    }
  }

  /// The format of that name.
  ///
  /// @throws UsageException if there is none
  static Format named(String name) {
    List<String> names = ALL.stream().map(Format::name).toList();
    return ALL.stream()
        .filter(format -> format.name.equals(name))
        .findFirst()
        .orElseThrow(() ->
            new UsageException(
                "--format is %s; it must be one of %s.%s"
                    .formatted(name, String.join(", ", names), Nearest.hint(name, names))));
  }

  /// The formats for the help.
  static String help() {
    return ALL.stream()
        .map(format -> format.name + " (" + format.description + ")")
        .collect(Collectors.joining(", "));
  }

  /// @throws UsageException if the file's name ends otherwise
  void requireEnding(String file) {
    if (!file.toLowerCase(Locale.ROOT).endsWith(ending)) {
      throw new UsageException(
          "-o is %s; it must end in %s for --format %s.".formatted(file, ending, name));
    }
  }
}

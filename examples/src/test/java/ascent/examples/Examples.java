package ascent.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The programs in `examples/src/main/java`: running them, and reading the regions of their
/// sources.
final class Examples {
  private static final Pattern REGION =
      Pattern.compile("(?s)// @start region=\"([a-z]+)\"\n(.*?)\n *// @end");

  private Examples() {}

  /// Runs a program and gives the lines that it prints.
  static List<String> run(String name, String... args) throws ReflectiveOperationException {
    Class<?> program = Class.forName(name);
    Constructor<?> constructor = program.getDeclaredConstructor();
    constructor.setAccessible(true);
    Method main =
        Arrays.stream(program.getDeclaredMethods())
            .filter(m -> m.getName().equals("main"))
            .findFirst()
            .orElseThrow();
    main.setAccessible(true);
    var printed = new ByteArrayOutputStream();
    PrintStream stdout = System.out;
    System.setOut(new PrintStream(printed, true, UTF_8));
    try {
      Object[] arguments = main.getParameterCount() == 0 ? new Object[0] : new Object[] {args};
      main.invoke(constructor.newInstance(), arguments);
    } finally {
      System.setOut(stdout);
    }
    return printed.toString(UTF_8).lines().toList();
  }

  /// The project's folder, from wherever the tests run.
  static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("examples/pom.xml"))) {
      folder = folder.getParent();
    }
    return folder;
  }

  /// The marked parts of all programs, by `File.java#region`, without their indentation.
  static Map<String, String> regions() throws IOException {
    Map<String, String> regions = new LinkedHashMap<>();
    try (Stream<Path> files = Files.list(root().resolve("examples/src/main/java"))) {
      for (Path file : files.sorted().toList()) {
        Matcher matcher = REGION.matcher(Files.readString(file, UTF_8));
        while (matcher.find()) {
          String key = file.getFileName() + "#" + matcher.group(1);
          regions.put(key, matcher.group(2).stripIndent().strip());
        }
      }
    }
    return regions;
  }
}

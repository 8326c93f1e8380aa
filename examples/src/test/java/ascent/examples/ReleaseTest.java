package ascent.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What `mvn -Prelease` and Maven Central need, told from the POMs, since building it takes
/// minutes.
class ReleaseTest {
  private static final Pattern MODULE = Pattern.compile("<module>(ascent-[a-z0-9-]+)</module>");
  private static final Pattern EXPORTED = Pattern.compile("exports ([a-z0-9.]+);");
  private static final Pattern EXCLUDED =
      Pattern.compile("<excludePackageNames>(.*)</excludePackageNames>");

  private static String text(String file) throws IOException {
    return Files.readString(Examples.root().resolve(file), UTF_8);
  }

  private static List<String> published() throws IOException {
    return groups(MODULE, text("pom.xml"));
  }

  private static List<String> groups(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(match -> match.group(1)).toList();
  }

  @Test
  void poms_carry_what_maven_central_asks_for() throws IOException {
    assertThat(published()).hasSizeGreaterThan(7);
    for (String module : published()) {
      assertThat(text(module + "/pom.xml"))
          .as(module)
          .contains("<name>", "<description>")
          .doesNotContain("maven.deploy.skip");
    }
    for (String file : List.of("pom.xml", "ascent-bom/pom.xml")) { // the others inherit these
      assertThat(text(file))
          .as(file)
          .contains("<url>https://", "<licenses>", "<developers>", "<scm")
          .contains("<connection>scm:git:", "<developerConnection>scm:git:");
    }
  }

  /// javadoc fails on packages that a module has but does not export, so the profile names them.
  @Test
  void javadoc_leaves_out_just_the_packages_that_are_not_exported() throws IOException {
    Set<String> hidden = new TreeSet<>();
    for (String module : published()) {
      Path sources = Examples.root().resolve(module).resolve("src/main/java");
      if (Files.exists(sources.resolve("module-info.java"))) {
        hidden.addAll(packages(sources));
        hidden.removeAll(groups(EXPORTED, text(module + "/src/main/java/module-info.java")));
      }
    }
    List<String> excluded = new ArrayList<>();
    for (String list : groups(EXCLUDED, text("pom.xml"))) {
      excluded.addAll(List.of(list.split(":")));
    }
    assertThat(excluded).containsExactlyInAnyOrderElementsOf(hidden);
  }

  private static Set<String> packages(Path sources) throws IOException {
    try (Stream<Path> files = Files.walk(sources)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(file -> sources.relativize(file).getParent())
          .filter(Objects::nonNull)
          .map(folder -> folder.toString().replace(File.separatorChar, '.'))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}

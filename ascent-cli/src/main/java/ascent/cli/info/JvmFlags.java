package ascent.cli.info;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/// The flags of a JVM in a form that can be published: without values of foreign properties, which
/// may be secrets, and without the folders in paths.
final class JvmFlags {
  private static final String HIDDEN = "...";

  /// An absolute path in a flag, up to the next separator: its folders, without the last name.
  private static final Pattern FOLDERS =
      Pattern.compile("(?<=^|[=:,;@])(?:/|[A-Za-z]:[\\\\/]|\\\\\\\\)(?:[^,:;]*[\\\\/])?");

  /// An agent with options, which are in no form that is known.
  private static final Pattern AGENT =
      Pattern.compile("^(-(?:java)?agent[^=]*)=.*", Pattern.DOTALL);

  /// `-Dname=value`
  private static final Pattern PROPERTY = Pattern.compile("-D([^=]+)=.*", Pattern.DOTALL);

  private JvmFlags() {}

  /// Flags as the JVM has them.
  static List<String> publishable(List<String> flags) {
    return flags.stream().map(JvmFlags::one).toList();
  }

  /// Flags as a variable has them, separated by spaces.
  static String publishable(String flags) {
    return String.join(" ", publishable(Arrays.asList(flags.strip().split("\\s+"))));
  }

  private static String one(String flag) {
    var property = PROPERTY.matcher(flag);
    if (property.matches() && !property.group(1).startsWith("ascent.")) {
      return "-D" + property.group(1) + "=" + HIDDEN;
    }
    if (!flag.startsWith("-")) {
      return HIDDEN; // the value of a flag before it, or none at all
    }
    String plain = AGENT.matcher(flag).replaceFirst("$1=" + HIDDEN);
    return FOLDERS.matcher(plain).replaceAll(HIDDEN + "/");
  }
}

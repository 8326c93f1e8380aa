package ascent.export;

import ascent.config.Check;
import java.util.Set;

/// A class by its package and name, checked.
///
/// @param packageName empty for the unnamed package
record JavaName(String packageName, String className) {
  private static final Set<String> RESERVED =
      Set.of(
          ("abstract assert boolean break byte case catch char class const continue default do"
                  + " double else enum extends final finally float for goto if implements import"
                  + " instanceof int interface long native new package private protected public"
                  + " return short static strictfp super switch synchronized this throw throws"
                  + " transient try void volatile while true false null _ var yield record sealed"
                  + " permits")
              .split(" "));

  JavaName {
    if (!packageName.isEmpty()) {
      for (String part : packageName.split("\\.", -1)) {
        Check.that(isIdentifier(part), "the package", packageName, "a Java package's name");
      }
    }
    Check.that(
        isIdentifier(className),
        "the class",
        className,
        "a Java identifier",
        "Maybe name the file like Policy.java.");
    Check.that(
        !isOfJavaLang(className),
        "the class",
        className,
        "another name than that of a class of java.lang");
  }

  private static boolean isIdentifier(String text) {
    return !text.isEmpty()
        && Character.isJavaIdentifierStart(text.codePointAt(0))
        && text.codePoints().allMatch(Character::isJavaIdentifierPart)
        && text.codePoints().noneMatch(Character::isIdentifierIgnorable)
        && !RESERVED.contains(text);
  }

  private static boolean isOfJavaLang(String name) {
    return Object.class.getResource(name + ".class") != null;
  }
}

package ascent.config;

import static java.util.Comparator.comparingInt;

import java.util.Collection;
import java.util.List;
import java.util.Locale;

/// Finds known names close to a misspelt one. Ignores case, hyphens and underscores; a part of a
/// name counts as near.
public final class Nearest {

  private static final int MOST = 3;
  private static final int LONGEST = 200; // characters of a name that is compared

  private Nearest() {}

  /// Up to three near names, nearest first.
  public static List<String> of(String name, Collection<String> known) {
    record Candidate(String name, int distance) {}
    if (name.length() > LONGEST) {
      return List.of();
    }
    String wanted = plain(name);
    int limit = Math.max(1, wanted.length() / 3);
    return known.stream()
        .distinct()
        .map(k -> new Candidate(k, distance(wanted, plain(k))))
        .filter(c -> c.distance <= limit)
        .sorted(comparingInt(Candidate::distance).thenComparing(Candidate::name))
        .limit(MOST)
        .map(Candidate::name)
        .toList();
  }

  /// The near names as a sentence to append, ` Did you mean gamma, gaeLambda?`, or nothing.
  public static String hint(String name, Collection<String> known) {
    List<String> near = of(name, known);
    return near.isEmpty() ? "" : " Did you mean " + String.join(", ", near) + "?";
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
  }

  private static int distance(String a, String b) {
    if (a.equals(b)) {
      return 0;
    }
    boolean part = Math.min(a.length(), b.length()) >= 3 && (b.contains(a) || a.contains(b));
    return part ? 1 : edits(a, b);
  }

  /// The edit distance: insertions, deletions, substitutions and swaps of adjacent characters that
  /// turn `a` into `b`.
  private static int edits(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        d[i][j] = i == 0 || j == 0 ? i + j : cheapest(a, b, i, j, d);
      }
    }
    return d[a.length()][b.length()];
  }

  private static int cheapest(String a, String b, int i, int j, int[][] d) {
    int changed = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
    int best = Math.min(d[i - 1][j - 1] + changed, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, d[i - 2][j - 2] + 1) : best;
  }
}

package ascent.spark;

import ascent.config.Check;

/// How the environments of a rollout are cut into parts: ranges of consecutive environments, whose
/// sizes differ by at most one.
///
/// @param envs number of environments, ≥ 1
/// @param parts number of parts, in \[1, envs\]
public record Cut(int envs, int parts) {
  /// Episodes differ in length, so a core that has finished its part takes another.
  private static final int PARTS_OF_EPISODES = 4;

  public Cut {
    Check.that(envs >= 1, "envs", envs, "at least 1");
    Check.that(parts >= 1 && parts <= envs, "parts", parts, "in [1, " + envs + "]");
  }

  /// As many parts as fit a cluster: one for each core, or four where a rollout is of whole
  /// episodes.
  public static Cut fitting(int envs, int cores, boolean wholeEpisodes) {
    return of(envs, cores * (wholeEpisodes ? PARTS_OF_EPISODES : 1));
  }

  /// At most this many parts.
  static Cut of(int envs, int most) {
    return new Cut(envs, Math.min(envs, most));
  }

  /// The number of the first environment of a part; of part `parts`, the number of environments.
  public int first(int part) {
    return (int) ((long) envs * part / parts);
  }

  /// The number of environments of a part.
  public int size(int part) {
    return first(part + 1) - first(part);
  }
}

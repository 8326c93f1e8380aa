package ascent.env;

import ascent.config.Check;
import ascent.rng.Rng;

/// Maps each episode of a [VectorEnv] to its random stream.
public final class EpisodeStreams {
  private final long seed;
  private final String purpose;
  private final int firstEnv;
  private final int slots; // 0: env and episode are the stream's two indices

  private EpisodeStreams(long seed, String purpose, int firstEnv, int slots) {
    this.seed = seed;
    this.purpose = purpose;
    this.firstEnv = firstEnv;
    this.slots = slots;
  }

  /// For training: env i's episode j draws from `Rng.stream(seed, "env", firstEnv + i, j)`. So an
  /// env's episodes depend only on its global index.
  ///
  /// @param firstEnv the global index of the first env, ≥ 0
  public static EpisodeStreams training(long seed, int firstEnv) {
    Check.that(firstEnv >= 0, "firstEnv", firstEnv, "at least 0");
    return new EpisodeStreams(seed, "env", firstEnv, 0);
  }

  /// For evaluation: all envs together play episodes 0, 1, 2, …; episode k draws from
  /// `Rng.stream(seed, "eval", k)` and is episode k / slots of env k % slots. So the same episodes
  /// are run for any number of envs.
  ///
  /// @param slots the number of envs, ≥ 1
  public static EpisodeStreams evaluation(long seed, int slots) {
    Check.that(slots >= 1, "slots", slots, "at least 1");
    return new EpisodeStreams(seed, "eval", 0, slots);
  }

  /// A stream for env `env`, at the start of its episode 0.
  public Rng open(int env) {
    Rng rng = Rng.stream(seed, purpose);
    reposition(rng, env, 0);
    return rng;
  }

  /// Repositions a stream from [#open] to the start of the given episode of the given env.
  /// Allocates nothing.
  ///
  /// @throws EnvFailure after the last of 2³¹ episodes
  public void reposition(Rng rng, int env, int episode) {
    if (episode < 0) {
      throw new EnvFailure(
          "env %d has played 2147483648 episodes, one for each of its random streams. Maybe train with more envs"
              .formatted(globalIndex(env)),
          null);
    }
    rng.reposition(first(env, episode), slots == 0 ? episode : 0);
  }

  /// The Java expression that opens the stream: `Rng.stream(1, "env", 3, 17)`.
  public String name(int env, int episode) {
    String second = slots == 0 ? ", " + episode : "";
    return "Rng.stream(" + seed + ", \"" + purpose + "\", " + first(env, episode) + second + ")";
  }

  private int first(int env, int episode) {
    return slots == 0 ? firstEnv + env : Math.addExact(env, Math.multiplyExact(slots, episode));
  }

  /// The global index of env `env`.
  int globalIndex(int env) {
    return firstEnv + env;
  }
}

package ascent.env;

import ascent.config.Thrown;
import org.jspecify.annotations.Nullable;

/// An env broke its contract: it threw, or it gave an observation or a reward that is no number.
/// Says where and, if it was in an episode, how to play that again.
public final class EnvFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int env;
  private final int episode;
  private final int step;
  private final String stream;
  private final String what;
  private transient float[] actions = {};

  public EnvFailure(
      int env, int episode, int step, String stream, String what, @Nullable Throwable cause) {
    super(
        ("env " + env + ", episode " + episode + ", step " + step + ": " + what)
            + (". To see it again: reset an env with " + stream)
            + (step == 0 ? "." : " and repeat the episode's " + step + " actions."),
        cause);
    this.env = env;
    this.episode = episode;
    this.step = step;
    this.stream = stream;
    this.what = what;
  }

  /// Outside of any episode: when it was made, asked for its spaces or closed.
  public EnvFailure(String what, @Nullable Throwable cause) {
    super(what + ".", cause);
    env = 0;
    episode = 0;
    step = 0;
    stream = "";
    this.what = what;
  }

  /// What an env's method threw and where, as part of a sentence: `step threw
  /// java.lang.ArithmeticException: / by zero at com.acme.Warehouse.step(Warehouse.java:40)`.
  public static String threw(String method, Throwable e) {
    return Thrown.by(method, e);
  }

  /// The env's number among all envs of the run.
  public int env() {
    return env;
  }

  /// The number of the env's episode.
  public int episode() {
    return episode;
  }

  /// The number of the step in the episode, from 1; 0 is the reset.
  public int step() {
    return step;
  }

  /// The random stream of the episode, as one would open it; empty outside of episodes.
  public String stream() {
    return stream;
  }

  /// What went wrong, without where.
  public String what() {
    return what;
  }

  /// This failure with the actions of its episode, from whoever kept them.
  ///
  /// @param value `[step × actionSize]`, the action that failed included
  /// @return this
  public EnvFailure withActions(float[] value) {
    actions = value.clone();
    return this;
  }

  /// The actions of the episode, the one that failed included, `[step × actionSize]`; empty where
  /// nobody kept them.
  public float[] actions() {
    return actions.clone();
  }
}

package ascent.env;

import ascent.config.Thrown;
import org.jspecify.annotations.Nullable;

/// An env broke its contract: it threw, or returned an invalid observation or reward. The message
/// says where and how to reproduce the episode, if there was one.
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
        ("env " + env + ", episode " + episode + ", step " + step + ": " + unstopped(what))
            + (". To reproduce it: reset an env with " + stream)
            + (step == 0 ? "." : " and repeat the episode's " + step + " actions."),
        cause);
    this.env = env;
    this.episode = episode;
    this.step = step;
    this.stream = stream;
    this.what = unstopped(what);
  }

  /// A failure outside of episodes: while creating, describing or closing the env.
  public EnvFailure(String what, @Nullable Throwable cause) {
    super(unstopped(what) + ".", cause);
    env = 0;
    episode = 0;
    step = 0;
    stream = "";
    this.what = unstopped(what);
  }

  /// Without the full stop of a whole sentence.
  private static String unstopped(String what) {
    return what.endsWith(".") ? what.substring(0, what.length() - 1) : what;
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

  /// The episode's random stream, as the Java expression that opens it; empty outside of episodes.
  public String stream() {
    return stream;
  }

  /// What went wrong, without the location.
  public String what() {
    return what;
  }

  /// Adds the actions of the episode.
  ///
  /// @param value `[step × actionSize]`, including the action that failed
  /// @return this
  public EnvFailure withActions(float[] value) {
    actions = value.clone();
    return this;
  }

  /// The actions of the episode, including the one that failed, `[step × actionSize]`; empty if
  /// they were not recorded.
  public float[] actions() {
    return actions.clone();
  }
}

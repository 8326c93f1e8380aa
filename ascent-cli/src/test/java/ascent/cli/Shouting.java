package ascent.cli;

import ascent.env.Action;
import ascent.env.Step;

/// An environment that throws in its third step, with a message that commands the terminal and is a
/// million characters long.
public final class Shouting extends OddEnvs.Endless {
  static final String MESSAGE = "first\nsecond\r\u001b[2J\u009b31m\u202e" + "x".repeat(1_000_000);

  private int steps;

  @Override
  public Step step(Action action, float[] obs) {
    if (++steps == 3) {
      throw new IllegalStateException(MESSAGE);
    }
    return super.step(action, obs);
  }
}

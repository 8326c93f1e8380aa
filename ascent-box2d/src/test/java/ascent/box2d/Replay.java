package ascent.box2d;

import static org.assertj.core.api.Assertions.assertThat;

/// Draws what was drawn before, in the same order.
final class Replay implements Draws {
  private final double[] recorded;
  private boolean holding;
  private int next;

  Replay(double... recorded) {
    this.recorded = recorded;
  }

  /// From the end of the recording on, draws its last number again and again.
  Replay holdingTheLast() {
    holding = true;
    return this;
  }

  @Override
  public double uniform(double low, double high) {
    if (holding) {
      next = Math.min(next, recorded.length - 1);
    }
    assertThat(next).as("numbers drawn").isLessThan(recorded.length);
    double draw = recorded[next++];
    assertThat(draw).as("number %d", next).isBetween(low, high);
    return draw;
  }

  @Override
  public int integer(int low, int high) {
    return (int) uniform(low, high - 1);
  }

  /// How many numbers have been drawn.
  int drawn() {
    return next;
  }
}

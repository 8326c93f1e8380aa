package ascent.envs;

import static ascent.envs.Acrobot.AHEAD;
import static ascent.envs.Acrobot.LINE;
import static ascent.envs.Acrobot.MAX_SPEED_1;
import static ascent.envs.Acrobot.MAX_SPEED_2;
import static ascent.envs.Acrobot.STAGES;
import static ascent.envs.Acrobot.START;
import static ascent.envs.Acrobot.TAU;
import static ascent.envs.Acrobot.WEIGHT;

import ascent.kernel.Kernels;
import ascent.math.DoubleMath;
import ascent.space.Space;
import java.util.Arrays;

/// [Acrobot]'s twin. One short loop per quantity, over arrays: such loops the JIT compiler turns
/// into SIMD code.
final class AcrobotBatch implements Dynamics {
  /// One number per env of each of the two links.
  private record Links(double[] one, double[] two) {
    Links(int n) {
      this(new double[n], new double[n]);
    }
  }

  private final Kernels kernels = Kernels.get();
  private final int maxSteps;
  private final double[] torque; // N·m [n]
  private final Links theta; // rad
  private final Links speed; // rad/s
  private final Links angle; // of the stage, rad
  private final Links omega; // of the stage, rad/s
  private final Links alpha; // of the stage, rad/s²
  private final Links turned; // weighted sum of the stages' speeds
  private final Links gained; // weighted sum of the stages' accelerations
  private final Links sin;
  private final Links cos;
  private final double[] sum; // angle 1 + angle 2, then its cosine [n]
  private final double[] sin12; // of the sum [n]

  AcrobotBatch(int n, int maxSteps) {
    this.maxSteps = maxSteps;
    torque = new double[n];
    theta = new Links(n);
    speed = new Links(n);
    angle = new Links(n);
    omega = new Links(n);
    alpha = new Links(n);
    turned = new Links(n);
    gained = new Links(n);
    sin = new Links(n);
    cos = new Links(n);
    sum = new double[n];
    sin12 = new double[n];
  }

  @Override
  public Space observationSpace() {
    return Acrobot.OBSERVATIONS;
  }

  @Override
  public Space actionSpace() {
    return Acrobot.ACTIONS;
  }

  @Override
  public int maxSteps() {
    return maxSteps;
  }

  @Override
  public int draws() {
    return 4;
  }

  @Override
  public void start(int[] envs, int from, int to, double[] u, int at) {
    int n = to - from;
    for (int k = 0; k < n; k++) {
      int i = envs[from + k];
      theta.one[i] = Episodes.uniform(-START, START, u[at + k]);
      theta.two[i] = Episodes.uniform(-START, START, u[at + n + k]);
      speed.one[i] = Episodes.uniform(-START, START, u[at + 2 * n + k]);
      speed.two[i] = Episodes.uniform(-START, START, u[at + 3 * n + k]);
      sin.one[i] = DoubleMath.sin(theta.one[i]);
      cos.one[i] = DoubleMath.cos(theta.one[i]);
      sin.two[i] = DoubleMath.sin(theta.two[i]);
      cos.two[i] = DoubleMath.cos(theta.two[i]);
    }
  }

  @Override
  public void move(float[] actions, int from, int to, double[] rewards, double[] excess) {
    push(actions, from, to);
    begin(theta, angle, turned, from, to);
    begin(speed, omega, gained, from, to);
    for (int k = 0; k < STAGES; k++) {
      turnedBy(angle, from, to);
      accelerate(from, to);
      add(WEIGHT[k], omega, turned, from, to);
      add(WEIGHT[k], alpha, gained, from, to);
      ahead(theta, AHEAD[k], omega, angle, from, to);
      ahead(speed, AHEAD[k], alpha, omega, from, to);
    }
    finish(from, to);
    turnedBy(theta, from, to);
    for (int i = from; i < to; i++) {
      excess[i] = -cos.one[i] - sum[i] - LINE;
    }
    for (int i = from; i < to; i++) {
      rewards[i] = excess[i] > 0 ? 0 : -1;
    }
  }

  private void push(float[] actions, int from, int to) {
    int wrong = 0;
    for (int i = from; i < to; i++) {
      int action = (int) actions[i];
      wrong |= action | (2 - action); // negative if one of them is
      torque[i] = action - 1;
    }
    for (int i = from; wrong < 0 && i < to; i++) {
      Acrobot.checkAction((int) actions[i]);
    }
  }

  private static void begin(Links y, Links stage, Links total, int from, int to) {
    System.arraycopy(y.one, from, stage.one, from, to - from);
    System.arraycopy(y.two, from, stage.two, from, to - from);
    Arrays.fill(total.one, from, to, 0);
    Arrays.fill(total.two, from, to, 0);
  }

  /// Sines and cosines of both angles, and of their sum.
  private void turnedBy(Links angles, int from, int to) {
    for (int i = from; i < to; i++) {
      sum[i] = angles.one[i] + angles.two[i];
    }
    kernels.sinCos(angles.one, sin.one, cos.one, from, to);
    kernels.sinCos(angles.two, sin.two, cos.two, from, to);
    kernels.sinCos(sum, sin12, sum, from, to);
  }

  private void accelerate(int from, int to) {
    double[] pull1 = alpha.one;
    for (int i = from; i < to; i++) {
      double fall2 = Acrobot.fall2(sin12[i]);
      double w1 = omega.one[i];
      pull1[i] = Acrobot.pull1(sin.one[i], sin.two[i], w1, omega.two[i]) + fall2;
      alpha.two[i] = torque[i] - fall2 - 0.5 * (w1 * w1) * sin.two[i];
    }
    for (int i = from; i < to; i++) {
      alpha.two[i] = Acrobot.alpha2(cos.two[i], pull1[i], alpha.two[i]);
      alpha.one[i] = Acrobot.alpha1(cos.two[i], pull1[i], alpha.two[i]);
    }
  }

  private static void add(double weight, Links slope, Links total, int from, int to) {
    for (int i = from; i < to; i++) {
      total.one[i] += weight * slope.one[i];
      total.two[i] += weight * slope.two[i];
    }
  }

  /// stage = y + h·slope; `slope` may be `stage` itself.
  private static void ahead(Links y, double h, Links slope, Links stage, int from, int to) {
    for (int i = from; i < to; i++) {
      stage.one[i] = y.one[i] + h * slope.one[i];
      stage.two[i] = y.two[i] + h * slope.two[i];
    }
  }

  private void finish(int from, int to) {
    ahead(theta, TAU / 6, turned, theta, from, to);
    ahead(speed, TAU / 6, gained, speed, from, to);
    for (int i = from; i < to; i++) {
      theta.one[i] = Acrobot.wrap(theta.one[i]);
      theta.two[i] = Acrobot.wrap(theta.two[i]);
      speed.one[i] = Acrobot.clip(speed.one[i], MAX_SPEED_1);
      speed.two[i] = Acrobot.clip(speed.two[i], MAX_SPEED_2);
    }
  }

  @Override
  public double[][] observed() {
    return new double[][] {cos.one, sin.one, cos.two, sin.two, speed.one, speed.two};
  }
}

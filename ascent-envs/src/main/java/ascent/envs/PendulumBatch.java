package ascent.envs;

import static ascent.envs.Pendulum.MAX_SPEED;
import static ascent.envs.Pendulum.MAX_TORQUE;
import static ascent.envs.Pendulum.PUSH;
import static ascent.envs.Pendulum.TAU;
import static ascent.envs.Pendulum.TURN;

import ascent.kernel.Kernels;
import ascent.math.DoubleMath;
import ascent.space.Space;
import java.util.Arrays;

/// [Pendulum]'s twin. One short loop per quantity, over arrays: such loops the JIT compiler turns
/// into SIMD code.
final class PendulumBatch implements Dynamics {
  private final Kernels kernels = Kernels.get();
  private final int maxSteps;
  private final double fall; // 1/s², times sin θ
  private final double[] theta; // rad [n]
  private final double[] thetaDot; // rad/s [n]
  private final double[] torque; // N·m [n]
  private final double[] sin; // of theta [n]
  private final double[] cos; // of theta [n]

  PendulumBatch(int n, Pendulum.Config config) {
    maxSteps = Episodes.steps(config.maxEpisodeSteps());
    fall = Pendulum.fall(config);
    theta = new double[n];
    thetaDot = new double[n];
    torque = new double[n];
    sin = new double[n];
    cos = new double[n];
  }

  @Override
  public Space observationSpace() {
    return Pendulum.OBSERVATIONS;
  }

  @Override
  public Space actionSpace() {
    return Pendulum.ACTIONS;
  }

  @Override
  public int maxSteps() {
    return maxSteps;
  }

  @Override
  public int draws() {
    return 2;
  }

  @Override
  public void start(int[] envs, int from, int to, double[] u, int at) {
    int n = to - from;
    for (int k = 0; k < n; k++) {
      int i = envs[from + k];
      theta[i] = Episodes.uniform(-Math.PI, Math.PI, u[at + k]);
      thetaDot[i] = Episodes.uniform(-1, 1, u[at + n + k]);
      sin[i] = DoubleMath.sin(theta[i]);
      cos[i] = DoubleMath.cos(theta[i]);
    }
  }

  @Override
  public void move(float[] actions, int from, int to, double[] rewards, double[] excess) {
    Episodes.checkNumbers(actions, from, to);
    for (int i = from; i < to; i++) {
      torque[i] = Math.max(-MAX_TORQUE, Math.min(MAX_TORQUE, (double) actions[i]));
    }
    accelerate(from, to, rewards);
    kernels.sinCos(theta, sin, cos, from, to);
    Arrays.fill(excess, from, to, 0); // no state is terminal
  }

  private void accelerate(int from, int to, double[] rewards) {
    for (int i = from; i < to; i++) {
      double angle = theta[i] - TURN * Math.floor((theta[i] + Math.PI) / TURN);
      rewards[i] =
          -(angle * angle + 0.1 * (thetaDot[i] * thetaDot[i]) + 0.001 * (torque[i] * torque[i]));
    }
    for (int i = from; i < to; i++) {
      double speed = thetaDot[i] + (fall * sin[i] + PUSH * torque[i]) * TAU;
      thetaDot[i] = Math.max(-MAX_SPEED, Math.min(MAX_SPEED, speed));
    }
    for (int i = from; i < to; i++) {
      theta[i] += thetaDot[i] * TAU;
    }
  }

  @Override
  public double[][] observed() {
    return new double[][] {cos, sin, thetaDot};
  }
}

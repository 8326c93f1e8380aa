package ascent.envs;

import static ascent.envs.CartPole.FORCE;
import static ascent.envs.CartPole.GRAVITY;
import static ascent.envs.CartPole.HALF_LENGTH;
import static ascent.envs.CartPole.MAX_ANGLE;
import static ascent.envs.CartPole.MAX_POSITION;
import static ascent.envs.CartPole.PER_MASS;
import static ascent.envs.CartPole.POLE_MASS;
import static ascent.envs.CartPole.POLE_MOMENT;
import static ascent.envs.CartPole.START;
import static ascent.envs.CartPole.TAU;

import ascent.kernel.Kernels;
import ascent.space.Space;
import java.util.Arrays;

/// [CartPole]'s twin, in short loops over arrays: such loops the JIT compiler turns into SIMD code.
/// Longer ones it does not unroll far enough.
final class CartPoleBatch implements Dynamics {
  private final Kernels kernels = Kernels.get();
  private final int maxSteps;
  private final double[] x; // m [n]
  private final double[] xDot; // m/s [n]
  private final double[] theta; // rad [n]
  private final double[] thetaDot; // rad/s [n]
  private final double[] push; // on the whole, m/s² [n]
  private final double[] thetaAcc; // rad/s² [n]
  private final double[] sin; // of theta [n]
  private final double[] cos; // of theta [n]

  CartPoleBatch(int n, int maxSteps) {
    this.maxSteps = maxSteps;
    x = new double[n];
    xDot = new double[n];
    theta = new double[n];
    thetaDot = new double[n];
    push = new double[n];
    thetaAcc = new double[n];
    sin = new double[n];
    cos = new double[n];
  }

  @Override
  public Space observationSpace() {
    return CartPole.OBSERVATIONS;
  }

  @Override
  public Space actionSpace() {
    return CartPole.ACTIONS;
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
      x[i] = Episodes.uniform(-START, START, u[at + k]);
      xDot[i] = Episodes.uniform(-START, START, u[at + n + k]);
      theta[i] = Episodes.uniform(-START, START, u[at + 2 * n + k]);
      thetaDot[i] = Episodes.uniform(-START, START, u[at + 3 * n + k]);
    }
  }

  @Override
  public void move(float[] actions, int from, int to, double[] rewards, double[] excess) {
    kernels.sinCos(theta, sin, cos, from, to);
    push(actions, from, to);
    for (int i = from; i < to; i++) {
      double inertia = HALF_LENGTH * (4.0 / 3.0 - POLE_MASS * PER_MASS * (cos[i] * cos[i]));
      thetaAcc[i] = (GRAVITY * sin[i] - cos[i] * push[i]) / inertia;
    }
    for (int i = from; i < to; i++) {
      double xAcc = push[i] - POLE_MOMENT * PER_MASS * (thetaAcc[i] * cos[i]);
      x[i] += TAU * xDot[i];
      xDot[i] += TAU * xAcc;
    }
    for (int i = from; i < to; i++) {
      theta[i] += TAU * thetaDot[i];
      thetaDot[i] += TAU * thetaAcc[i];
    }
    for (int i = from; i < to; i++) {
      excess[i] = Math.max(Math.abs(x[i]) - MAX_POSITION, Math.abs(theta[i]) - MAX_ANGLE);
    }
    Arrays.fill(rewards, from, to, 1);
  }

  private void push(float[] actions, int from, int to) {
    int wrong = 0;
    for (int i = from; i < to; i++) {
      int action = (int) actions[i];
      wrong |= action & ~1;
      double force = FORCE * (2 * action - 1);
      push[i] = (force + POLE_MOMENT * (thetaDot[i] * thetaDot[i]) * sin[i]) * PER_MASS;
    }
    for (int i = from; wrong != 0 && i < to; i++) {
      CartPole.checkAction((int) actions[i]);
    }
  }

  @Override
  public double[][] observed() {
    return new double[][] {x, xDot, theta, thetaDot};
  }
}

package ascent.envs;

import static ascent.envs.MountainCarContinuous.POWER;

import ascent.kernel.Kernels;
import ascent.space.Space;

/// [MountainCarContinuous]'s twin.
final class MountainCarContinuousBatch implements Dynamics {
  private final int maxSteps;
  private final double goalVelocity; // m/step
  private final double[] throttle; // [n]
  private final ValleyCars cars;

  MountainCarContinuousBatch(int n, MountainCar.Config config) {
    maxSteps = Episodes.steps(config.maxEpisodeSteps());
    goalVelocity = config.goalVelocity();
    throttle = new double[n];
    cars = new ValleyCars(Kernels.get(), n);
  }

  @Override
  public Space observationSpace() {
    return MountainCarContinuous.OBSERVATIONS;
  }

  @Override
  public Space actionSpace() {
    return MountainCarContinuous.ACTIONS;
  }

  @Override
  public int maxSteps() {
    return maxSteps;
  }

  @Override
  public int draws() {
    return 1;
  }

  @Override
  public void start(int[] envs, int from, int to, double[] u, int at) {
    cars.start(envs, from, to, u, at);
  }

  @Override
  public void move(float[] actions, int from, int to, double[] rewards, double[] excess) {
    Episodes.checkNumbers(actions, from, to);
    for (int i = from; i < to; i++) {
      throttle[i] = Math.max(-1, Math.min(1, (double) actions[i]));
      cars.push[i] = POWER * throttle[i];
    }
    cars.move(from, to);
    cars.excess(MountainCarContinuous.GOAL, goalVelocity, from, to, excess);
    for (int i = from; i < to; i++) {
      rewards[i] = MountainCarContinuous.reward(throttle[i], excess[i] > 0);
    }
  }

  @Override
  public double[][] observed() {
    return cars.observed();
  }
}

package ascent.envs;

import static ascent.envs.MountainCar.FORCE;

import ascent.kernel.Kernels;
import ascent.space.Space;
import java.util.Arrays;

/// [MountainCar]'s twin.
final class MountainCarBatch implements Dynamics {
  private final int maxSteps;
  private final double goalVelocity; // m/step
  private final ValleyCars cars;

  MountainCarBatch(int n, MountainCar.Config config) {
    maxSteps = Episodes.steps(config.maxEpisodeSteps());
    goalVelocity = config.goalVelocity();
    cars = new ValleyCars(Kernels.get(), n);
  }

  @Override
  public Space observationSpace() {
    return MountainCar.OBSERVATIONS;
  }

  @Override
  public Space actionSpace() {
    return MountainCar.ACTIONS;
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
    int wrong = 0;
    for (int i = from; i < to; i++) {
      int action = (int) actions[i];
      wrong |= action | (2 - action); // negative if one of them is
      cars.push[i] = FORCE * (action - 1);
    }
    for (int i = from; wrong < 0 && i < to; i++) {
      MountainCar.checkAction((int) actions[i]);
    }
    cars.move(from, to);
    cars.excess(MountainCar.GOAL, goalVelocity, from, to, excess);
    Arrays.fill(rewards, from, to, -1);
  }

  @Override
  public double[][] observed() {
    return cars.observed();
  }
}

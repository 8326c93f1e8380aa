package ascent.envs;

import ascent.kernel.Kernels;

/// The cars of [MountainCarBatch] and [MountainCarContinuousBatch]: the two differ in how they push
/// and pay.
final class ValleyCars {
  final double[] push; // of the motors, m/step² [n]
  private final Kernels kernels;
  private final double[] position; // m [n]
  private final double[] velocity; // m/step [n]
  private final double[] angle; // 3x, then its sine, of no use [n]
  private final double[] slope; // cos 3x [n]

  ValleyCars(Kernels kernels, int n) {
    this.kernels = kernels;
    push = new double[n];
    position = new double[n];
    velocity = new double[n];
    angle = new double[n];
    slope = new double[n];
  }

  void start(int[] envs, int from, int to, double[] u, int at) {
    for (int k = from; k < to; k++) {
      int i = envs[k];
      position[i] =
          Episodes.uniform(MountainCar.START_LOW, MountainCar.START_HIGH, u[at + k - from]);
      velocity[i] = 0;
    }
  }

  void move(int from, int to) {
    for (int i = from; i < to; i++) {
      angle[i] = 3 * position[i];
    }
    kernels.sinCos(angle, angle, slope, from, to);
    for (int i = from; i < to; i++) {
      velocity[i] = MountainCar.speed(velocity[i], push[i], slope[i]);
    }
    for (int i = from; i < to; i++) {
      position[i] = MountainCar.place(position[i], velocity[i]);
    }
    for (int i = from; i < to; i++) {
      velocity[i] = MountainCar.atWall(position[i], velocity[i]);
    }
  }

  /// Positive where position ≥ goal and velocity ≥ goalVelocity: the number next below a bound is
  /// what both must exceed.
  void excess(double goal, double goalVelocity, int from, int to, double[] excess) {
    double below = Math.nextDown(goal);
    double slower = Math.nextDown(goalVelocity);
    for (int i = from; i < to; i++) {
      excess[i] = Math.min(position[i] - below, velocity[i] - slower);
    }
  }

  double[][] observed() {
    return new double[][] {position, velocity};
  }
}

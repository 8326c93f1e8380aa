package ascent.lab.course;

import ascent.algo.AlgorithmConfig;
import ascent.env.Env;
import ascent.train.Trainer;
import java.util.function.Supplier;

/// The trainers of lessons. A lesson runs its seeds beside each other, so each of them has one
/// thread.
final class Trainers {
  private Trainers() {}

  static Trainer oneThread(Supplier<Env> env, AlgorithmConfig config, long seed) {
    return Trainer.of(env).with(config).seed(seed).threads(1);
  }
}

package ascent.lab.course;

import ascent.agent.Agent;
import ascent.algo.AlgorithmConfig;
import ascent.collect.Episode;
import ascent.env.Env;
import ascent.train.Listener;
import ascent.train.Run;
import ascent.train.Trainer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// What a lesson trains, with several seeds.
///
/// @param label in tables and pictures
/// @param env makes environments
/// @param config settings of the algorithm
/// @param envs stepped in parallel
/// @param steps the most environment steps
/// @param episodes after which it ends; 0 is no limit
record Setting(
    String label, Supplier<Env> env, AlgorithmConfig config, int envs, long steps, long episodes) {
  private static final long MOST_STEPS = 100_000_000; // more than any number of episodes takes

  /// A training that ends after a number of steps.
  static Setting ofSteps(String label, Supplier<Env> env, AlgorithmConfig config, long steps) {
    return new Setting(label, env, config, 1, steps, 0);
  }

  /// A training that ends after a number of episodes.
  static Setting ofEpisodes(
      String label, Supplier<Env> env, AlgorithmConfig config, long episodes) {
    return new Setting(label, env, config, 1, MOST_STEPS, episodes);
  }

  /// The same by another name, with other settings of the algorithm.
  Setting with(String newLabel, AlgorithmConfig newConfig) {
    return new Setting(newLabel, env, newConfig, envs, steps, episodes);
  }

  /// The same on another environment.
  Setting on(Supplier<Env> newEnv) {
    return new Setting(label, newEnv, config, envs, steps, episodes);
  }

  /// The same with several environments in parallel.
  Setting withEnvs(int newEnvs) {
    return new Setting(label, env, config, newEnvs, steps, episodes);
  }

  /// Trains with one seed.
  Training train(long seed) {
    return train(trainer(seed));
  }

  /// Trains with one seed and a listener, which is told of every iteration.
  Training train(long seed, Listener listener) {
    return train(trainer(seed).logEvery(1).listen(listener));
  }

  private Trainer trainer(long seed) {
    return Trainers.oneThread(env, config, seed).envs(envs).episodes(episodes);
  }

  private Training train(Trainer trainer) {
    var noted = new Noted();
    Agent agent = trainer.listen(noted).train(steps).agent();
    int count = noted.ended.size();
    int most = episodes == 0 ? count : (int) Math.min(count, episodes);
    return new Training(noted.ended.subList(0, most), agent);
  }

  /// Notes the training episodes.
  private static final class Noted implements Listener {
    private final List<Episode> ended = new ArrayList<>();

    @Override
    public void episode(Run run, Episode episode) {
      ended.add(episode);
    }
  }
}

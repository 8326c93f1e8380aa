/// Policy-gradient reinforcement learning: environments, networks, algorithms, training, models.
///
/// [ascent.train] is where a user starts; [ascent.env] is what a user implements.
@SuppressWarnings("module") // ascent.envs is built after this module
module ascent.core {
  requires static java.desktop; // only to draw; not transitive: javax.swing has an Action too
  requires jdk.incubator.vector;
  requires tools.jackson.core;
  requires static org.jspecify;

  exports ascent.config;
  exports ascent.math;
  exports ascent.parallel;
  exports ascent.rng;
  exports ascent.space;
  exports ascent.env;
  exports ascent.nn;
  exports ascent.rollout;
  exports ascent.policy;
  exports ascent.algo;
  exports ascent.io;
  exports ascent.train;
  exports ascent.kernel to
      ascent.envs;

  uses ascent.env.EnvProvider;
}

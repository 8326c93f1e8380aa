/// Policy-gradient reinforcement learning: environments, networks, algorithms, training, models.
///
/// [ascent.train] is where a user starts; [ascent.env] is what a user implements.
@SuppressWarnings({"module", "requires-automatic"}) // ascent.envs is built after this module
module ascent.core {
  requires static java.desktop; // only to draw; not transitive: javax.swing has an Action too
  requires static java.compiler; // to mark what is generated
  requires static io.soabase.recordbuilder.core; // to generate withers
  requires jdk.incubator.vector;
  requires tools.jackson.core;
  requires static org.jspecify;

  exports ascent.config;
  exports ascent.math;
  exports ascent.parallel;
  exports ascent.rng;
  exports ascent.space;
  exports ascent.env;
  exports ascent.env.wrap;
  exports ascent.env.registry;
  exports ascent.env.check;
  exports ascent.nn;
  exports ascent.rollout;
  exports ascent.distribution;
  exports ascent.policy;
  exports ascent.algo;
  exports ascent.io;
  exports ascent.collect;
  exports ascent.agent;
  exports ascent.imitation;
  exports ascent.train;

  uses ascent.algo.AlgorithmProvider;
  uses ascent.distribution.DistributionProvider;
  uses ascent.env.registry.EnvProvider;
}

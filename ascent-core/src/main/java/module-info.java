/// Policy-gradient reinforcement learning: environments, networks, algorithms, training, models.
///
/// Three rings, from what most programs need to what none may rely on:
///
/// | ring | for | packages |
/// |---|---|---|
/// | user | environments, training and its results; start at [ascent.train], implement [ascent.env] | `env`, `env.wrap`, `env.registry`, `env.check`, `env.strict`, `space`, `rng`, `config`, `algo`, `train`, `train.callback`, `train.log`, `agent`, `export`, `imitation` |
/// | author | custom algorithms, optimisers, distributions and sources of rollouts | `rollout`, `distribution`, `policy`, `nn`, `collect`, `math`, `math.array`, `parallel`, and `algo` beside its configurations |
/// | internal | this project's modules | `kernel`, `io`: not exported |
///
/// These types of the author packages are user API, too, since trainers, agents and settings take
/// or give them: [ascent.policy.NetworkConfig] with [ascent.nn.Activation] and [ascent.nn.Init],
/// [ascent.nn.OptimizerConfig], [ascent.distribution.DistributionConfig] and its records,
/// [ascent.distribution.ActionDistribution], [ascent.rollout.NormalizationConfig],
/// [ascent.policy.KlDirection], [ascent.collect.Episode] and [ascent.collect.Evaluation].
///
/// A public type whose Javadoc says "Internal" belongs to no API: only Ascent's own modules may use
/// it.
@SuppressWarnings({
  "module",
  "requires-automatic"
}) // ascent.envs, ascent.sb3, ascent.spark and ascent.study are built after this module
module ascent.core {
  requires static java.desktop; // only to draw; not transitive: javax.swing has an Action too
  requires static java.compiler; // to mark what is generated
  requires static io.soabase.recordbuilder.core; // to generate withers
  requires java.net.http; // for MLflow
  requires jdk.incubator.vector;
  requires tools.jackson.core;
  requires static org.jspecify;

  // User API.
  exports ascent.env;
  exports ascent.env.wrap;
  exports ascent.env.registry;
  exports ascent.env.check;
  exports ascent.env.strict;
  exports ascent.space;
  exports ascent.rng;
  exports ascent.config;
  exports ascent.algo;
  exports ascent.train;
  exports ascent.train.callback;
  exports ascent.train.log;
  exports ascent.agent;
  exports ascent.export;
  exports ascent.imitation;

  // Author API.
  exports ascent.rollout;
  exports ascent.distribution;
  exports ascent.policy;
  exports ascent.nn;
  exports ascent.collect;
  exports ascent.math;
  exports ascent.math.array;
  exports ascent.parallel;

  // Internal: to modules of this project alone. ascent.spark is one for Javadoc only.
  exports ascent.io to
      ascent.sb3,
      ascent.spark,
      ascent.study;

  uses ascent.algo.AlgorithmProvider;
  uses ascent.distribution.DistributionProvider;
  uses ascent.env.registry.EnvProvider;
}

/// The built-in environments, found through [ascent.env.registry.EnvProvider].
module ascent.envs {
  requires transitive ascent.core;
  requires static java.desktop; // only to draw
  requires static org.jspecify;

  exports ascent.envs;
  exports ascent.envs.draw;
  exports ascent.envs.minatar;
  exports ascent.envs.tabular;

  provides ascent.env.registry.EnvProvider with
      ascent.envs.BuiltinEnvs;
}

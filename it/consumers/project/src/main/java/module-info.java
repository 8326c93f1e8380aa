module com.acme.corridor {
  requires ascent.core;

  provides ascent.env.registry.EnvProvider with
      com.acme.corridor.CorridorEnvs;
}

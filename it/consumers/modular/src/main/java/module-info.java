/// A program of a user who has modules.
module consumer {
  requires ascent.core;
  requires ascent.envs;
}

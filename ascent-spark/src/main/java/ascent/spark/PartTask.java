package ascent.spark;

import java.io.Serializable;

/// A part to compute. A plain class rather than a record, so that a context with Kryo can send it.
final class PartTask implements Serializable {
  private static final long serialVersionUID = 1;

  /// The number of the first environment.
  final int first;

  /// The number of environments.
  final int envs;

  /// Where they stand; empty at the start of a run.
  final byte[] carry;

  /// Whether the environments must be made anew, to compare with others.
  final boolean anew;

  PartTask(int first, int envs, byte[] carry, boolean anew) {
    this.first = first;
    this.envs = envs;
    this.carry = carry;
    this.anew = anew;
  }
}

package ascent.spark;

import java.io.Serializable;

/// What an executor made of a [PartTask]. A plain class rather than a record, so that a context
/// with Kryo can send it.
final class PartAnswer implements Serializable {
  private static final long serialVersionUID = 1;

  /// The executor, as Spark names a place to prefer.
  final String place;

  /// The part; empty if it could not be computed.
  final byte[] part;

  /// Where the environments stand now.
  final byte[] carry;

  /// Time that the environments were stepped and the policy acted, in ns.
  final long steppingNanos;

  /// Whether the environments were rebuilt by replay, and did not arrive where they had been.
  final boolean lost;

  /// Why there is no part, as a sentence; empty if there is one.
  final String fault;

  private PartAnswer(
      String place, byte[] part, byte[] carry, long steppingNanos, boolean lost, String fault) {
    this.place = place;
    this.part = part;
    this.carry = carry;
    this.steppingNanos = steppingNanos;
    this.lost = lost;
    this.fault = fault;
  }

  static PartAnswer of(String place, byte[] part, byte[] carry, long nanos, boolean lost) {
    return new PartAnswer(place, part, carry, nanos, lost, "");
  }

  static PartAnswer fault(String place, String sentence) {
    return new PartAnswer(place, new byte[0], new byte[0], 0, false, sentence);
  }
}

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

  private PartAnswer(byte[] part, byte[] carry, long steppingNanos, boolean lost, String fault) {
    place = Executors.place();
    this.part = part;
    this.carry = carry;
    this.steppingNanos = steppingNanos;
    this.lost = lost;
    this.fault = fault;
  }

  /// The part that the slot has just collected.
  static PartAnswer of(byte[] part, Slot slot, long steppingNanos, boolean lost) {
    return new PartAnswer(part, slot.carry(), steppingNanos, lost, "");
  }

  static PartAnswer fault(String sentence) {
    return new PartAnswer(new byte[0], new byte[0], 0, false, sentence);
  }
}

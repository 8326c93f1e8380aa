package ascent.spark;

import ascent.agent.Provenance;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/// An executor's report on the environments it created.
final class OpenedEnvs implements Serializable {
  private static final long serialVersionUID = 1;

  /// The executor, as Spark names a place to prefer.
  final String place;

  /// The number of the first environment.
  final int first;

  /// Where the environments stand: at the start of their episode 0.
  final byte[] carry;

  /// What they report of an episode.
  final ArrayList<String> metricNames;

  /// Whether they have action masks.
  final boolean masked;

  /// The versions of Spark and of Ascent there.
  final String spark;

  final String ascent;

  /// The arithmetic there, such as `vector512`.
  final String kernels;

  /// Why the environments could not be made, as a sentence; empty if they were.
  final String fault;

  private OpenedEnvs(
      int first, byte[] carry, List<String> metricNames, boolean masked, String fault) {
    place = Executors.place();
    this.first = first;
    this.carry = carry;
    this.metricNames = new ArrayList<>(metricNames); // which any serializer can send
    this.masked = masked;
    this.fault = fault;
    Provenance here = Provenance.current();
    spark = SparkVersion.here();
    ascent = here.version();
    kernels = here.kernels();
  }

  static OpenedEnvs of(PartTask task, Slot slot) {
    return new OpenedEnvs(task.first, slot.carry(), slot.metricNames(), slot.isMasked(), "");
  }

  static OpenedEnvs fault(PartTask task, String sentence) {
    return new OpenedEnvs(task.first, new byte[0], List.of(), false, sentence);
  }
}

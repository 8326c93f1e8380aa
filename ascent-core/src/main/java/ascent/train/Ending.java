package ascent.train;

/// How a session of a run ended.
public enum Ending {
  /// The run is over: its steps are used up, the task is solved, or a listener stopped it.
  FINISHED,

  /// The run can be resumed and continues as if it had not been interrupted.
  PAUSED,

  /// An exception ended the session.
  FAILED
}

package ascent.study;

/// Observes a study. Called by several threads, one at a time.
public interface StudyListener {

  /// Does nothing.
  StudyListener NONE = new StudyListener() {};

  /// A run went on.
  ///
  /// @param steps environment steps since the last call for this run
  default void progressed(Cell cell, long steps) {}

  /// A run is done, in this session or in an earlier one.
  ///
  /// @param kept whether it was done already
  default void finished(Cell cell, Outcome outcome, boolean kept) {}
}

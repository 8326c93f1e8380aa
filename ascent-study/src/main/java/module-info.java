/// What many runs say: statistics over seeds, records of runs, plots, studies, comparisons and
/// tuning.
module ascent.study {
  requires transitive ascent.core;
  requires java.desktop; // to draw
  requires org.apache.commons.statistics.descriptive;
  requires org.apache.commons.statistics.distribution;
  requires static org.jspecify;

  exports ascent.study;
  exports ascent.study.action;
  exports ascent.study.plot;
  exports ascent.study.record;
  exports ascent.study.report;
  exports ascent.study.stats;
  exports ascent.study.tune;
}

/// What many runs say: statistics over seeds, records of runs, plots, studies, comparisons and
/// tuning.
module ascent.study {
  requires transitive ascent.core;
  requires org.apache.commons.statistics.descriptive;
  requires org.apache.commons.statistics.distribution;
  requires static org.jspecify;

  exports ascent.study.stats;
}

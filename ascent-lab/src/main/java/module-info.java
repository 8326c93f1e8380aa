/// Exact policy gradients on tabular tasks, the estimators of the library measured against them,
/// and the lessons of the course.
@SuppressWarnings({"module", "requires-automatic"}) // EJML has no descriptor: docs/decisions/0036
module ascent.lab {
  requires transitive ascent.core;
  requires transitive ascent.envs;
  requires transitive ascent.study;
  requires ejml.core;
  requires ejml.ddense;
  requires static org.jspecify;

  exports ascent.lab.course;
  exports ascent.lab.estimator;
  exports ascent.lab.exact;
  exports ascent.lab.lesson;
  exports ascent.lab.rlhf;
  exports ascent.lab.rlhf.algo;
  exports ascent.lab.rlhf.language;
  exports ascent.lab.rlhf.model;
  exports ascent.lab.rlhf.reward;
}

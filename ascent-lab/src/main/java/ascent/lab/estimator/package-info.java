/// Gradient estimates of the library's algorithms, measured against the exact gradient of a tabular
/// task: bias, variance, mean squared error, and the angle to the truth.
///
/// An estimate is what an algorithm computes: [ascent.lab.estimator.EstimateSampler] gives it a
/// rollout and notes the gradient that it steps with. An algorithm of your own can be measured as
/// well, as an [ascent.lab.estimator.Estimator].
///
/// User API.
@NullMarked
package ascent.lab.estimator;

import org.jspecify.annotations.NullMarked;

/// Advantage-weighted regression, a Laplace policy and rollouts on virtual threads, written outside
/// of Ascent on its author API.
@NullMarked
package com.acme.rl;

import org.jspecify.annotations.NullMarked;

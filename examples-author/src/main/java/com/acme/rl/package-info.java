/// Advantage-weighted regression, written outside of Ascent on its author API.
@NullMarked
package com.acme.rl;

import org.jspecify.annotations.NullMarked;

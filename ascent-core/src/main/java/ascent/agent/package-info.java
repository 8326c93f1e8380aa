/// A trained policy: acting, saving, loading, and its provenance.
///
/// User API.
@NullMarked
package ascent.agent;

import org.jspecify.annotations.NullMarked;

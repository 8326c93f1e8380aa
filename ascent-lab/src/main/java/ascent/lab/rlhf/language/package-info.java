/// A small generated language with a known grammar: questions whose answers can be computed, and
/// responses of about twenty words whose entropy is known exactly.
@NullMarked
package ascent.lab.rlhf.language;

import org.jspecify.annotations.NullMarked;

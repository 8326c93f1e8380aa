/// Files: written atomically, validated when read. Zip containers with an integrity manifest,
/// safetensors, JSON of plain records, CSV logs and hashes; knows nothing of training.
///
/// Internal.
@NullMarked
package ascent.io;

import org.jspecify.annotations.NullMarked;

/// YAML files that people write, and what is wrong with them.
@NullMarked
package ascent.cli.yaml;

import org.jspecify.annotations.NullMarked;

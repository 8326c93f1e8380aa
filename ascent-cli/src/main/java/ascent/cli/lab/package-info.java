/// The commands of the course and of the laboratory.
@NullMarked
package ascent.cli.lab;

import org.jspecify.annotations.NullMarked;

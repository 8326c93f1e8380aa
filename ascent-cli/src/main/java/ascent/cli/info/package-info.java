/// What a bug report needs to know of the software and the machine.
@NullMarked
package ascent.cli.info;

import org.jspecify.annotations.NullMarked;

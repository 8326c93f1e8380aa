/// A small web server for this machine's own browser: loopback only, strict about what it answers.
@NullMarked
package ascent.cli.web;

import org.jspecify.annotations.NullMarked;

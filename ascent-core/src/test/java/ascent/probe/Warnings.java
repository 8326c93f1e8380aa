package ascent.probe;

import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// What the package warns of while this is open, instead of on the console.
public final class Warnings extends Handler implements AutoCloseable {
  private static final Logger LOGGER = Logger.getLogger("ascent");

  public final List<String> messages = new ArrayList<>();

  private Warnings() {}

  public static Warnings listen() {
    Warnings warnings = new Warnings();
    LOGGER.setUseParentHandlers(false);
    LOGGER.addHandler(warnings);
    return warnings;
  }

  @Override
  public synchronized void publish(LogRecord record) {
    messages.add(MessageFormat.format(record.getMessage(), record.getParameters()));
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    LOGGER.removeHandler(this);
    LOGGER.setUseParentHandlers(true);
  }
}

package ascent.io;

import ascent.config.Printable;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// The resources that some work has opened. Closes all of them in reverse order, even if some fail
/// to close. The result of the work, or the exception that ended it, is still delivered.
public final class Resources {
  private final System.Logger log;

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  /// @param log of failures to close
  public Resources(System.Logger log) {
    this.log = log;
  }

  /// Adds an open resource.
  ///
  /// @return the same
  public <T extends AutoCloseable> T add(T resource) {
    opened.push(resource);
    return resource;
  }

  /// Closes everything after the work has failed.
  ///
  /// @param failure of the work; those of closing are added to it as suppressed
  public void closeAfter(Throwable failure) {
    Throwable ofClosing = close();
    if (ofClosing != null) {
      suppress(failure, ofClosing);
    }
  }

  @SuppressWarnings("ReferenceEquality") // nothing suppresses itself
  private static void suppress(Throwable first, Throwable later) {
    if (first != later) {
      first.addSuppressed(later);
    }
  }

  /// Closes everything after the work has ended, whose result is complete. A failure is logged.
  ///
  /// @param work its name, as "The training"
  public void closeAfterResult(String work) {
    Throwable failure = close();
    if (failure != null) {
      log.log(
          System.Logger.Level.WARNING,
          "{0} is complete, but something could not be closed after it: {1}",
          work,
          Printable.excerpt(failure.toString()));
    }
  }

  /// The first failure, with the others suppressed; null if there was none.
  private @Nullable Throwable close() {
    Throwable failure = null;
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Throwable e) {
        if (failure == null) {
          failure = e;
        } else {
          suppress(failure, e);
        }
      }
    }
    return failure;
  }
}

package ascent.train;

import ascent.config.Printable;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// The resources that a run has opened. Closes all of them in reverse order, even if some fail to
/// close. Such a failure costs neither the result of a run nor the exception that ended it.
final class Resources {
  private static final System.Logger LOG = System.getLogger("ascent.train");

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  /// Adds an open resource.
  ///
  /// @return the same
  <T extends AutoCloseable> T add(T resource) {
    opened.push(resource);
    return resource;
  }

  /// Closes everything after a run has failed.
  ///
  /// @param failure of the run; those of closing are added to it as suppressed
  void closeAfter(Throwable failure) {
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

  /// Closes everything after a run has ended, whose result is complete. A failure is logged.
  void closeAfterResult() {
    Throwable failure = close();
    if (failure != null) {
      LOG.log(
          System.Logger.Level.WARNING,
          "The training is complete, but something could not be closed after it: {0}",
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

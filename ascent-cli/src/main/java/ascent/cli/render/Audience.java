package ascent.cli.render;

import java.awt.image.BufferedImage;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Sees the states of recorded episodes, one by one.
@FunctionalInterface
interface Audience {
  /// Sees a state.
  ///
  /// @param picture of the state, valid during the call; null if none are taken
  void see(@Nullable BufferedImage picture, Moment moment) throws IOException;
}

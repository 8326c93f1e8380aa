package ascent.collect;

import ascent.rollout.Rollout;
import java.util.function.BooleanSupplier;

/// Warns once in a run that a rollout of whole episodes was full before its episodes were done.
public final class CutWarning {
  private static final System.Logger LOG = System.getLogger("ascent.collect");

  private boolean given;

  /// Warns if this is the first time. Allocates nothing otherwise.
  ///
  /// @param cut whether an environment had not [ended its episodes][PartCollector#isCut]; asked
  ///   only where it matters
  public void check(Rollout rollout, BooleanSupplier cut) {
    boolean wholeEpisodes = rollout.episodeLimit() < Integer.MAX_VALUE;
    if (wholeEpisodes && !given && cut.getAsBoolean()) {
      given = true;
      LOG.log(
          System.Logger.Level.WARNING,
          "The {0} steps of a rollout were not enough for {1} whole episodes of each environment: the last one is cut and continues in the next rollout. Maybe rolloutSteps should be larger.",
          rollout.capacity(),
          rollout.episodeLimit());
    }
  }
}

package ascent.collect;

/// Returns, lengths and successes of the last 100 training episodes.
///
/// Internal: public for Ascent's own modules alone.
public final class EpisodeWindow {
  public static final int SIZE = 100;

  private final double[] returns = new double[SIZE];
  private final double[] lengths = new double[SIZE];
  private final double[] successes = new double[SIZE]; // 1 or 0; NaN where not reported
  private long episodes;

  /// Adds an episode that does not report whether it succeeded.
  public void add(double episodeReturn, int length) {
    add(episodeReturn, length, Double.NaN);
  }

  /// Adds an episode.
  ///
  /// @param success 1 if it reached its goal, 0 if not, NaN where that is not reported
  public void add(double episodeReturn, int length, double success) {
    int at = (int) (episodes % SIZE);
    returns[at] = episodeReturn;
    lengths[at] = length;
    successes[at] = success;
    episodes++;
  }

  /// NaN before the first episode ended.
  public double meanReturn() {
    return mean(returns);
  }

  /// NaN before the first episode ended.
  public double meanLength() {
    return mean(lengths);
  }

  private double mean(double[] a) {
    int n = (int) Math.min(episodes, SIZE);
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += a[i];
    }
    return sum / n; // 0/0 is NaN
  }

  /// The share of episodes that succeeded, of those that report it; NaN if none does.
  public double successRate() {
    int n = (int) Math.min(episodes, SIZE);
    int reporting = 0;
    double sum = 0;
    for (int i = 0; i < n; i++) {
      if (!Double.isNaN(successes[i])) {
        sum += successes[i];
        reporting++;
      }
    }
    return sum / reporting; // 0/0 is NaN
  }

  public long episodes() {
    return episodes;
  }

  public double[] returns() {
    return returns;
  }

  public double[] lengths() {
    return lengths;
  }

  public double[] successes() {
    return successes;
  }

  public void restore(long episodes, double[] returns, double[] lengths, double[] successes) {
    this.episodes = episodes;
    System.arraycopy(returns, 0, this.returns, 0, SIZE);
    System.arraycopy(lengths, 0, this.lengths, 0, SIZE);
    System.arraycopy(successes, 0, this.successes, 0, SIZE);
  }
}

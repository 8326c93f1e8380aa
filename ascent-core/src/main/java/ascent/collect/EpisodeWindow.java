package ascent.collect;

/// Returns and lengths of the last 100 training episodes.
///
/// Internal: public for other packages of this module alone.
public final class EpisodeWindow {
  public static final int SIZE = 100;

  private final double[] returns = new double[SIZE];
  private final double[] lengths = new double[SIZE];
  private long episodes;

  public void add(double episodeReturn, int length) {
    int at = (int) (episodes % SIZE);
    returns[at] = episodeReturn;
    lengths[at] = length;
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

  public long episodes() {
    return episodes;
  }

  public double[] returns() {
    return returns;
  }

  public double[] lengths() {
    return lengths;
  }

  public void restore(long episodes, double[] returns, double[] lengths) {
    this.episodes = episodes;
    System.arraycopy(returns, 0, this.returns, 0, SIZE);
    System.arraycopy(lengths, 0, this.lengths, 0, SIZE);
  }
}

package ascent.train;

/// Returns and lengths of the last 100 training episodes.
final class EpisodeWindow {
  static final int SIZE = 100;

  private final double[] returns = new double[SIZE];
  private final double[] lengths = new double[SIZE];
  private long episodes;

  void add(double episodeReturn, int length) {
    int at = (int) (episodes % SIZE);
    returns[at] = episodeReturn;
    lengths[at] = length;
    episodes++;
  }

  /// NaN before the first episode ended.
  double meanReturn() {
    return mean(returns);
  }

  /// NaN before the first episode ended.
  double meanLength() {
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

  long episodes() {
    return episodes;
  }

  double[] returns() {
    return returns;
  }

  double[] lengths() {
    return lengths;
  }

  void restore(long episodes, double[] returns, double[] lengths) {
    this.episodes = episodes;
    System.arraycopy(returns, 0, this.returns, 0, SIZE);
    System.arraycopy(lengths, 0, this.lengths, 0, SIZE);
  }
}

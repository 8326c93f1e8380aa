package ascent.collect;

import ascent.rollout.Rollout;
import java.util.Arrays;
import java.util.List;

/// The parts of a rollout, merged in the order of environments.
public final class Collected {
  private final Part[] parts;
  private final int[] first; // the number of each part's first environment
  private final int[] next; // of each part, while merging
  private final int[] lengths; // [n]
  private final int metrics;

  /// Receives each finished episode.
  @FunctionalInterface
  public interface EpisodeVisitor {
    /// Takes up an episode.
    ///
    /// @param step of the rollout, from 0
    /// @param env number among all environments
    /// @param metrics the environment's metrics of the episode, starting at `at`
    void visit(int step, int env, double episodeReturn, int length, double[] metrics, int at);
  }

  /// @param parts of consecutive ranges of environments, beginning with environment 0
  public Collected(List<Part> parts) {
    this.parts = parts.toArray(Part[]::new);
    first = new int[this.parts.length];
    next = new int[this.parts.length];
    int n = 0;
    for (int p = 0; p < this.parts.length; p++) {
      first[p] = n;
      n += this.parts[p].envs();
    }
    lengths = new int[n];
    metrics = parts.isEmpty() ? 0 : parts.getFirst().metricNames().size();
  }

  /// Adds the number of steps of each environment and the final observations to the rollout, in the
  /// order of rows.
  ///
  /// @return this
  /// @throws RuntimeException the first failure, by step and then by environment
  public Collected merge(Rollout rollout) {
    rethrowFirst();
    for (int p = 0; p < parts.length; p++) {
      System.arraycopy(parts[p].lengths(), 0, lengths, first[p], parts[p].envs());
    }
    rollout.setLengths(lengths);
    Arrays.fill(next, 0);
    for (int p = nextFinal(); p >= 0; p = nextFinal()) {
      int k = next[p]++;
      int row = parts[p].finalStep(k) * rollout.envs() + first[p] + parts[p].finalEnv(k);
      rollout.addFinal(row, parts[p].finalObs(), k * rollout.obsSize());
    }
    return this;
  }

  /// The part with the next final observation, or −1 if there is none. Parts are in the order of
  /// environments, so at equal steps the first part is next.
  private int nextFinal() {
    int best = -1;
    for (int p = 0; p < parts.length; p++) {
      if (next[p] < parts[p].finals()
          && (best < 0 || parts[p].finalStep(next[p]) < parts[best].finalStep(next[best]))) {
        best = p;
      }
    }
    return best;
  }

  private void rethrowFirst() {
    Part.Failure earliest = null;
    for (Part part : parts) {
      Part.Failure failure = part.failure();
      if (failure != null && (earliest == null || failure.step() < earliest.step())) {
        earliest = failure;
      }
    }
    if (earliest == null) {
      return;
    }
    switch (earliest.cause()) {
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException(earliest.cause());
    }
  }

  /// Merges the moments of the environments into the normaliser's statistics, in order.
  public void teach(Normalizer normalizer) {
    for (Part part : parts) {
      part.moments().teach(normalizer);
    }
  }

  /// Visits the finished episodes, by step and then by environment.
  public void forEachEpisode(EpisodeVisitor visitor) {
    Arrays.fill(next, 0);
    for (int p = nextEnd(); p >= 0; p = nextEnd()) {
      int k = next[p]++;
      Part part = parts[p];
      visitor.visit(
          part.endStep(k),
          first[p] + part.endEnv(k),
          part.endReturn(k),
          part.endLength(k),
          part.endMetrics(),
          k * metrics);
    }
  }

  private int nextEnd() {
    int best = -1;
    for (int p = 0; p < parts.length; p++) {
      if (next[p] < parts[p].ended()
          && (best < 0 || parts[p].endStep(next[p]) < parts[best].endStep(next[best]))) {
        best = p;
      }
    }
    return best;
  }

  /// The names of the metrics that environments report of an episode.
  public List<String> metricNames() {
    return parts.length == 0 ? List.of() : parts[0].metricNames();
  }
}

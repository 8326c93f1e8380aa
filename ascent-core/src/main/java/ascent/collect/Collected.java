package ascent.collect;

import ascent.rollout.Rollout;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The parts of a rollout, merged in the order of environments.
public final class Collected {
  private final Part[] parts; // in the order of environments
  private final int[] next; // of each part, while merging
  private final int[] lengths; // [n]
  private final int metrics;
  private @Nullable Rollout merged; // the rollout of the last merge
  private long iteration = -1; // of the last merge

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

  /// @param parts of all environments, each in one part; in any order
  /// @throws IllegalArgumentException when an environment is in no part or in two, or parts report
  ///   different metrics
  public Collected(List<Part> parts) {
    this.parts = parts.toArray(Part[]::new);
    for (int p = 0; p < this.parts.length; p++) {
      Objects.requireNonNull(this.parts[p], "parts[" + p + "] is null; it must be a part.");
    }
    Arrays.sort(this.parts, Comparator.comparingInt(Part::first));
    next = new int[this.parts.length];
    lengths = new int[requireSeamless()];
    metrics = metricNames().size();
  }

  /// Checks that the parts are of consecutive ranges, beginning with environment 0.
  ///
  /// @return n, the number of environments
  private int requireSeamless() {
    int n = 0;
    for (int p = 0; p < parts.length; p++) {
      Part part = parts[p];
      if (part.first() > n) {
        throw new IllegalArgumentException(
            "No part has environments %d to %d; the next is %s. Maybe a part is missing."
                .formatted(n, part.first() - 1, part));
      }
      if (part.first() < n) {
        throw new IllegalArgumentException(
            "Environment %d is both in %s and in %s. Maybe a part was computed twice and both are here."
                .formatted(part.first(), parts[p - 1], part));
      }
      if (!part.metricNames().equals(metricNames())) {
        throw new IllegalArgumentException(
            "The metrics differ: %s reports %s, %s reports %s."
                .formatted(parts[0], metricNames(), part, part.metricNames()));
      }
      n += part.envs();
    }
    return n;
  }

  /// Completes a rollout whose rows are there: sets the number of steps of each environment and the
  /// final observations, in the order of rows, in place of those of an earlier rollout.
  ///
  /// @param rollout with the rows of all parts
  /// @return this
  /// @throws IllegalArgumentException when the rollout has other environments, or the parts are of
  ///   different iterations
  /// @throws RuntimeException the first failure, by step and then by environment
  public Collected merge(Rollout rollout) {
    requireOneRollout(rollout);
    rethrowFirst();
    rollout.clear();
    for (Part part : parts) {
      System.arraycopy(part.lengths(), 0, lengths, part.first(), part.envs());
    }
    rollout.setLengths(lengths);
    merged = rollout;
    iteration = parts[0].iteration();
    Arrays.fill(next, 0);
    for (int p = nextFinal(); p >= 0; p = nextFinal()) {
      int k = next[p]++;
      int row = parts[p].finalStep(k) * rollout.envs() + parts[p].first() + parts[p].finalEnv(k);
      rollout.addFinal(row, parts[p].finalObs(), k * rollout.obsSize());
    }
    return this;
  }

  private void requireOneRollout(Rollout rollout) {
    if (lengths.length != rollout.envs()) {
      throw new IllegalArgumentException(
          "The parts have %d environments; the rollout has %d. Maybe a part is missing."
              .formatted(lengths.length, rollout.envs()));
    }
    for (Part part : parts) {
      if (part.iteration() != parts[0].iteration()) {
        throw new IllegalArgumentException(
            "The iterations differ: %s is of %d, %s is of %d. Maybe a part is of an earlier rollout."
                .formatted(parts[0], parts[0].iteration(), part, part.iteration()));
      }
    }
  }

  /// Checks that the parts were merged into this rollout, in this iteration.
  ///
  /// @throws IllegalStateException when they were not
  public void requireMerged(Rollout rollout, long iteration) {
    if (merged != rollout || this.iteration != iteration) {
      throw new IllegalStateException(
          "The source of rollouts has not merged parts of iteration %d into the run's rollout. Maybe it did not call Collected.merge(rollout), or returned the parts of an earlier rollout."
              .formatted(iteration));
    }
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
  public void updateStatistics(Normalizer normalizer) {
    for (Part part : parts) {
      part.moments().updateStatistics(normalizer);
    }
  }

  /// The number of finished episodes.
  public int episodes() {
    int episodes = 0;
    for (Part part : parts) {
      episodes += part.ended();
    }
    return episodes;
  }

  /// Visits the finished episodes, by step and then by environment.
  public void forEachEpisode(EpisodeVisitor visitor) {
    Arrays.fill(next, 0);
    for (int p = nextEnd(); p >= 0; p = nextEnd()) {
      int k = next[p]++;
      Part part = parts[p];
      visitor.visit(
          part.endStep(k),
          part.first() + part.endEnv(k),
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

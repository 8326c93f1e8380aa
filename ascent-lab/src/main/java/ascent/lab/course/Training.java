package ascent.lab.course;

import ascent.agent.Agent;
import ascent.collect.Episode;
import java.util.List;

/// A training of one seed.
///
/// @param episodes of training, at least one, in the order in which they ended
/// @param agent that came of it
record Training(List<Episode> episodes, Agent agent) {
  Training {
    episodes = List.copyOf(episodes);
  }

  /// The mean return of the last training episodes, at most `window`.
  double last(int window) {
    return until(episodes.size(), window);
  }

  /// The mean return of the training episodes up to one of them, at most `window`.
  ///
  /// @param episode how many there are until then, at least 1
  double until(int episode, int window) {
    int end = Math.min(episode, episodes.size());
    int start = Math.max(0, end - window);
    double sum = 0;
    for (Episode e : episodes.subList(start, end)) {
      sum += e.episodeReturn();
    }
    return sum / (end - start);
  }

  /// The mean return of the training episodes that ended until a step, at most `window`; of the
  /// first episode if none has ended.
  double untilStep(long step, int window) {
    return until(count(step), window);
  }

  /// The same of their lengths, in steps.
  double lengthUntilStep(long step, int window) {
    int end = count(step);
    return meanLength(Math.max(0, end - window), end);
  }

  /// The mean length of the last training episodes, at most `window`, in steps.
  double lastLength(int window) {
    return lengthUntilStep(Long.MAX_VALUE, window);
  }

  /// The first step at which the mean return of the last training episodes is at a threshold.
  ///
  /// @param window the number of those episodes
  /// @param otherwise if there is none
  double firstStep(int window, double threshold, double otherwise) {
    for (int count = window; count <= episodes.size(); count++) {
      if (until(count, window) >= threshold) {
        return episodes.get(count - 1).step();
      }
    }
    return otherwise;
  }

  /// How many training episodes ended until a step, at least 1.
  private int count(long step) {
    int count = 0;
    while (count < episodes.size() && episodes.get(count).step() <= step) {
      count++;
    }
    return Math.max(1, count);
  }

  /// The mean length of the training episodes `from … to − 1`, in steps.
  double meanLength(int from, int to) {
    return episodes.subList(from, to).stream().mapToInt(Episode::length).average().orElseThrow();
  }
}

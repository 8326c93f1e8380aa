package ascent.cli.render;

import ascent.collect.Episode;
import ascent.rollout.Rollout;
import ascent.train.UpdateRecord;
import java.util.ArrayList;
import java.util.List;

/// An episode, or the part of it that is in a rollout.
///
/// @param env number of the environment
/// @param episode number of the environment's episode
/// @param first step of the rollout, from 0
/// @param last step of the rollout
/// @param stepsBefore steps in earlier rollouts
/// @param reward sum in the rollout, as learned from
/// @param returned the whole episode's return; NaN if it did not end
public record EpisodePart(
    int env,
    int episode,
    int first,
    int last,
    int stepsBefore,
    boolean terminated,
    boolean truncated,
    double reward,
    double returned) {

  boolean ended() {
    return terminated || truncated;
  }

  /// Steps in this rollout and before.
  public int length() {
    return stepsBefore + last - first + 1;
  }

  /// The parts of an update, by environment and then in time.
  public static List<EpisodePart> of(UpdateRecord update) {
    Rollout r = update.rollout();
    List<EpisodePart> parts = new ArrayList<>();
    for (int env = 0; env < r.envs(); env++) {
      int episode = update.before().episodes()[env];
      int before = update.before().lengths()[env];
      int first = 0;
      double reward = 0;
      for (int t = 0; t < r.length(env); t++) {
        int row = t * r.envs() + env;
        reward += r.reward[row];
        boolean ended = r.terminated[row] || r.truncated[row];
        if (ended || t == r.length(env) - 1) {
          double returned = ended ? returned(update, t, env) : Double.NaN;
          parts.add(
              new EpisodePart(
                  env,
                  episode,
                  first,
                  t,
                  before,
                  r.terminated[row],
                  r.truncated[row],
                  reward,
                  returned));
          episode++;
          before = 0;
          first = t + 1;
          reward = 0;
        }
      }
    }
    return parts;
  }

  /// The return of the episode that ended with a step.
  private static double returned(UpdateRecord update, int t, int env) {
    long step = update.from() + update.rollout().samplesUpTo(t, env);
    for (Episode episode : update.episodes()) {
      if (episode.env() == env && episode.step() == step) {
        return episode.episodeReturn();
      }
    }
    return Double.NaN;
  }
}

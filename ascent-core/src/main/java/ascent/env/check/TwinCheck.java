package ascent.env.check;

import ascent.env.*;
import ascent.rng.Rng;
import java.util.Arrays;
import java.util.function.Supplier;

/// Holds the twin of a [Batchable] env to the single env, bit for bit.
final class TwinCheck {
  private static final int ENVS = 5;
  private static final int STEPS = 1000;

  private final VectorEnv twin;
  private final VectorEnv single;
  private final float[] actions;
  private final Rng rng = Rng.stream(0, "check twin");
  private final int obsSize;
  private final int actionSize;

  private TwinCheck(VectorEnv twin, VectorEnv single) {
    this.twin = twin;
    this.single = single;
    obsSize = single.observationSpace().size();
    actionSize = single.actionSpace().size();
    actions = new float[ENVS * actionSize];
  }

  static void check(Batchable env, Supplier<? extends Env> factory, Problems problems) {
    EpisodeStreams streams = EpisodeStreams.training(0, 2);
    try (VectorEnv twin = env.batch(ENVS, streams);
        VectorEnv single = SyncVectorEnv.of(factory, ENVS, streams)) {
      String difference = new TwinCheck(twin, single).firstDifference();
      if (!difference.isEmpty()) {
        problems.add(
            "twin",
            ("the twin made by batch differs from single envs: " + difference)
                + ". Maybe it computes in another order, or resets in another one.");
      }
    } catch (RuntimeException | Error e) {
      problems.threw("the twin made by batch", "", e);
    }
  }

  private String firstDifference() {
    if (twin.numEnvs() != ENVS) {
      return "it has " + twin.numEnvs() + " envs, " + ENVS + " were asked for";
    }
    if (!twin.observationSpace().equals(single.observationSpace())
        || !twin.actionSpace().equals(single.actionSpace())) {
      return "its spaces are " + twin.observationSpace() + " and " + twin.actionSpace();
    }
    String difference = compare(0);
    for (int t = 1; t <= STEPS && difference.isEmpty(); t++) {
      step(t);
      difference = compare(t);
    }
    return difference;
  }

  /// A step in two ranges; now and then one env is sent to another episode.
  private void step(int t) {
    if (t % 100 == 0) {
      int env = rng.nextInt(ENVS);
      twin.reset(env, 1000 + t);
      single.reset(env, 1000 + t);
    }
    chooseActions();
    int split = rng.nextInt(ENVS + 1);
    for (VectorEnv envs : new VectorEnv[] {twin, single}) {
      envs.step(actions, split, ENVS);
      envs.step(actions, 0, split);
    }
  }

  /// Random ones that the masks allow.
  private void chooseActions() {
    boolean[] masks = single.actionMasks();
    for (int i = 0; i < ENVS; i++) {
      single.actionSpace().sample(rng, actions, i * actionSize);
      if (masks.length > 0) {
        int at = i * masks.length / ENVS;
        new ActionMask(single.actionSpace()).mend(masks, at, rng, actions, i * actionSize);
      }
    }
  }

  private String compare(int t) {
    for (int i = 0; i < ENVS; i++) {
      String what = compareEnv(i);
      if (!what.isEmpty()) {
        return "env " + i + " after step " + t + ": " + what;
      }
    }
    return "";
  }

  private String compareEnv(int i) {
    boolean ended = single.terminated()[i] || single.truncated()[i];
    if (twin.terminated()[i] != single.terminated()[i]
        || twin.truncated()[i] != single.truncated()[i]
        || twin.episodes()[i] != single.episodes()[i]) {
      return state(twin, i) + ", not " + state(single, i);
    }
    String mask = compareMask(i, twin.actionMasks(), single.actionMasks());
    if (!mask.isEmpty()) {
      return mask;
    }
    if (Double.compare(twin.rewards()[i], single.rewards()[i]) != 0) {
      return "the reward is " + twin.rewards()[i] + ", not " + single.rewards()[i];
    }
    String observation = compareRow(i, twin.observations(), single.observations());
    if (!observation.isEmpty()) {
      return "the observation's " + observation;
    }
    String last = ended ? compareRow(i, twin.finalObservations(), single.finalObservations()) : "";
    return last.isEmpty() ? "" : "the final observation's " + last;
  }

  private String compareRow(int i, float[] actual, float[] expected) {
    int from = i * obsSize;
    int to = from + obsSize;
    int at = Arrays.mismatch(actual, from, to, expected, from, to);
    return at < 0
        ? ""
        : "component " + at + " is " + actual[from + at] + ", not " + expected[from + at];
  }

  private String compareMask(int i, boolean[] actual, boolean[] expected) {
    if (actual.length != expected.length) {
      return "actionMasks() has " + actual.length + " elements, not " + expected.length;
    }
    int width = expected.length / ENVS;
    int at =
        Arrays.mismatch(actual, i * width, (i + 1) * width, expected, i * width, (i + 1) * width);
    return at < 0
        ? ""
        : ("option " + at + " is " + (actual[i * width + at] ? "allowed" : "forbidden"))
            + " by the mask, unlike in the single env";
  }

  private static String state(VectorEnv envs, int i) {
    return ("terminated " + envs.terminated()[i] + ", truncated " + envs.truncated()[i])
        + (", episode " + envs.episodes()[i]);
  }
}

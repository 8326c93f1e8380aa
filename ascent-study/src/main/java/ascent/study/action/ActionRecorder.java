package ascent.study.action;

import ascent.math.FloatMath;
import ascent.space.Box;
import ascent.space.Discrete;
import ascent.space.MultiBinary;
import ascent.space.MultiDiscrete;
import ascent.space.Space;
import ascent.train.Listener;
import ascent.train.Run;
import java.util.ArrayList;
import java.util.List;

/// Summarises the actions of a run while it is computed.
final class ActionRecorder implements Listener {
  private final long total;
  private final List<Long> steps = new ArrayList<>();
  private List<PartRecorder> parts = List.of();
  private int size; // numbers of an action
  private long last; // step of the last rollout
  private int point = -1; // that the actions since the last point belong to

  /// @param total environment steps of the run
  ActionRecorder(long total) {
    this.total = total;
  }

  @Override
  public void iterated(Run run) {
    if (parts.isEmpty()) {
      parts = parts(run.agent().actionSpace());
      size = run.agent().actionSpace().size();
    }
    int now = (int) ((double) (run.steps() - 1) / total * ActionHistory.POINTS);
    if (now != point) {
      close();
    }
    point = now;
    last = run.steps();
    float[] actions = run.actions();
    for (int k = 0; k < size; k++) {
      for (int i = k; i < actions.length; i += size) {
        parts.get(k).add(actions[i]);
      }
    }
    if (parts.size() > size) {
      for (float logProb : run.logProbs()) {
        parts.getLast().add(FloatMath.exp(logProb));
      }
    }
  }

  private static List<PartRecorder> parts(Space space) {
    List<PartRecorder> parts = new ArrayList<>();
    for (int k = 0; k < space.size(); k++) {
      String name = space.size() == 1 ? "action" : "action[" + k + "]";
      parts.add(
          switch (space) {
            case Box box -> new PartRecorder.OfNumber(name, box.low(k), box.high(k));
            case Discrete discrete -> new PartRecorder.OfChoice(name, discrete.n());
            case MultiDiscrete several -> new PartRecorder.OfChoice(name, several.count(k));
            case MultiBinary _ -> new PartRecorder.OfChoice(name, 2);
          });
    }
    if (!(space instanceof Box)) {
      parts.add(new PartRecorder.OfNumber("probability", 0, 1));
    }
    return parts;
  }

  /// Ends a point, if there is one.
  private void close() {
    if (point >= 0) {
      steps.add(last);
      parts.forEach(PartRecorder::close);
    }
  }

  /// What was recorded. Called once, at the end.
  ActionHistory history() {
    close();
    return new ActionHistory(steps, parts.stream().map(PartRecorder::part).toList());
  }
}

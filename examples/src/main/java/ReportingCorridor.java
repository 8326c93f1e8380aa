import ascent.collect.Episode;
import ascent.env.Action;
import ascent.env.Env;
import ascent.env.Step;
import ascent.rng.Rng;
import ascent.space.Space;
import java.util.List;

// @start region="metrics"
/// A corridor that reports whether its end was reached, and the steps that went the wrong way.
final class ReportingCorridor implements Env {
  private final Corridor corridor = new Corridor();
  private boolean reached;
  private int wrong;

  @Override
  public List<String> metricNames() {
    return List.of(Episode.IS_SUCCESS, "wrong_steps");
  }

  @Override
  public void metrics(double[] metrics) {
    metrics[0] = reached ? 1 : 0;
    metrics[1] = wrong;
  }

  // @end
  @Override
  public Space observationSpace() {
    return corridor.observationSpace();
  }

  @Override
  public Space actionSpace() {
    return corridor.actionSpace();
  }

  @Override
  public void reset(Rng rng, float[] obs) {
    corridor.reset(rng, obs);
    reached = false;
    wrong = 0;
  }

  @Override
  public Step step(Action action, float[] obs) {
    Step step = corridor.step(action, obs);
    reached = step.terminated();
    wrong += action.index() == 0 ? 1 : 0;
    return step;
  }
}

package ascent.train;

import ascent.algo.LearnerObserver;
import ascent.collect.Carry;
import ascent.collect.Episode;
import ascent.nn.Parameter;
import ascent.nn.Span;
import ascent.policy.SampleWeights;
import ascent.rollout.Batch;
import ascent.rollout.Rollout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Records the first update of a run that ends at a step or after it, and then ends the session.
final class UpdateRecorder implements Listener, LearnerObserver {
  private final long step;
  private final List<Episode> episodes = new ArrayList<>(); // of the current rollout
  private final List<UpdateRecord.Gradient> gradients = new ArrayList<>();
  private final Map<String, Double> metrics = new LinkedHashMap<>();
  private @Nullable Run run;
  private @Nullable Carry before;
  private @Nullable UpdateRecord update;
  private List<Parameter> layout = List.of();
  private long from;
  private float[] theta = {}; // before the update
  private int[] uses = {}; // of each row of the rollout, so far

  /// @param step of the run, at least 1
  UpdateRecorder(long step) {
    this.step = step;
  }

  @Override
  public void started(Run run) {
    this.run = run;
    layout = run.learner().policy().layout();
    run.learner().observe(this);
    lookAhead(run);
  }

  /// Keeps the state of the environments, if the next rollout may be the one.
  private void lookAhead(Run run) {
    from = run.steps();
    episodes.clear();
    long most = (long) run.rollout().capacity() * run.rollout().envs();
    if (from + most >= step) {
      before = run.carry();
    }
  }

  @Override
  public void episode(Run run, Episode episode) {
    episodes.add(episode);
  }

  private boolean records() {
    return run != null && run.steps() >= step && update == null;
  }

  @Override
  public void differentiated(Batch batch, SampleWeights weights, float entCoef) {
    if (run == null || !records()) {
      return;
    }
    if (gradients.isEmpty()) {
      theta = run.learner().parameters().clone();
      uses = new int[run.rollout().rows()];
    }
    for (int i = 0; i < batch.size(); i++) {
      uses[batch.rows[i]]++;
    }
    int epoch = batch.size() == 0 ? 0 : uses[batch.rows[0]];
    float[] grad = run.learner().gradient();
    double[] norms = new double[layout.size()];
    double squares = 0;
    for (int k = 0; k < norms.length; k++) {
      double part = squares(grad, layout.get(k));
      norms[k] = Math.sqrt(part);
      squares += part;
    }
    gradients.add(
        new UpdateRecord.Gradient(
            epoch,
            entCoef,
            norms,
            Math.sqrt(squares),
            UpdateRecord.Step.NONE,
            samples(batch, weights)));
  }

  private static double squares(float[] values, Parameter part) {
    double sum = 0;
    for (int i = part.offset(); i < part.offset() + part.size(); i++) {
      sum += (double) values[i] * values[i];
    }
    return sum;
  }

  private static UpdateRecord.Samples samples(Batch b, SampleWeights weights) {
    int m = b.size();
    boolean policy = weights.usesPolicy();
    boolean value = weights.usesValue();
    b.computeRatios(0, m); // of any algorithm
    return new UpdateRecord.Samples(
        Arrays.copyOf(b.rows, m),
        used(b.logProb, m, policy),
        used(b.ratio, m, policy),
        Arrays.copyOf(b.advantage, m),
        used(b.entropy, m, policy),
        used(b.value, m, value),
        used(b.w, m, policy),
        used(b.u, m, value));
  }

  private static float[] used(float[] values, int m, boolean isUsed) {
    float[] copy = Arrays.copyOf(values, m);
    if (!isUsed) {
      Arrays.fill(copy, Float.NaN);
    }
    return copy;
  }

  @Override
  public void stepped(Span span, float scale, float learningRate) {
    if (records() && !gradients.isEmpty()) {
      gradients.add(gradients.removeLast().with(new UpdateRecord.Step(learningRate, scale)));
    }
  }

  @Override
  public void updated(Run run, Metrics row) {
    if (records()) {
      for (String name : row.names()) {
        if (!Double.isNaN(row.get(name))) {
          metrics.put(name, row.get(name));
        }
      }
    }
  }

  @Override
  public void iterated(Run run) {
    if (!records()) {
      lookAhead(run);
      return;
    }
    Rollout rollout = run.rollout();
    float[] after = run.learner().parameters().clone();
    long iteration = metrics.getOrDefault("time/iterations", 1.0).longValue() - 1;
    update =
        new UpdateRecord(
            from,
            run.steps(),
            iteration,
            rollout,
            Objects.requireNonNull(before, "kept before the rollout"),
            episodes,
            gradients,
            layout,
            theta.length == 0 ? after : theta,
            after,
            metrics,
            run.agent());
    run.pause("the update is recorded");
  }

  /// The update.
  ///
  /// @throws IllegalStateException if the run did not reach it
  UpdateRecord update() {
    if (update == null) {
      throw new IllegalStateException("The run ended before step " + step + ".");
    }
    return update;
  }
}

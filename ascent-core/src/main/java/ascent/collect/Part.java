package ascent.collect;

import ascent.config.Size;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The contribution of m consecutive environments to a rollout, other than its rows: the number of
/// steps of each environment, the final observations of truncated episodes, the finished episodes,
/// moments for the normaliser, and the first failure.
///
/// Environments are numbered from 0 within the part; [#first] is the first one's number in the run.
/// A part is reused from rollout to rollout.
public final class Part {
  private final PartCollector.Range range;
  private final int obsSize;
  private final List<String> metricNames;
  private final int[] lengths; // steps in this rollout, [m]
  private final RolloutMoments moments;

  private int finals;
  private int[] finalStep = new int[4];
  private int[] finalEnv = new int[4];
  private float[] finalObs; // [finals × obsSize]

  private int ended;
  private int[] endStep = new int[4];
  private int[] endEnv = new int[4];
  private int[] endLength = new int[4];
  private double[] endReturn = new double[4];
  private double[] endMetrics; // [ended × metrics]

  private long iteration = -1;
  private @Nullable Failure failure;

  /// The failure that ended the part early.
  ///
  /// @param step of the rollout, from 0
  /// @param env number in the part
  record Failure(int step, int env, Throwable cause) {}

  /// An empty part.
  ///
  /// @param range of its environments
  /// @param metricNames what the environments report of an episode; see
  ///   [ascent.env.Env#metricNames]
  Part(PartCollector.Range range, int obsSize, List<String> metricNames, RolloutMoments moments) {
    this.range = range;
    this.obsSize = obsSize;
    this.metricNames = metricNames;
    this.moments = moments;
    lengths = new int[range.size()];
    finalObs =
        new float
            [Size.of("final observations", 4)
                .times("observation size", obsSize)
                .array(Float.BYTES)];
    endMetrics = new double[4 * metricNames.size()];
  }

  /// m, the number of environments.
  public int envs() {
    return lengths.length;
  }

  /// The number of the part's first environment among all environments of the run.
  public int first() {
    return range.first();
  }

  /// The iteration of the snapshot that the part was collected with; −1 before.
  public long iteration() {
    return iteration;
  }

  /// Names the part in messages.
  @Override
  public String toString() {
    return "the part of environments " + first() + " to " + (first() + envs() - 1);
  }

  int obsSize() {
    return obsSize;
  }

  List<String> metricNames() {
    return metricNames;
  }

  RolloutMoments moments() {
    return moments;
  }

  /// Clears the part for a rollout; its arrays are reused.
  void begin(long iteration) {
    this.iteration = iteration;
    Arrays.fill(lengths, 0);
    finals = 0;
    ended = 0;
    failure = null;
  }

  /// Environment i has taken one more step.
  void addStep(int i) {
    lengths[i]++;
  }

  /// The steps of each environment in this rollout, live, `[m]`.
  int[] lengths() {
    return lengths;
  }

  /// Keeps the final observation of the truncated episode of environment i.
  ///
  /// @param from holds it at `at`
  void addFinal(int step, int i, float[] from, int at) {
    if (finals == finalStep.length) {
      int room = Size.grown("final observations", finals, "observation size", obsSize);
      finalStep = Arrays.copyOf(finalStep, room);
      finalEnv = Arrays.copyOf(finalEnv, room);
      finalObs = Arrays.copyOf(finalObs, room * obsSize);
    }
    finalStep[finals] = step;
    finalEnv[finals] = i;
    System.arraycopy(from, at, finalObs, finals * obsSize, obsSize);
    finals++;
  }

  int finals() {
    return finals;
  }

  int finalStep(int k) {
    return finalStep[k];
  }

  int finalEnv(int k) {
    return finalEnv[k];
  }

  /// Final observations, live, `[finals × obsSize]`.
  float[] finalObs() {
    return finalObs;
  }

  /// Records the end of an episode of environment i.
  ///
  /// @param metrics the environment's metrics of the episode, starting at `at`
  void addEnd(int step, int i, double episodeReturn, int length, double[] metrics, int at) {
    int width = metricNames.size();
    if (ended == endStep.length) {
      int room = Size.grown("episodes ended", ended, "metrics", width);
      endStep = Arrays.copyOf(endStep, room);
      endEnv = Arrays.copyOf(endEnv, room);
      endLength = Arrays.copyOf(endLength, room);
      endReturn = Arrays.copyOf(endReturn, room);
      endMetrics = Arrays.copyOf(endMetrics, room * width);
    }
    endStep[ended] = step;
    endEnv[ended] = i;
    endLength[ended] = length;
    endReturn[ended] = episodeReturn;
    System.arraycopy(metrics, at, endMetrics, ended * width, width);
    ended++;
  }

  int ended() {
    return ended;
  }

  int endStep(int k) {
    return endStep[k];
  }

  int endEnv(int k) {
    return endEnv[k];
  }

  int endLength(int k) {
    return endLength[k];
  }

  double endReturn(int k) {
    return endReturn[k];
  }

  /// Reported metrics, live, `[ended × metrics]`.
  double[] endMetrics() {
    return endMetrics;
  }

  /// Ends the part at this step because environment i or the policy failed.
  void fail(int step, int i, Throwable cause) {
    failure = new Failure(step, i, cause);
  }

  /// Whether a failure ended the part early.
  public boolean failed() {
    return failure != null;
  }

  @Nullable Failure failure() {
    return failure;
  }
}

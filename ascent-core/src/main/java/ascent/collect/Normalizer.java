package ascent.collect;

import ascent.algo.AlgorithmConfig;
import ascent.config.Check;
import ascent.io.DamagedFileException;
import ascent.io.Tensor;
import ascent.rollout.NormalizationConfig;
import ascent.rollout.RunningMoments;
import ascent.space.Box;
import ascent.space.Space;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// Scales observations and rewards by their running statistics:
///
///     s ← clip((s − mean) / √(var + 1e-8), ± c_s)            over all observations acted on
///     r ← clip(r / √(var R + 1e-8), ± c_r)                   R ← γR + r, from 0 in each episode
///
/// as Stable-Baselines3's VecNormalize does; [0012] lists the differences. The normaliser is part
/// of the agent, so an agent takes raw observations. If nothing is normalised, it is exactly the
/// identity.
///
/// Only [#learn] changes the statistics, between two rollouts.
///
/// [0012]: docs/decisions/0012-normalisation.md
public final class Normalizer {
  /// The weight of the initial mean 0 and variance 1, in observations.
  private static final double INITIAL_COUNT = 1e-4;

  private static final double EPSILON = 1e-8;

  private final NormalizationConfig config;
  private final float gamma;
  private final RunningMoments observed; // of [obsSize] numbers
  private final RunningMoments returned; // of one number

  // Derived from the statistics.
  private final double[] mean; // [obsSize]
  private final double[] deviation; // [obsSize]
  private final double clip;
  private double rewardDeviation;

  private Normalizer(
      NormalizationConfig config, float gamma, RunningMoments observed, RunningMoments returned) {
    this.config = config;
    this.gamma = gamma;
    this.observed = observed;
    this.returned = returned;
    mean = new double[observed.size()];
    deviation = new double[observed.size()];
    clip = config.clipObservations();
    refresh();
  }

  /// A normaliser without any data yet.
  ///
  /// @throws IllegalArgumentException if the observations are discrete
  public static Normalizer of(AlgorithmConfig algorithm, Space observations) {
    NormalizationConfig config = algorithm.normalization();
    Check.that(
        !config.normalizeObservations() || observations instanceof Box,
        "normalizeObservations",
        true,
        "false for observations of " + observations,
        "Only the values of a Box have a mean and a scale.");
    return new Normalizer(
        config,
        algorithm.gamma(),
        RunningMoments.standard(observations.size(), INITIAL_COUNT),
        RunningMoments.standard(1, INITIAL_COUNT));
  }

  /// The identity, for a model that was not trained in an environment.
  public static Normalizer none(Space observations) {
    return new Normalizer(
        NormalizationConfig.DEFAULT,
        1,
        RunningMoments.standard(observations.size(), INITIAL_COUNT),
        RunningMoments.standard(1, INITIAL_COUNT));
  }

  /// This normaliser with the statistics of another.
  public Normalizer startingFrom(Normalizer other) {
    boolean sees = config.normalizeObservations() && other.config.normalizeObservations();
    boolean scales = config.normalizeRewards() && other.config.normalizeRewards();
    return new Normalizer(
        config,
        gamma,
        copy(sees ? other.observed : observed),
        copy(scales ? other.returned : returned));
  }

  public NormalizationConfig config() {
    return config;
  }

  private void refresh() {
    boolean on = config.normalizeObservations();
    for (int j = 0; j < mean.length; j++) {
      mean[j] = on ? observed.mean(j) : 0;
      deviation[j] = on ? Math.sqrt(observed.variance(j) + EPSILON) : 1;
    }
    rewardDeviation = config.normalizeRewards() ? Math.sqrt(returned.variance(0) + EPSILON) : 1;
  }

  /// Whether any statistics are kept.
  public boolean learns() {
    return config.any();
  }

  /// Moments of n environments, to be merged into the statistics.
  RolloutMoments moments(int n) {
    return new RolloutMoments(config, gamma, n, mean.length);
  }

  /// A copy that does not change when this normaliser learns.
  public Normalizer copy() {
    return new Normalizer(config, gamma, copy(observed), copy(returned));
  }

  private static RunningMoments copy(RunningMoments moments) {
    return RunningMoments.of(moments.count(), moments.mean(), moments.squares());
  }

  /// What is subtracted from each number of an observation, `[obsSize]`; 0 if nothing is
  /// normalised.
  public double[] means() {
    return mean.clone();
  }

  /// What the difference is divided by, `[obsSize]`; 1 if nothing is normalised.
  public double[] deviations() {
    return deviation.clone();
  }

  /// Normalises some observations.
  ///
  /// @param raw `[… × obsSize]`
  /// @param out may be the same array, `[… × obsSize]`
  public void observations(float[] raw, int rawRow, float[] out, int outRow, int rows) {
    int size = mean.length;
    if (!config.normalizeObservations()) {
      System.arraycopy(raw, rawRow * size, out, outRow * size, rows * size);
      return;
    }
    for (int row = 0; row < rows; row++) {
      int from = (rawRow + row) * size;
      int to = (outRow + row) * size;
      for (int j = 0; j < size; j++) {
        double x = (raw[from + j] - mean[j]) / deviation[j];
        out[to + j] = (float) Math.max(-clip, Math.min(clip, x));
      }
    }
  }

  /// Normalises the first n rewards, in place.
  public void rewards(float[] rewards, int n) {
    if (!config.normalizeRewards()) {
      return;
    }
    double most = config.clipRewards();
    for (int i = 0; i < n; i++) {
      rewards[i] = (float) Math.max(-most, Math.min(most, rewards[i] / rewardDeviation));
    }
  }

  /// Merges new moments into the statistics.
  ///
  /// @param observations per environment, merged in this order
  /// @param returns per environment, merged in this order
  void learn(RunningMoments[] observations, RunningMoments[] returns) {
    for (RunningMoments moments : observations) {
      observed.merge(moments);
    }
    for (RunningMoments moments : returns) {
      returned.merge(moments);
    }
    refresh();
  }

  /// The statistics, for a file.
  public Map<String, Tensor> tensors() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    put(tensors, "observation", observed);
    put(tensors, "return", returned);
    return tensors;
  }

  private static void put(Map<String, Tensor> tensors, String name, RunningMoments m) {
    tensors.put(name + ".count", Tensor.of(new double[] {m.count()}, 1));
    tensors.put(name + ".mean", Tensor.of(m.mean(), m.size()));
    tensors.put(name + ".squares", Tensor.of(m.squares(), m.size()));
  }

  /// Restores the normaliser that [#tensors] was called on.
  public static Normalizer of(
      AlgorithmConfig algorithm, Space observations, Map<String, Tensor> tensors)
      throws DamagedFileException {
    return new Normalizer(
        algorithm.normalization(),
        algorithm.gamma(),
        moments(tensors, "observation", observations.size()),
        moments(tensors, "return", 1));
  }

  private static RunningMoments moments(Map<String, Tensor> tensors, String name, int size)
      throws DamagedFileException {
    double count = numbers(tensors, name + ".count", 1)[0];
    double[] mean = numbers(tensors, name + ".mean", size);
    double[] squares = numbers(tensors, name + ".squares", size);
    boolean sound =
        count > 0
            && Double.isFinite(count)
            && Arrays.stream(mean).allMatch(Double::isFinite)
            && Arrays.stream(squares).allMatch(x -> x >= 0 && Double.isFinite(x));
    if (!sound) {
      throw new DamagedFileException(
          "The normaliser's "
              + name
              + " statistics are invalid (negative count or variance, or non-finite values).");
    }
    return RunningMoments.of(count, mean, squares);
  }

  private static double[] numbers(Map<String, Tensor> tensors, String name, int size)
      throws DamagedFileException {
    Tensor tensor = tensors.get(name);
    if (tensor == null || tensor.type() != Tensor.Type.F64 || tensor.size() != size) {
      throw new DamagedFileException(
          "The normaliser has no double tensor %s with %d elements.".formatted(name, size));
    }
    return tensor.doubles();
  }
}

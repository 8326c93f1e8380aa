package ascent.sb3;

import ascent.agent.Agent;
import ascent.algo.AlgorithmConfig;
import ascent.collect.Normalizer;
import ascent.config.Numbers;
import ascent.io.DamagedFileException;
import ascent.io.InputFiles;
import ascent.io.Tensor;
import ascent.rollout.NormalizationConfig;
import ascent.space.Space;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The pickle that `VecNormalize.save` writes.
///
/// @param config what is normalised, and the limits
/// @param gamma the discount of the returns whose deviation scales rewards
/// @param observations the moments of the observations, as `mean`, `var` and `count`; null where
///   they are not normalised
/// @param returns the moments of the discounted returns
record VecNormalizeFile(
    NormalizationConfig config, float gamma, @Nullable Moments observations, Moments returns) {
  private static final String TYPE = "stable_baselines3.common.vec_env.vec_normalize.VecNormalize";
  private static final double EPSILON = 1e-8;
  private static final int PROTOCOL = 4;
  private static final long LARGEST = 1L << 26; // bytes

  /// Running moments.
  record Moments(double[] mean, double[] variance, double count) {
    /// As the sums of squares that are kept here.
    double[] squares() {
      return Arrays.stream(variance).map(v -> v * count).toArray();
    }
  }

  static VecNormalizeFile read(Path file) throws IOException {
    if (Files.size(InputFiles.regular(file)) > LARGEST) {
      throw new Sb3FormatException("it is too large for the statistics of VecNormalize.");
    }
    Object value = Pickles.read(Files.readAllBytes(file), "it");
    if (!(value instanceof PyObject object) || !object.type().equals(TYPE)) {
      throw new Sb3FormatException("it does not hold a VecNormalize.");
    }
    double epsilon = number(object, "epsilon");
    if (epsilon != EPSILON) {
      throw new Sb3FormatException("its epsilon is %s; Ascent has %s.".formatted(epsilon, EPSILON));
    }
    boolean observes = truth(object, "norm_obs");
    try {
      NormalizationConfig config =
          new NormalizationConfig(
              observes,
              truth(object, "norm_reward"),
              (float) number(object, "clip_obs"),
              (float) number(object, "clip_reward"));
      return new VecNormalizeFile(
          config,
          (float) number(object, "gamma"),
          observes ? moments(object.field("obs_rms"), "obs_rms") : null,
          moments(object.field("ret_rms"), "ret_rms"));
    } catch (IllegalArgumentException e) {
      throw new Sb3FormatException("its setting " + e.getMessage(), e);
    }
  }

  /// The statistics of an agent.
  static VecNormalizeFile of(Agent agent) {
    Normalizer normalizer = agent.normalizer();
    Map<String, Tensor> tensors = normalizer.tensors();
    NormalizationConfig config = normalizer.config();
    return new VecNormalizeFile(
        config,
        agent.info().gamma(),
        config.normalizeObservations() ? moments(tensors, "observation") : null,
        moments(tensors, "return"));
  }

  private static Moments moments(Map<String, Tensor> tensors, String name) {
    double count = numbers(tensors, name + ".count")[0];
    double[] variance =
        Arrays.stream(numbers(tensors, name + ".squares")).map(s -> s / count).toArray();
    return new Moments(numbers(tensors, name + ".mean"), variance, count);
  }

  private static double[] numbers(Map<String, Tensor> tensors, String name) {
    return Objects.requireNonNull(tensors.get(name), name).doubles();
  }

  /// The file's bytes, with the fields that `VecNormalize.__getstate__` of version 2 leaves.
  byte[] write(Space observationSpace, Space actionSpace) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("num_envs", 1);
    fields.put("observation_space", GymSpaces.write(observationSpace));
    fields.put("action_space", GymSpaces.write(actionSpace));
    fields.put("reset_infos", List.of(Map.of()));
    fields.put("_seeds", Arrays.asList((Object) null));
    fields.put("_options", List.of(Map.of()));
    fields.put("render_mode", null);
    fields.put("metadata", Map.of("render_modes", List.of()));
    fields.put("norm_obs", config.normalizeObservations());
    fields.put("norm_obs_keys", null);
    fields.put("obs_spaces", null);
    if (observations != null) {
      fields.put("obs_rms", pickled(observations, NumPy::array));
    }
    fields.put("ret_rms", pickled(returns, one -> NumPy.point(one[0])));
    fields.put("clip_obs", limit(config.clipObservations()));
    fields.put("clip_reward", limit(config.clipRewards()));
    fields.put("gamma", Double.parseDouble(Numbers.text(gamma)));
    fields.put("epsilon", EPSILON);
    fields.put("training", true);
    fields.put("norm_reward", config.normalizeRewards());
    fields.put("old_reward", NumPy.array(new double[0]));
    return PickleWriter.write(PyObject.of(TYPE, fields), PROTOCOL);
  }

  /// Infinity where there is no limit, which NumPy's clip takes.
  private static double limit(float limit) {
    return Float.isInfinite(limit) ? limit : Double.parseDouble(Numbers.text(limit));
  }

  private static PyObject pickled(Moments moments, Function<double[], PyObject> array) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("mean", array.apply(moments.mean));
    fields.put("var", array.apply(moments.variance));
    fields.put("count", moments.count);
    return PyObject.of("stable_baselines3.common.running_mean_std.RunningMeanStd", fields);
  }

  private static boolean truth(PyObject object, String field) throws Sb3FormatException {
    return NumPy.numbers(object.field(field), "its " + field)[0] != 0;
  }

  private static double number(PyObject object, String field) throws Sb3FormatException {
    double[] numbers = NumPy.numbers(object.field(field), "its " + field);
    if (numbers.length != 1) {
      throw new Sb3FormatException("its %s is not a number.".formatted(field));
    }
    return numbers[0];
  }

  private static Moments moments(@Nullable Object value, String name) throws Sb3FormatException {
    if (!(value instanceof PyObject moments)) {
      throw new Sb3FormatException("its %s has no moments.".formatted(name));
    }
    double[] mean = NumPy.numbers(moments.field("mean"), "the mean of its " + name);
    double[] variance = NumPy.numbers(moments.field("var"), "the variance of its " + name);
    if (mean.length != variance.length) {
      throw new Sb3FormatException("its %s is damaged.".formatted(name));
    }
    return new Moments(mean, variance, number(moments, "count"));
  }

  /// The normaliser of these statistics.
  ///
  /// @throws Sb3FormatException if they are of other observations, or invalid
  Normalizer normalizer(AlgorithmConfig algorithm, Space space) throws Sb3FormatException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    int size = space.size();
    Moments own =
        observations == null ? new Moments(new double[size], ones(size), EPSILON) : observations;
    if (own.mean.length != size) {
      throw new Sb3FormatException(
          "its statistics are of %d numbers; an observation of the model has %d."
              .formatted(own.mean.length, size));
    }
    put(tensors, "observation", own);
    put(tensors, "return", returns);
    try {
      return Normalizer.of(algorithm, space, tensors);
    } catch (DamagedFileException e) {
      throw new Sb3FormatException(String.valueOf(e.getMessage()), e);
    }
  }

  private static double[] ones(int n) {
    double[] ones = new double[n];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static void put(Map<String, Tensor> tensors, String name, Moments moments) {
    int size = moments.mean.length;
    tensors.put(name + ".count", Tensor.of(new double[] {moments.count}, 1));
    tensors.put(name + ".mean", Tensor.of(moments.mean, size));
    tensors.put(name + ".squares", Tensor.of(moments.squares(), size));
  }
}

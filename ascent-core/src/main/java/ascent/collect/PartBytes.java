package ascent.collect;

import ascent.algo.AlgorithmConfig;
import ascent.algo.DivergedException;
import ascent.config.Thrown;
import ascent.env.EnvFailure;
import ascent.io.DamagedFileException;
import ascent.io.Safetensors;
import ascent.io.Tensor;
import ascent.rollout.Rollout;
import ascent.rollout.RunningMoments;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Serialises a part of a rollout with its rows, so that a worker in another process can send them.
///
/// A worker's rollout holds only the part's environments. Reading copies its rows into the columns
/// of these environments in the full rollout.
public final class PartBytes {
  private static final String PART = "part";
  private static final String FAILURE = "failure";
  private static final String WHAT = "what";
  private static final String STREAM = "stream";

  private PartBytes() {}

  /// Writes a part with its rows.
  ///
  /// @param rollout of the part's environments only
  public static byte[] write(Part part, Rollout rollout) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    Map<String, String> texts = new LinkedHashMap<>();
    Part.Failure failure = part.failure();
    tensors.put(PART, Tensor.of(new long[] {part.first(), part.envs(), part.iteration()}, 3));
    if (failure != null) {
      writeFailure(failure, tensors, texts);
    } else {
      writeRows(part, rollout, tensors);
      writePart(part, tensors);
      writeMoments("observed", part.moments().observed(), tensors);
      writeMoments("returned", part.moments().returned(), tensors);
    }
    return new Safetensors(tensors, texts).toBytes();
  }

  private static void writeRows(Part part, Rollout r, Map<String, Tensor> tensors) {
    int rows = Arrays.stream(part.lengths()).max().orElse(0) * part.envs();
    put(tensors, "obs", r.obs, rows * r.obsSize());
    put(tensors, "actions", r.actions, rows * r.actionSize());
    put(tensors, "logProb", r.logProb, rows);
    put(tensors, "reward", r.reward, rows);
    tensors.put("terminated", Tensors.of(r.terminated, 0, rows));
    tensors.put("truncated", Tensors.of(r.truncated, 0, rows));
    tensors.put("masks", Tensors.of(r.masks, 0, rows * r.maskSize()));
    put(tensors, "lastObs", r.lastObs, r.lastObs.length);
  }

  private static void put(Map<String, Tensor> tensors, String name, float[] a, int size) {
    tensors.put(name, Tensor.of(Arrays.copyOf(a, size), size));
  }

  private static void writePart(Part part, Map<String, Tensor> tensors) {
    int width = part.metricNames().size();
    int obsSize = part.obsSize();
    int[] finalAt = new int[2 * part.finals()]; // step and environment
    for (int k = 0; k < part.finals(); k++) {
      finalAt[2 * k] = part.finalStep(k);
      finalAt[2 * k + 1] = part.finalEnv(k);
    }
    int[] endAt = new int[3 * part.ended()]; // step, environment and length
    double[] returns = new double[part.ended()];
    for (int k = 0; k < part.ended(); k++) {
      endAt[3 * k] = part.endStep(k);
      endAt[3 * k + 1] = part.endEnv(k);
      endAt[3 * k + 2] = part.endLength(k);
      returns[k] = part.endReturn(k);
    }
    tensors.put("length", Tensors.of(part.lengths()));
    tensors.put("final.at", Tensors.of(finalAt));
    put(tensors, "final.obs", part.finalObs(), part.finals() * obsSize);
    tensors.put("end.at", Tensors.of(endAt));
    tensors.put("end.return", Tensor.of(returns, returns.length));
    double[] metrics = Arrays.copyOf(part.endMetrics(), part.ended() * width);
    tensors.put("end.metrics", Tensor.of(metrics, metrics.length));
  }

  private static void writeMoments(
      String name, RunningMoments[] moments, Map<String, Tensor> tensors) {
    double[] counts = Arrays.stream(moments).mapToDouble(RunningMoments::count).toArray();
    double[] means = Arrays.stream(moments).flatMapToDouble(m -> Arrays.stream(m.mean())).toArray();
    double[] squares =
        Arrays.stream(moments).flatMapToDouble(m -> Arrays.stream(m.squares())).toArray();
    tensors.put(name + ".count", Tensor.of(counts, counts.length));
    tensors.put(name + ".mean", Tensor.of(means, means.length));
    tensors.put(name + ".squares", Tensor.of(squares, squares.length));
  }

  private static void writeFailure(
      Part.Failure failure, Map<String, Tensor> tensors, Map<String, String> texts) {
    tensors.put(FAILURE, Tensors.of(new int[] {failure.step(), failure.env()}));
    switch (failure.cause()) {
      case EnvFailure e -> {
        texts.put(WHAT, e.what());
        texts.put(STREAM, e.stream());
        tensors.put("failure.at", Tensors.of(new int[] {e.env(), e.episode(), e.step()}));
        put(tensors, "failure.actions", e.actions(), e.actions().length);
      }
      case DivergedException e -> texts.put("diverged", e.what());
      default -> texts.put("other", Thrown.by("its source", failure.cause()));
    }
  }

  /// Reads a part, and its rows into the rollout of all environments.
  ///
  /// @param rollout with masks if the environments have any
  /// @param metricNames the names of the environments' episode metrics
  /// @throws DamagedFileException when the bytes are not a part of such a rollout
  public static Part read(
      byte[] bytes, Rollout rollout, AlgorithmConfig config, List<String> metricNames)
      throws DamagedFileException {
    Safetensors file = Safetensors.parse(bytes);
    Map<String, Tensor> tensors = file.tensors();
    long[] which = Tensors.longs(tensors, PART, 3);
    PartCollector.Range range = range(which[0], which[1], rollout.envs());
    int obsSize = rollout.obsSize();
    var moments = new RolloutMoments(config.normalization(), config.gamma(), range.size(), obsSize);
    Part part = new Part(range, obsSize, metricNames, moments);
    part.begin(which[2]);
    if (tensors.containsKey(FAILURE)) {
      readFailure(file, part);
      return part;
    }
    readPart(tensors, part, rollout.capacity());
    readMoments("observed", moments.observed(), tensors);
    readMoments("returned", moments.returned(), tensors);
    readRows(tensors, part, rollout);
    return part;
  }

  private static PartCollector.Range range(long first, long envs, int all)
      throws DamagedFileException {
    if (first < 0 || envs < 1 || envs > all - first) {
      throw new DamagedFileException(
          "The part has %d environments from number %d; the rollout has %d environments."
              .formatted(envs, first, all));
    }
    return new PartCollector.Range((int) first, (int) (first + envs), 0);
  }

  private static void readRows(Map<String, Tensor> tensors, Part part, Rollout r)
      throws DamagedFileException {
    int from = part.first();
    int m = part.envs();
    int steps = Arrays.stream(part.lengths()).max().orElse(0);
    int rows = steps * m;
    float[] obs = Tensors.floats(tensors, "obs", rows * r.obsSize());
    float[] actions = Tensors.floats(tensors, "actions", rows * r.actionSize());
    float[] logProb = Tensors.floats(tensors, "logProb", rows);
    float[] reward = Tensors.floats(tensors, "reward", rows);
    float[] terminated = Tensors.floats(tensors, "terminated", rows);
    float[] truncated = Tensors.floats(tensors, "truncated", rows);
    float[] masks = Tensors.floats(tensors, "masks", rows * r.maskSize());
    float[] lastObs = Tensors.floats(tensors, "lastObs", m * r.obsSize());
    for (int t = 0; t < steps; t++) {
      int source = t * m;
      int row = t * r.envs() + from;
      copy(obs, source, r.obs, row, m, r.obsSize());
      copy(actions, source, r.actions, row, m, r.actionSize());
      copy(logProb, source, r.logProb, row, m, 1);
      copy(reward, source, r.reward, row, m, 1);
      for (int i = 0; i < m; i++) {
        r.terminated[row + i] = terminated[source + i] != 0;
        r.truncated[row + i] = truncated[source + i] != 0;
      }
      for (int j = 0; j < m * r.maskSize(); j++) {
        r.masks[row * r.maskSize() + j] = masks[source * r.maskSize() + j] != 0;
      }
    }
    copy(lastObs, 0, r.lastObs, from, m, r.obsSize());
  }

  private static void copy(float[] from, int row, float[] to, int toRow, int rows, int width) {
    System.arraycopy(from, row * width, to, toRow * width, rows * width);
  }

  private static void readPart(Map<String, Tensor> tensors, Part part, int capacity)
      throws DamagedFileException {
    int[] lengths = Tensors.ints(tensors, "length", part.envs());
    for (int length : lengths) {
      if (length < 1 || length > capacity) {
        throw new DamagedFileException(
            "An environment has %d steps; it must have 1 to %d.".formatted(length, capacity));
      }
    }
    System.arraycopy(lengths, 0, part.lengths(), 0, lengths.length);
    int[] finalAt = Tensors.ints(tensors, "final.at", Tensors.ANY_SIZE);
    int finals = finalAt.length / 2;
    requireOrder("final.at", finalAt, 2, lengths);
    float[] finalObs = Tensors.floats(tensors, "final.obs", finals * part.obsSize());
    for (int k = 0; k < finals; k++) {
      part.addFinal(finalAt[2 * k], finalAt[2 * k + 1], finalObs, k * part.obsSize());
    }
    int width = part.metricNames().size();
    double[] returns = Tensors.doubles(tensors, "end.return", Tensors.ANY_SIZE);
    int[] endAt = Tensors.ints(tensors, "end.at", 3 * returns.length);
    requireOrder("end.at", endAt, 3, lengths);
    double[] metrics = Tensors.doubles(tensors, "end.metrics", returns.length * width);
    for (int k = 0; k < returns.length; k++) {
      part.addEnd(endAt[3 * k], endAt[3 * k + 1], returns[k], endAt[3 * k + 2], metrics, k * width);
    }
  }

  /// Checks entries that begin with a step and an environment: they must be by step and then by
  /// environment, each a step of that environment.
  private static void requireOrder(String name, int[] at, int width, int[] lengths)
      throws DamagedFileException {
    long last = -1;
    for (int k = 0; k + 1 < at.length; k += width) {
      int step = at[k];
      int env = at[k + 1];
      long order = (long) step * lengths.length + env;
      if (env >= lengths.length || step >= lengths[env] || order <= last) {
        throw new DamagedFileException(
            "%s has step %d of environment %d of the part, which it cannot have there."
                .formatted(name, step, env));
      }
      last = order;
    }
  }

  private static void readMoments(
      String name, RunningMoments[] moments, Map<String, Tensor> tensors)
      throws DamagedFileException {
    int m = moments.length;
    int size = m == 0 ? 0 : moments[0].size();
    double[] counts = Tensors.doubles(tensors, name + ".count", m);
    double[] means = Tensors.doubles(tensors, name + ".mean", m * size);
    double[] squares = Tensors.doubles(tensors, name + ".squares", m * size);
    for (int k = 0; k < m; k++) {
      int at = k * size;
      moments[k] =
          RunningMoments.of(
              counts[k],
              Arrays.copyOfRange(means, at, at + size),
              Arrays.copyOfRange(squares, at, at + size));
    }
  }

  private static void readFailure(Safetensors file, Part part) throws DamagedFileException {
    int[] at = Tensors.ints(file.tensors(), FAILURE, 2);
    Map<String, String> texts = file.metadata();
    String diverged = texts.get("diverged");
    String what = texts.get(WHAT);
    Throwable cause;
    if (what != null) {
      int[] where = Tensors.ints(file.tensors(), "failure.at", 3);
      float[] actions = Tensors.floats(file.tensors(), "failure.actions", Tensors.ANY_SIZE);
      String stream = texts.getOrDefault(STREAM, "");
      cause =
          stream.isEmpty() // outside of episodes
              ? new EnvFailure(what, null)
              : new EnvFailure(where[0], where[1], where[2], stream, what, null)
                  .withActions(actions);
    } else if (diverged != null) {
      cause = DivergedException.of(diverged);
    } else {
      cause = new IllegalStateException("A part failed: " + texts.get("other"));
    }
    part.fail(at[0], at[1], cause);
  }
}

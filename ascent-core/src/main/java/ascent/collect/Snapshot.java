package ascent.collect;

import ascent.algo.AlgorithmConfig;
import ascent.config.Check;
import ascent.io.DamagedFileException;
import ascent.io.Safetensors;
import ascent.io.Tensor;
import ascent.space.Space;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/// The policy that collects a rollout: its parameters, the normaliser's statistics, and the
/// iteration number, which names the random streams of the actions. None of it changes while a
/// rollout is collected, so every part of the rollout uses the same policy and scale.
///
/// The trainer has one snapshot over the live parameters and statistics, and increments its
/// iteration between rollouts.
public final class Snapshot {
  private static final String THETA = "theta";
  private static final String ITERATION = "iteration";

  private final float[] theta;
  private final Normalizer normalizer;
  private long iteration;

  /// @param theta `[|θ|]`, not copied
  /// @param normalizer not copied
  /// @param iteration the number of rollouts before this one
  public Snapshot(float[] theta, Normalizer normalizer, long iteration) {
    Check.that(iteration >= 0, "iteration", iteration, "at least 0");
    this.theta = Objects.requireNonNull(theta, "theta is required");
    this.normalizer = Objects.requireNonNull(normalizer, "normalizer is required");
    this.iteration = iteration;
  }

  /// The parameters that act, live, `[|θ|]`.
  public float[] theta() {
    return theta;
  }

  /// The normaliser of observations.
  public Normalizer normalizer() {
    return normalizer;
  }

  /// The number of rollouts before this one.
  public long iteration() {
    return iteration;
  }

  /// Increments the iteration.
  public void nextIteration() {
    iteration++;
  }

  /// The snapshot as bytes, for a worker in another process; see [#of].
  public byte[] toBytes() {
    Map<String, Tensor> tensors = new LinkedHashMap<>(normalizer.tensors());
    tensors.put(THETA, Tensor.of(theta, theta.length));
    tensors.put(ITERATION, Tensor.of(new long[] {iteration}, 1));
    return new Safetensors(tensors, Map.of()).toBytes();
  }

  /// Reads what [#toBytes] wrote.
  ///
  /// @throws DamagedFileException when the bytes are not a snapshot
  public static Snapshot of(byte[] bytes, AlgorithmConfig config, Space observations)
      throws DamagedFileException {
    Map<String, Tensor> tensors = Safetensors.parse(bytes).tensors();
    return new Snapshot(
        Tensors.floats(tensors, THETA, Tensors.ANY_SIZE),
        Normalizer.of(config, observations, tensors),
        Tensors.longs(tensors, ITERATION, 1)[0]);
  }
}

package ascent.collect;

import ascent.io.DamagedFileException;
import ascent.io.Safetensors;
import ascent.io.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The state of n environments between two rollouts: all that is needed to collect the next one, in
/// this process or another. A checkpoint saves it.
///
/// An environment's internal state is not included. An episode is a function of its random stream
/// and its actions, so running episodes are replayed.
///
/// @param episodes number of the running episode, `[n]`
/// @param lengths its steps so far, `[n]`
/// @param returns its undiscounted return so far, `[n]`
/// @param actions its actions so far, one environment after the other, `[Σ lengths × actionSize]`
/// @param observations the last observations, `[n × obsSize]`; a replay must end in the same bits
/// @param discounted its discounted return so far, `[n]`; empty where no normaliser needs it
/// @param state what the policy remembers of each environment, `[n × stateSize]`
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record Carry(
    int[] episodes,
    int[] lengths,
    double[] returns,
    float[] actions,
    float[] observations,
    double[] discounted,
    float[] state) {

  /// n, the number of environments.
  public int envs() {
    return episodes.length;
  }

  /// The carry of environments `from … to − 1`.
  ///
  /// @throws IllegalStateException when there are fewer environments, or an array does not divide
  ///   among them: the carry belongs to other environments
  public Carry slice(int from, int to) {
    if (from < 0 || from >= to || to > envs()) {
      throw new IllegalStateException(
          "The carry is of %d environments; it has no environments %d to %d. Maybe it belongs to another run."
              .formatted(envs(), from, to - 1));
    }
    requireConsistent();
    int total = Arrays.stream(lengths).sum();
    int actionSize = total == 0 ? 0 : actions.length / total;
    int first = Arrays.stream(lengths, 0, from).sum() * actionSize;
    int last = first + Arrays.stream(lengths, from, to).sum() * actionSize;
    int obsSize = observations.length / envs();
    int returnSize = discounted.length / envs();
    int stateSize = state.length / envs();
    return new Carry(
        Arrays.copyOfRange(episodes, from, to),
        Arrays.copyOfRange(lengths, from, to),
        Arrays.copyOfRange(returns, from, to),
        Arrays.copyOfRange(actions, first, last),
        Arrays.copyOfRange(observations, from * obsSize, to * obsSize),
        Arrays.copyOfRange(discounted, from * returnSize, to * returnSize),
        Arrays.copyOfRange(state, from * stateSize, to * stateSize));
  }

  /// Joins the carries of consecutive ranges of environments.
  public static Carry concat(List<Carry> ranges) {
    return new Carry(
        ranges.stream().flatMapToInt(c -> Arrays.stream(c.episodes)).toArray(),
        ranges.stream().flatMapToInt(c -> Arrays.stream(c.lengths)).toArray(),
        ranges.stream().flatMapToDouble(c -> Arrays.stream(c.returns)).toArray(),
        concatFloats(ranges.stream().map(Carry::actions).toList()),
        concatFloats(ranges.stream().map(Carry::observations).toList()),
        ranges.stream().flatMapToDouble(c -> Arrays.stream(c.discounted)).toArray(),
        concatFloats(ranges.stream().map(Carry::state).toList()));
  }

  private static float[] concatFloats(List<float[]> arrays) {
    float[] all = new float[arrays.stream().mapToInt(a -> a.length).reduce(0, Math::addExact)];
    int at = 0;
    for (float[] a : arrays) {
      System.arraycopy(a, 0, all, at, a.length);
      at += a.length;
    }
    return all;
  }

  /// The carry as named tensors, for a file or a message; see [#of].
  public Map<String, Tensor> tensors() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("env.episode", Tensors.of(episodes));
    tensors.put("env.length", Tensors.of(lengths));
    tensors.put("env.return", Tensor.of(returns, returns.length));
    tensors.put("env.actions", Tensor.of(actions, actions.length));
    tensors.put("env.observation", Tensor.of(observations, observations.length));
    tensors.put("env.discounted", Tensor.of(discounted, discounted.length));
    tensors.put("env.state", Tensor.of(state, state.length));
    return tensors;
  }

  /// Reads what [#tensors] gave.
  ///
  /// @throws DamagedFileException when a tensor is missing
  public static Carry of(Map<String, Tensor> tensors) throws DamagedFileException {
    int[] episodes = Tensors.ints(tensors, "env.episode", Tensors.ANY_SIZE);
    int n = episodes.length;
    return new Carry(
        episodes,
        Tensors.ints(tensors, "env.length", n),
        Tensors.doubles(tensors, "env.return", n),
        Tensors.floats(tensors, "env.actions", Tensors.ANY_SIZE),
        Tensors.floats(tensors, "env.observation", Tensors.ANY_SIZE),
        Tensors.doubles(tensors, "env.discounted", Tensors.ANY_SIZE),
        Tensors.floats(tensors, "env.state", Tensors.ANY_SIZE));
  }

  /// The carry as bytes, for a worker in another process; see [#of(byte[])]. Two carries are equal
  /// if and only if their bytes are.
  public byte[] toBytes() {
    return new Safetensors(tensors(), Map.of()).toBytes();
  }

  /// Reads what [#toBytes] wrote.
  ///
  /// @throws DamagedFileException when the bytes are not a carry
  public static Carry of(byte[] bytes) throws DamagedFileException {
    return of(Safetensors.parse(bytes).tensors());
  }

  /// Checks that every environment has its share of each array, so that a [#slice] can be cut.
  ///
  /// @throws IllegalStateException when one has not
  private void requireConsistent() {
    long steps = Arrays.stream(lengths).asLongStream().sum();
    requireMultiple("env.observation", observations.length, envs());
    requireMultiple("env.discounted", discounted.length, envs());
    requireMultiple("env.state", state.length, envs());
    requireMultiple("env.actions", actions.length, steps);
  }

  private static void requireMultiple(String name, int size, long of) {
    if (of == 0 ? size != 0 : size % of != 0) {
      throw new IllegalStateException(
          "%s has %d elements; it must have a multiple of %d. Maybe it belongs to another run."
              .formatted(name, size, of));
    }
  }

  /// Checks that the carry belongs to these environments.
  ///
  /// @throws IllegalStateException when it has other sizes
  void requireFits(int n, int obsSize, int actionSize, int discountedSize, int stateSize) {
    require("env.episode", episodes.length, n);
    require("env.observation", observations.length, n * obsSize);
    require("env.actions", actions.length, Arrays.stream(lengths).sum() * actionSize);
    require("env.discounted", discounted.length, discountedSize);
    require("env.state", state.length, stateSize);
  }

  private static void require(String name, int size, int expected) {
    if (size != expected) {
      throw new IllegalStateException(
          "%s has %d elements; this run needs %d. Maybe it belongs to another run."
              .formatted(name, size, expected));
    }
  }
}

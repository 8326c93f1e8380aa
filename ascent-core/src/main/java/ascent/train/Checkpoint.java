package ascent.train;

import ascent.agent.ModelFile;
import ascent.agent.ModelInfo;
import ascent.agent.Provenance;
import ascent.agent.RunSettings;
import ascent.algo.Algorithm;
import ascent.algo.AlgorithmConfig;
import ascent.algo.Learner;
import ascent.collect.Carry;
import ascent.collect.EpisodeWindow;
import ascent.collect.Normalizer;
import ascent.collect.RolloutSource;
import ascent.config.Check;
import ascent.io.DamagedFileException;
import ascent.io.Hashes;
import ascent.io.Json;
import ascent.io.Safetensors;
import ascent.io.Tensor;
import ascent.io.ZipStore;
import ascent.policy.ActorCritic;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// All that a run needs to resume as if it had never stopped: the model, the optimiser state, the
/// state of the environments, and the counters. Random streams are named by counters, so none is
/// saved.
///
/// | entry in addition to the model's | content |
/// |---|---|
/// | `state.safetensors` | optimiser vectors, environments, the window of recent episodes, listeners |
/// | `progress.json` | steps, iterations, time, the lengths of `metrics.csv` and `episodes.csv` |
final class Checkpoint {
  private static final String STATE = "state.safetensors";
  private static final String PROGRESS = "progress.json";
  private static final String VECTOR = "algorithm.vector."; // and its number

  private final ModelFile.Model model;
  private final AlgorithmConfig config;
  private final Map<String, Tensor> state;
  private final Carry carry;
  private final Saved saved;

  /// The plain numbers of a checkpoint.
  ///
  /// @param logs the rows that belong to it
  record Saved(Progress progress, RunLogs.Lengths logs) {}

  private Checkpoint(
      ModelFile.Model model,
      AlgorithmConfig config,
      Map<String, Tensor> state,
      Carry carry,
      Saved saved) {
    this.model = model;
    this.config = config;
    this.state = state;
    this.carry = carry;
    this.saved = saved;
  }

  AlgorithmConfig config() {
    return config;
  }

  RunSettings settings() {
    return model.info().run();
  }

  ActorCritic policy() {
    return model.policy();
  }

  Normalizer normalizer() {
    return model.normalizer().copy();
  }

  /// The same under other settings.
  Checkpoint under(ModelInfo info) {
    var steps = new ModelInfo(info.config(), info.run(), steps(), info.provenance());
    var moved =
        new ModelFile.Model(model.policy(), model.normalizer().copy(), model.theta(), steps);
    return of(moved, state, saved.progress);
  }

  /// Writes it to a file, as one that counts no rows.
  void write(Path file) throws IOException {
    write(file, model, state, saved.progress, saved.logs);
  }

  /// The software and machine that wrote it.
  Provenance provenance() {
    return model.info().provenance();
  }

  /// SHA-256 of its parameters.
  String parametersSha256() {
    return Hashes.sha256(model.theta());
  }

  /// Whether a listener stopped the run.
  boolean stopped() {
    return saved.progress.stoppedAtStep() >= 0;
  }

  long steps() {
    return saved.progress.steps();
  }

  RunLogs.Lengths logs() {
    return saved.logs;
  }

  /// Checks that a file can hold the parameters and the optimiser's vectors. What else a checkpoint
  /// holds is small.
  ///
  /// @param numbers in all of them
  /// @throws IllegalArgumentException if the file would be too large
  static void requireFits(long numbers) {
    Check.that(
        Math.multiplyExact(Float.BYTES, numbers) < ZipStore.LARGEST,
        "the size of a checkpoint",
        Math.multiplyExact(Float.BYTES, numbers) + " bytes",
        "less than " + ZipStore.LARGEST,
        "Maybe use fewer or smaller layers.");
  }

  /// Writes a checkpoint, atomically.
  ///
  /// @param state from [#state]
  /// @param logs the rows that belong to it
  static void write(
      Path file,
      ModelFile.Model model,
      Map<String, Tensor> state,
      Progress progress,
      RunLogs.Lengths logs)
      throws IOException {
    Map<String, byte[]> entries = ModelFile.entries(model);
    entries.put(STATE, new Safetensors(state, Map.of()).toBytes());
    entries.put(PROGRESS, ModelFile.json(new Saved(progress, logs)));
    ModelFile.STORE.writeInExistingFolder(file, entries);
  }

  /// The optimiser and environment state of a run, by name.
  static Map<String, Tensor> state(Algorithm algorithm, Carry carry, EpisodeWindow window) {
    Map<String, Tensor> state = new LinkedHashMap<>();
    List<float[]> vectors = algorithm.learner().vectors();
    for (int i = 0; i < vectors.size(); i++) {
      state.put(VECTOR + i, Tensor.of(vectors.get(i), vectors.get(i).length));
    }
    long[] counters = algorithm.learner().counters();
    state.put("algorithm.counters", Tensor.of(counters, counters.length));
    double[] own = algorithm.state();
    state.put("algorithm.state", Tensor.of(own, own.length));
    state.putAll(carry.tensors());
    state.put("window.returns", Tensor.of(window.returns(), EpisodeWindow.SIZE));
    state.put("window.lengths", Tensor.of(window.lengths(), EpisodeWindow.SIZE));
    state.put("window.successes", Tensor.of(window.successes(), EpisodeWindow.SIZE));
    state.put("window.episodes", Tensor.of(new long[] {window.episodes()}, 1));
    return state;
  }

  /// A checkpoint that is not in a file. Nothing in it changes when the run goes on.
  ///
  /// @param state from [#state]
  static Checkpoint of(ModelFile.Model model, Map<String, Tensor> state, Progress progress) {
    if (!(model.info().config() instanceof AlgorithmConfig config)) {
      throw new IllegalStateException("The settings are not an algorithm's.");
    }
    var frozen =
        new ModelFile.Model(
            model.policy(), model.normalizer().copy(), model.theta().clone(), model.info());
    try {
      var saved = new Saved(progress, new RunLogs.Lengths(0, 0));
      return new Checkpoint(frozen, config, state, Carry.of(state), saved);
    } catch (DamagedFileException e) {
      throw new IllegalStateException("The state is incomplete: " + e.getMessage(), e);
    }
  }

  /// Reads a checkpoint completely, or fails.
  static Checkpoint read(Path file) throws IOException {
    Map<String, byte[]> entries = ModelFile.STORE.read(file);
    try {
      ModelFile.Model model = ModelFile.parse(entries);
      Map<String, Tensor> state = Safetensors.parse(ModelFile.entry(entries, STATE)).tensors();
      requireFiniteVectors(state);
      Saved saved = Json.read(ModelFile.json(entries, PROGRESS), Saved.class);
      if (!(model.info().config() instanceof AlgorithmConfig config)) {
        throw new DamagedFileException(
            "Its model was not made by an algorithm that can be resumed.");
      }
      return new Checkpoint(model, config, state, Carry.of(state), saved);
    } catch (DamagedFileException e) {
      throw ModelFile.refused(file, e);
    }
  }

  /// Checks the optimiser's vectors: nothing would be learned from NaN.
  private static void requireFiniteVectors(Map<String, Tensor> state) throws DamagedFileException {
    for (Map.Entry<String, Tensor> entry : state.entrySet()) {
      if (entry.getKey().startsWith(VECTOR) && entry.getValue().type() == Tensor.Type.F32) {
        entry.getValue().requireFinite(entry.getKey());
      }
    }
  }

  /// Restores the state into a newly built run.
  ///
  /// @throws IllegalStateException when the checkpoint does not fit the run
  Progress restore(Algorithm algorithm, RolloutSource source, EpisodeWindow window) {
    Learner learner = algorithm.learner();
    List<float[]> vectors = new ArrayList<>();
    for (float[] vector : learner.vectors()) {
      vectors.add(get(VECTOR + vectors.size(), vector.length).floats());
    }
    long[] counters = get("algorithm.counters", learner.counters().length).longs();
    double[] own = algorithm.state();
    double[] saved = get("algorithm.state", own.length).doubles();
    window.restore(
        get("window.episodes", 1).longs()[0],
        get("window.returns", EpisodeWindow.SIZE).doubles(),
        get("window.lengths", EpisodeWindow.SIZE).doubles(),
        get("window.successes", EpisodeWindow.SIZE).doubles());
    learner.restore(model.theta(), counters, vectors);
    System.arraycopy(saved, 0, own, 0, own.length);
    source.restore(carry);
    return this.saved.progress;
  }

  /// The tensors of `state.safetensors`.
  Map<String, Tensor> state() {
    return state;
  }

  private Tensor get(String name, int size) {
    Tensor tensor = state.get(name);
    if (tensor == null || tensor.size() != size) {
      throw new IllegalStateException(
          "The checkpoint has no %s with %d elements.".formatted(name, size));
    }
    return tensor;
  }
}

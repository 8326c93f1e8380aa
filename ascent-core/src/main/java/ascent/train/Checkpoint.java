package ascent.train;

import ascent.agent.ModelFile;
import ascent.agent.ModelInfo;
import ascent.agent.Provenance;
import ascent.agent.RunSettings;
import ascent.algo.Algorithm;
import ascent.algo.AlgorithmConfig;
import ascent.algo.Learner;
import ascent.collect.EpisodeReplay;
import ascent.collect.EpisodeWindow;
import ascent.collect.Normalizer;
import ascent.collect.RolloutCollector;
import ascent.io.DamagedFileException;
import ascent.io.Json;
import ascent.io.Safetensors;
import ascent.io.Tensor;
import ascent.policy.ActorCritic;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// All that a run needs to continue as if it had never stopped: the model, the optimiser, where the
/// environments stand, and the counters. Random streams are named by what has been counted, so none
/// is saved.
///
/// | entry beside the model's | content |
/// |---|---|
/// | `state.safetensors` | optimiser vectors, environments, the window of recent episodes |
/// | `progress.json` | steps, iterations, time, the length of `metrics.csv` |
final class Checkpoint {
  private static final String STATE = "state.safetensors";
  private static final String PROGRESS = "progress.json";

  private final ModelFile.Model model;
  private final AlgorithmConfig config;
  private final Map<String, Tensor> state;
  private final Saved saved;

  /// The plain numbers of a checkpoint.
  ///
  /// @param metricsLength bytes of metrics.csv that belong to it
  record Saved(Training.Progress progress, long metricsLength) {}

  private Checkpoint(
      ModelFile.Model model, AlgorithmConfig config, Map<String, Tensor> state, Saved saved) {
    this.model = model;
    this.config = config;
    this.state = state;
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

  long metricsLength() {
    return saved.metricsLength;
  }

  /// Writes a checkpoint, atomically.
  static void write(Path file, TrainingParts parts, Training.Progress progress, long metricsLength)
      throws IOException {
    var info =
        new ModelInfo(parts.config(), parts.settings(), progress.steps(), Provenance.current());
    float[] theta = parts.algorithm().learner().parameters();
    Map<String, byte[]> entries =
        ModelFile.entries(new ModelFile.Model(parts.policy(), parts.normalizer(), theta, info));
    entries.put(STATE, new Safetensors(state(parts), Map.of()).toBytes());
    entries.put(PROGRESS, ModelFile.json(new Saved(progress, metricsLength)));
    ModelFile.STORE.rewrite(file, entries);
  }

  private static Map<String, Tensor> state(TrainingParts parts) {
    Map<String, Tensor> state = new LinkedHashMap<>();
    List<float[]> vectors = parts.algorithm().learner().vectors();
    for (int i = 0; i < vectors.size(); i++) {
      state.put("algorithm.vector." + i, Tensor.of(vectors.get(i), vectors.get(i).length));
    }
    long[] counters = parts.algorithm().learner().counters();
    state.put("algorithm.counters", Tensor.of(counters, counters.length));
    double[] own = parts.algorithm().state();
    state.put("algorithm.state", Tensor.of(own, own.length));
    EpisodeReplay.State envs = parts.collector().replay().state();
    int n = envs.episodes().length;
    state.put("env.episode", Tensor.of(longs(envs.episodes()), n));
    state.put("env.length", Tensor.of(longs(envs.lengths()), n));
    state.put("env.return", Tensor.of(envs.returns(), n));
    state.put("env.actions", Tensor.of(envs.actions(), envs.actions().length));
    state.put("env.observation", Tensor.of(envs.observations(), envs.observations().length));
    double[] discounted = parts.collector().discounted();
    if (discounted.length > 0) {
      state.put("env.discounted", Tensor.of(discounted, n));
    }
    EpisodeWindow window = parts.window();
    state.put("window.returns", Tensor.of(window.returns(), EpisodeWindow.SIZE));
    state.put("window.lengths", Tensor.of(window.lengths(), EpisodeWindow.SIZE));
    state.put("window.episodes", Tensor.of(new long[] {window.episodes()}, 1));
    return state;
  }

  /// Reads a checkpoint whole, or not at all.
  static Checkpoint read(Path file) throws IOException {
    Map<String, byte[]> entries = ModelFile.STORE.read(file);
    try {
      ModelFile.Model model = ModelFile.parse(entries);
      Map<String, Tensor> state = Safetensors.parse(ModelFile.entry(entries, STATE)).tensors();
      Saved saved = Json.read(ModelFile.json(entries, PROGRESS), Saved.class);
      if (!(model.info().config() instanceof AlgorithmConfig config)) {
        throw new DamagedFileException("It is not of an algorithm that goes on.");
      }
      return new Checkpoint(model, config, state, saved);
    } catch (DamagedFileException e) {
      throw ModelFile.refused(file, e);
    }
  }

  /// Puts the state into a freshly built run.
  ///
  /// @throws IllegalStateException when the checkpoint does not fit the run
  Training.Progress restore(Algorithm algorithm, RolloutCollector collector, EpisodeWindow window) {
    Learner learner = algorithm.learner();
    List<float[]> vectors = new ArrayList<>();
    for (float[] vector : learner.vectors()) {
      vectors.add(get("algorithm.vector." + vectors.size(), vector.length).floats());
    }
    EpisodeReplay.State envs = envs(collector.replay().state());
    long[] counters = get("algorithm.counters", learner.counters().length).longs();
    window.restore(
        get("window.episodes", 1).longs()[0],
        get("window.returns", EpisodeWindow.SIZE).doubles(),
        get("window.lengths", EpisodeWindow.SIZE).doubles());
    learner.restore(model.theta(), counters, vectors);
    double[] own = algorithm.state();
    if (own.length > 0) {
      System.arraycopy(get("algorithm.state", own.length).doubles(), 0, own, 0, own.length);
    }
    collector.replay().restore(envs);
    restore(collector.discounted(), collector.replay());
    return saved.progress;
  }

  /// An episode that starts anew has no rewards yet.
  private void restore(double[] discounted, EpisodeReplay replay) {
    if (discounted.length > 0) {
      double[] saved = get("env.discounted", discounted.length).doubles();
      Arrays.setAll(discounted, i -> replay.played().length(i) == 0 ? 0 : saved[i]);
    }
  }

  /// @param fresh the state of the same environments before their first step
  private EpisodeReplay.State envs(EpisodeReplay.State fresh) {
    int n = fresh.episodes().length;
    int[] lengths = ints(get("env.length", n).longs());
    int actions = Arrays.stream(lengths).sum() * model.policy().actionSpace().size();
    return new EpisodeReplay.State(
        ints(get("env.episode", n).longs()),
        lengths,
        get("env.return", n).doubles(),
        get("env.actions", actions).floats(),
        get("env.observation", fresh.observations().length).floats());
  }

  private Tensor get(String name, int size) {
    Tensor tensor = state.get(name);
    if (tensor == null || tensor.size() != size) {
      throw new IllegalStateException(
          "The checkpoint has no %s of %d numbers.".formatted(name, size));
    }
    return tensor;
  }

  private static long[] longs(int[] a) {
    long[] longs = new long[a.length];
    for (int i = 0; i < a.length; i++) {
      longs[i] = a[i];
    }
    return longs;
  }

  private static int[] ints(long[] a) {
    int[] ints = new int[a.length];
    for (int i = 0; i < a.length; i++) {
      ints[i] = Math.toIntExact(a[i]);
    }
    return ints;
  }
}

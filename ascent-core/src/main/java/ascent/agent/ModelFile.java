package ascent.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import ascent.algo.AlgorithmConfig;
import ascent.algo.Algorithms;
import ascent.algo.LearnerConfig;
import ascent.collect.Normalizer;
import ascent.config.Configs;
import ascent.config.Printable;
import ascent.distribution.DistributionConfig;
import ascent.io.DamagedFileException;
import ascent.io.InputFiles;
import ascent.io.Json;
import ascent.io.Safetensors;
import ascent.io.Tensor;
import ascent.io.ZipStore;
import ascent.nn.Parameter;
import ascent.policy.ActorCritic;
import ascent.space.Box;
import ascent.space.Discrete;
import ascent.space.MultiBinary;
import ascent.space.MultiDiscrete;
import ascent.space.Space;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The model zip, and the part of a checkpoint that is a model:
///
/// | entry | content |
/// |---|---|
/// | `model.safetensors` | the tensors of θ by name |
/// | `config.json` | algorithm, its settings, the run's settings, steps trained |
/// | `normalizer.safetensors` | running statistics, where observations or rewards are normalised |
/// | `spaces.json` | observation and action space |
/// | `provenance.json` | version, JDK, machine |
///
/// Internal: public for Ascent's own modules alone.
public final class ModelFile {
  public static final ZipStore STORE = new ZipStore("ascent-model", 1);
  static final String WEIGHTS = "model.safetensors";
  private static final String NORMALIZER = "normalizer.safetensors";
  private static final String CONFIG = "config.json";
  private static final String DISTRIBUTION = "distribution";
  private static final String SPACES = "spaces.json";
  private static final String PROVENANCE = "provenance.json";

  /// The files of a run's directory that hold a model: the final one, and the last checkpoint.
  public static final String MODEL = "model.zip";

  public static final String CHECKPOINT = "checkpoint.zip";

  private ModelFile() {}

  /// A model without its optimiser.
  @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
  public record Model(ActorCritic policy, Normalizer normalizer, float[] theta, ModelInfo info) {}

  static void write(Path file, Model model) throws IOException {
    STORE.write(file, entries(model));
  }

  /// Writes a model into a folder that must exist.
  public static void writeInExistingFolder(Path file, Model model) throws IOException {
    STORE.writeInExistingFolder(file, entries(model));
  }

  static Agent read(Path run) throws IOException {
    Path file = modelOf(run);
    Map<String, byte[]> entries = STORE.read(file);
    try {
      Model model = parse(entries);
      return new Agent(model.policy, model.normalizer, model.theta, model.info);
    } catch (DamagedFileException e) {
      throw refused(file, e);
    }
  }

  /// The model of a run, given its directory or a file: the final one, else its last checkpoint's.
  static Path modelOf(Path run) throws IOException {
    if (!Files.isDirectory(run)) {
      return InputFiles.regular(run);
    }
    Path model = run.resolve(MODEL);
    return Files.exists(model) ? model : InputFiles.regular(run.resolve(CHECKPOINT));
  }

  public static DamagedFileException refused(Path file, DamagedFileException why) {
    return new DamagedFileException(file + " cannot be used: " + why.getMessage(), why);
  }

  public static Map<String, byte[]> entries(Model model) {
    ActorCritic policy = model.policy;
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put(WEIGHTS, new Safetensors(tensors(policy, model.theta), Map.of()).toBytes());
    if (model.normalizer.learns()) {
      entries.put(NORMALIZER, new Safetensors(model.normalizer.tensors(), Map.of()).toBytes());
    }
    entries.put(CONFIG, json(config(model.info)));
    entries.put(
        SPACES,
        json(
            Map.of(
                "observation", describe(policy.observationSpace()),
                "action", describe(policy.actionSpace()))));
    entries.put(PROVENANCE, json(model.info.provenance()));
    return entries;
  }

  public static Model parse(Map<String, byte[]> entries) throws DamagedFileException {
    ModelInfo info = info(json(entries, CONFIG), json(entries, PROVENANCE));
    Object spaces = json(entries, SPACES);
    try {
      ActorCritic policy =
          new ActorCritic(
              space(spaces, "observation"),
              space(spaces, "action"),
              info.config().network(),
              info.config().distribution(),
              info.config().learnsValue());
      float[] theta = theta(policy, Safetensors.parse(entry(entries, WEIGHTS)));
      return new Model(policy, normalizer(entries, info.config(), policy), theta, info);
    } catch (IllegalArgumentException e) {
      throw new DamagedFileException("The model is inconsistent: " + e.getMessage(), e);
    }
  }

  private static Normalizer normalizer(
      Map<String, byte[]> entries, LearnerConfig learner, ActorCritic policy)
      throws DamagedFileException {
    if (!(learner instanceof AlgorithmConfig config) || !config.normalization().any()) {
      return Normalizer.none(policy.observationSpace());
    }
    Normalizer.of(config, policy.observationSpace()); // which may contradict each other
    Map<String, Tensor> tensors = Safetensors.parse(entry(entries, NORMALIZER)).tensors();
    return Normalizer.of(config, policy.observationSpace(), tensors);
  }

  public static byte[] json(Object value) {
    return Json.pretty(value).getBytes(UTF_8);
  }

  public static @Nullable Object json(Map<String, byte[]> entries, String name)
      throws DamagedFileException {
    byte[] json = entry(entries, name);
    try {
      return Json.parse(json);
    } catch (DamagedFileException e) {
      throw new DamagedFileException("entry %s: %s".formatted(name, e.getMessage()), e);
    }
  }

  public static byte[] entry(Map<String, byte[]> entries, String name) throws DamagedFileException {
    byte[] bytes = entries.get(name);
    if (bytes == null) {
      throw new DamagedFileException("The file has no " + name + ".");
    }
    return bytes;
  }

  private static Map<String, Tensor> tensors(ActorCritic policy, float[] theta) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (Parameter t : policy.layout()) {
      int[] shape = t.shape().stream().mapToInt(Integer::intValue).toArray();
      float[] data = new float[t.size()];
      System.arraycopy(theta, t.offset(), data, 0, data.length);
      tensors.put(t.name(), Tensor.of(data, shape));
    }
    return tensors;
  }

  private static float[] theta(ActorCritic policy, Safetensors file) throws DamagedFileException {
    float[] theta = new float[policy.parameters()];
    List<Parameter> expected = policy.layout();
    if (file.tensors().size() != expected.size()) {
      throw new DamagedFileException(
          "The model has " + file.tensors().size() + " tensors, not " + expected.size() + ".");
    }
    for (Parameter t : expected) {
      Tensor tensor = file.tensors().get(t.name());
      if (tensor == null || tensor.type() != Tensor.Type.F32 || !tensor.shape().equals(t.shape())) {
        throw new DamagedFileException(
            "The model has no float tensor " + t.name() + " of shape " + t.shape() + ".");
      }
      tensor.requireFinite(t.name());
      System.arraycopy(tensor.floats(), 0, theta, t.offset(), t.size());
    }
    return theta;
  }

  /// The settings of a run in readable form; see [Settings].
  public static Map<String, Object> config(ModelInfo info) {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("algorithm", info.config().algorithm());
    config.put("steps_trained", info.steps());
    config.put("run", Configs.toMap(info.run()));
    config.put("config", Configs.toMap((Record) info.config()));
    return config;
  }

  /// The content of `config.json`.
  private record Settings(
      String algorithm, long steps_trained, Map<String, String> run, Map<String, String> config) {}

  private static ModelInfo info(@Nullable Object config, @Nullable Object provenance)
      throws DamagedFileException {
    Settings settings = Json.read(config, Settings.class);
    String name = settings.algorithm;
    LearnerConfig defaults =
        Algorithms.learner(name)
            .orElseThrow(() -> new DamagedFileException(unknown("algorithm", name)));
    String distribution = settings.config.get(DISTRIBUTION);
    if (distribution != null
        && DistributionConfig.all().stream().noneMatch(d -> d.name().equals(distribution))) {
      throw new DamagedFileException(unknown(DISTRIBUTION, distribution));
    }
    try {
      return new ModelInfo(
          (LearnerConfig) Configs.with((Record) defaults, settings.config),
          Configs.with(RunSettings.DEFAULT, settings.run),
          settings.steps_trained,
          Json.read(provenance, Provenance.class));
    } catch (IllegalArgumentException e) {
      throw new DamagedFileException("The settings are damaged: " + e.getMessage(), e);
    }
  }

  private static String unknown(String kind, String name) {
    return "The %s %s is unknown here. Maybe its jar is missing on the class path: --class-path JAR."
        .formatted(kind, Printable.excerpt(name));
  }

  /// Why a model with these settings could not be read again; empty if it could.
  public static String whyUnreadable(LearnerConfig config) {
    Object known = Algorithms.learner(config.algorithm()).orElse(null);
    if (known == null || known.getClass() != config.getClass()) {
      return unoffered("algorithm", config.algorithm(), config, "AlgorithmProvider");
    }
    DistributionConfig own = config.distribution();
    boolean offered =
        DistributionConfig.all().stream()
            .anyMatch(d -> d.name().equals(own.name()) && d.getClass() == own.getClass());
    return offered ? "" : unoffered(DISTRIBUTION, own.name(), own, "DistributionProvider");
  }

  private static String unoffered(String kind, String name, Object settings, String provider) {
    return "A model with the %s %s of %s cannot be read again: no %s offers it. Maybe declare one in META-INF/services."
        .formatted(kind, name, settings.getClass().getName(), provider);
  }

  private static Map<String, Object> describe(Space space) {
    return switch (space) {
      case Box s -> ordered("box", "low", s.low(), "high", s.high());
      case Discrete s -> ordered("discrete", "n", s.n());
      case MultiDiscrete s -> ordered("multi-discrete", "counts", s.counts());
      case MultiBinary s -> ordered("multi-binary", "n", s.n());
    };
  }

  private static Map<String, Object> ordered(String type, Object... pairs) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("type", type);
    for (int i = 0; i < pairs.length; i += 2) {
      map.put((String) pairs[i], pairs[i + 1]);
    }
    return map;
  }

  private static Space space(@Nullable Object spaces, String of) throws DamagedFileException {
    Map<String, @Nullable Object> components = new LinkedHashMap<>(Json.object(spaces, of));
    if (components.isEmpty()) {
      throw new DamagedFileException("entry %s: it has no %s space.".formatted(SPACES, of));
    }
    String type = String.valueOf(components.remove("type"));
    return switch (type) {
      case "box" -> Json.read(components, Box.class);
      case "discrete" -> Json.read(components, Discrete.class);
      case "multi-discrete" -> Json.read(components, MultiDiscrete.class);
      case "multi-binary" -> Json.read(components, MultiBinary.class);
      default -> throw new DamagedFileException("There is no space of type \"" + type + "\".");
    };
  }
}

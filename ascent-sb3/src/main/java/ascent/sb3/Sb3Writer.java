package ascent.sb3;

import static java.nio.charset.StandardCharsets.UTF_8;

import ascent.agent.Agent;
import ascent.agent.Provenance;
import ascent.agent.RunSettings;
import ascent.algo.LearnerConfig;
import ascent.distribution.DistributionConfig;
import ascent.io.AtomicFiles;
import ascent.io.Json;
import ascent.nn.OptimizerConfig;
import ascent.policy.ActorCritic;
import ascent.policy.NetworkConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes an agent as a model of Stable-Baselines3 2, for `PPO.load`, `A2C.load`, `TRPO.load` or
/// `MaskablePPO.load`: the entries that [Sb3Reader] lists. The optimiser has no moments.
///
/// A policy of another algorithm is written as one of PPO with its default settings. A policy
/// without a value function gets one that is 0 everywhere.
public final class Sb3Writer {
  private static final String VERSION = "2.4.1"; // whose fields these are
  private static final int PICKLE = 4;
  private static final String TYPE = ":type:";
  private static final String SERIALIZED = ":serialized:";

  private final Agent agent;
  private final ActorCritic policy;
  private final Sb3Algorithm algorithm;
  private final List<String> notes = new ArrayList<>();

  private Sb3Writer(Agent agent, boolean masked) {
    this.agent = agent;
    policy = agent.policy();
    Sb3Algorithm own = Sb3Algorithm.ofOurs(agent.info().config().algorithm());
    algorithm = masked && own == Sb3Algorithm.PPO ? Sb3Algorithm.MASKABLE_PPO : own;
    requireExpressible();
  }

  /// The files of an agent.
  ///
  /// @param masked whether its environment has action masks, so that PPO is MaskablePPO
  /// @throws IllegalArgumentException if Stable-Baselines3 has no such policy
  public static Sb3Export of(Agent agent, boolean masked) {
    Sb3Writer writer = new Sb3Writer(agent, masked);
    byte[] zip = writer.zip();
    byte[] vecNormalize =
        agent.normalizer().learns()
            ? VecNormalizeFile.of(agent).write(agent.observationSpace(), agent.actionSpace())
            : null;
    return new Sb3Export(writer.algorithm.title(), zip, vecNormalize, writer.notes);
  }

  /// Writes the files of an agent: a model, and the statistics beside it if it normalises anything.
  /// Existing files are replaced.
  ///
  /// @throws IllegalArgumentException if Stable-Baselines3 has no such policy; nothing is written
  public static Sb3Export write(Agent agent, Path zip) throws IOException {
    Sb3Export export = of(agent, false);
    byte[] vecNormalize = export.vecNormalize();
    if (vecNormalize != null) {
      AtomicFiles.write(vecNormalizeFor(zip), vecNormalize);
    }
    AtomicFiles.write(zip, export.zip());
    return export;
  }

  /// Where the statistics of a model's normaliser are written: `NAME_vecnormalize.pkl`.
  public static Path vecNormalizeFor(Path zip) {
    String name = String.valueOf(zip.getFileName()).replaceFirst("\\.zip$", "");
    return zip.resolveSibling(name + "_vecnormalize.pkl");
  }

  private void requireExpressible() {
    NetworkConfig network = policy.network();
    if (!network.sharedLayers().isEmpty()) {
      throw new IllegalArgumentException(
          "Actor and critic share the layers %s; in Stable-Baselines3 2 they share none."
              .formatted(network.sharedLayers()));
    }
    boolean known =
        switch (policy.distributionConfig()) {
          case DistributionConfig.Standard standard -> {
            if (standard.temperature() != 1) {
              throw new IllegalArgumentException(
                  "The temperature of the policy is %s; in Stable-Baselines3 it is always 1."
                      .formatted(standard.temperature()));
            }
            yield true;
          }
          case DistributionConfig.Gsde _ -> true;
          default -> false;
        };
    if (!known) {
      throw new IllegalArgumentException(
          "The distribution of the policy is %s; Stable-Baselines3 has gaussian and gsde."
              .formatted(policy.distributionConfig().name()));
    }
  }

  private byte[] zip() {
    Map<String, TorchTensor> weights = PolicyWeights.write(policy, agent.parameters());
    if (!policy.learnsValue()) {
      int features = policy.observationSpace().features();
      weights.put("value_net.weight", TorchTensor.of(new float[features], 1, features));
      weights.put("value_net.bias", TorchTensor.of(new float[1], 1));
      notes.add("The policy has no value function; the one in the file is 0 everywhere.");
    }
    ZipWriter zip = new ZipWriter(1);
    Map<String, @Nullable Object> data = data();
    zip.add("data", Json.pretty(data).getBytes(UTF_8));
    zip.add("pytorch_variables.pth", TorchWriter.plain(Map.of()));
    zip.add("policy.pth", TorchWriter.tensors(weights));
    zip.add("policy.optimizer.pth", TorchWriter.plain(optimizerState(data, weights.size())));
    zip.add("_stable_baselines3_version", VERSION.getBytes(UTF_8));
    return zip.add("system_info.txt", systemInfo().getBytes(UTF_8)).toBytes();
  }

  private Object optimizerState(Map<String, @Nullable Object> data, int tensors) {
    double rate = data.get("learning_rate") instanceof Number number ? number.doubleValue() : 0;
    return TorchOptimizers.state(optimizer(), rate, tensors);
  }

  private Map<String, @Nullable Object> data() {
    LearnerConfig config = agent.info().config();
    RunSettings run = agent.info().run();
    boolean gsde = policy.distributionConfig() instanceof DistributionConfig.Gsde;
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put(
        "policy_class", pickled("<class 'abc.ABCMeta'>", new PyClass(algorithm.policyClass())));
    data.put("verbose", 0);
    data.put("policy_kwargs", policyArguments());
    data.put("num_timesteps", agent.info().steps());
    data.put("_total_timesteps", run.steps());
    data.put("_num_timesteps_at_start", 0);
    data.put("seed", null);
    data.put("action_noise", null);
    data.put("tensorboard_log", null);
    data.put("_last_obs", null);
    data.put("_last_episode_starts", null);
    data.put("_last_original_obs", null);
    data.put("_episode_num", 0);
    data.put("use_sde", gsde);
    data.put(
        "sde_sample_freq",
        policy.distributionConfig() instanceof DistributionConfig.Gsde g ? g.sdeSampleFreq() : -1);
    data.put("_current_progress_remaining", 0.0);
    data.put("_stats_window_size", 100);
    data.put("_n_updates", 0);
    data.put("observation_space", pickledSpace(GymSpaces.write(policy.observationSpace())));
    data.put("action_space", pickledSpace(GymSpaces.write(policy.actionSpace())));
    data.put("n_envs", run.envs());
    data.putAll(Sb3Settings.write(config, algorithm, notes));
    return data;
  }

  private Object policyArguments() {
    Map<String, Object> arguments = PolicyArguments.write(policy, optimizer());
    boolean plain = arguments.values().stream().noneMatch(PyClass.class::isInstance);
    if (plain) {
      return arguments;
    }
    Map<String, Object> object = pickled("<class 'dict'>", arguments);
    arguments.forEach((name, value) ->
        object.put(name, value instanceof PyClass c ? "<class '" + c.name() + "'>" : value));
    return object;
  }

  /// The algorithm's optimiser, where it is one of Stable-Baselines3's and the algorithm is, too.
  private OptimizerConfig optimizer() {
    LearnerConfig config = agent.info().config();
    boolean same = config.getClass() == algorithm.defaults().getClass();
    return same && config.optimizer() instanceof OptimizerConfig own
        ? own
        : OptimizerConfig.DEFAULT;
  }

  private static Map<String, Object> pickledSpace(PyObject space) {
    return pickled("<class '" + space.type() + "'>", space);
  }

  private static Map<String, Object> pickled(String type, Object value) {
    byte[] pickle = PickleWriter.write(value, PICKLE);
    Map<String, Object> object = new LinkedHashMap<>();
    object.put(TYPE, type);
    object.put(SERIALIZED, Base64.getEncoder().encodeToString(pickle));
    return object;
  }

  private static String systemInfo() {
    Provenance here = Provenance.current();
    return """
    - OS: %s
    - Python: none; written by Ascent %s
    - Stable-Baselines3: %s
    - PyTorch: none
    """
        .formatted(here.os(), here.version(), VERSION);
  }
}

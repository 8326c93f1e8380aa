package ascent.sb3;

import ascent.agent.Agent;
import ascent.agent.ModelInfo;
import ascent.agent.Provenance;
import ascent.agent.RunSettings;
import ascent.algo.AlgorithmConfig;
import ascent.collect.Normalizer;
import ascent.io.InputFiles;
import ascent.io.ZipStore;
import ascent.nn.Init;
import ascent.policy.ActorCritic;
import ascent.policy.NetworkConfig;
import ascent.rollout.NormalizationConfig;
import ascent.space.Space;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the zip that `model.save` of Stable-Baselines3 2 writes for PPO, A2C, TRPO and
/// MaskablePPO.
///
/// | entry | content | read |
/// |---|---|---|
/// | `data` | JSON with settings and spaces; see [Sb3Data] | yes |
/// | `policy.pth` | the weights; see [TorchFile] and [PolicyWeights] | yes |
/// | `policy.optimizer.pth` | the optimiser's moments | no: a run from the model starts with fresh ones |
/// | `pytorch_variables.pth` | empty for these algorithms | no |
/// | `_stable_baselines3_version` | such as `2.4.1` | yes |
/// | `system_info.txt` | versions | yes, as provenance |
public final class Sb3Reader {
  private static final String VERSION = "_stable_baselines3_version";
  private static final String SYSTEM = "system_info.txt";
  private static final int MOST_ENVS = 1 << 20; // as RunSettings allows

  private Sb3Reader() {}

  /// Reads a model.
  ///
  /// @param zip the file
  /// @param vecNormalize the file that `VecNormalize.save` wrote; null for none
  /// @param env the name of the model's environment, which the file does not hold; empty for none
  /// @throws Sb3FormatException if a file is damaged, or the model is of a kind that Ascent does
  ///   not have; the message names the file
  public static Sb3Import read(Path zip, @Nullable Path vecNormalize, String env)
      throws IOException {
    InputFiles.regular(zip);
    VecNormalizeFile scale =
        vecNormalize == null
            ? null
            : about(vecNormalize, () -> VecNormalizeFile.read(vecNormalize));
    Content content = about(zip, () -> Content.read(zip));
    AlgorithmConfig config = about(zip, () -> content.config(scale));
    Normalizer normalizer =
        scale == null || vecNormalize == null
            ? Normalizer.none(content.observations)
            : about(vecNormalize, () -> scale.normalizer(config, content.observations));
    return about(zip, () -> content.model(config, normalizer, env, scale));
  }

  /// What the entries of a zip hold.
  private record Content(
      Sb3Data data,
      Sb3Algorithm algorithm,
      Space observations,
      Space actions,
      PolicyArguments arguments,
      Map<String, TorchTensor> weights,
      String version,
      String system) {

    static Content read(Path zip) throws IOException {
      if (ZipStore.isStore(zip)) {
        throw new Sb3FormatException("it is a model of Ascent already.");
      }
      try (Archive archive = Archive.open(zip, "it")) {
        String version = archive.names().contains(VERSION) ? text(archive, VERSION) : "";
        Sb3Data data = Sb3Data.parse(archive.entry("data"));
        if (!version.startsWith("2.")) {
          throw new Sb3FormatException(
              "it was written by version %s of Stable-Baselines3; Ascent reads those of version 2."
                  .formatted(version.isEmpty() ? "1 or older" : version));
        }
        Sb3Algorithm algorithm = Sb3Algorithm.of(data);
        Space observations = GymSpaces.read(data.get("observation_space"), "observation_space");
        Space actions = GymSpaces.read(data.get("action_space"), "action_space");
        return new Content(
            data,
            algorithm,
            observations,
            actions,
            PolicyArguments.of(data),
            TorchFile.read(archive.entry("policy.pth"), "its policy.pth"),
            version,
            archive.names().contains(SYSTEM) ? text(archive, SYSTEM) : "");
      }
    }

    private static String text(Archive archive, String entry) throws IOException {
      return new String(archive.entry(entry), StandardCharsets.UTF_8).strip();
    }

    AlgorithmConfig config(@Nullable VecNormalizeFile scale) throws Sb3FormatException {
      try {
        NetworkConfig network =
            new NetworkConfig(
                List.of(),
                PolicyWeights.widths(weights, "policy_net"),
                PolicyWeights.widths(weights, "value_net"),
                arguments.activation(),
                Init.ORTHOGONAL);
        return Sb3Settings.read(
            data,
            algorithm,
            network,
            arguments,
            scale == null ? NormalizationConfig.DEFAULT : scale.config());
      } catch (IllegalArgumentException e) {
        throw new Sb3FormatException("its setting " + e.getMessage(), e);
      }
    }

    Sb3Import model(
        AlgorithmConfig config, Normalizer normalizer, String env, @Nullable VecNormalizeFile scale)
        throws Sb3FormatException {
      ActorCritic policy;
      try {
        policy = new ActorCritic(observations, actions, config.network(), config.distribution());
      } catch (IllegalArgumentException e) {
        throw new Sb3FormatException("its policy is inconsistent: " + e.getMessage(), e);
      }
      float[] theta = PolicyWeights.read(policy, weights, arguments.fullStd());
      long steps = data.whole("num_timesteps", 0, 0, Long.MAX_VALUE);
      ModelInfo info = new ModelInfo(config, run(env, steps), steps, provenance());
      return new Sb3Import(
          new Agent(policy, normalizer, theta, info),
          algorithm.title(),
          version,
          notes(config, scale));
    }

    private RunSettings run(String env, long steps) throws Sb3FormatException {
      return RunSettings.DEFAULT
          .withEnv(env)
          .withSteps(Math.max(1, steps))
          .withSeed(data.whole("seed", RunSettings.DEFAULT.seed(), Long.MIN_VALUE, Long.MAX_VALUE))
          .withEnvs((int) data.whole("n_envs", 1, 1, MOST_ENVS));
    }

    private Provenance provenance() {
      return new Provenance(
          "Stable-Baselines3 " + version,
          "unknown",
          "Python " + systemLine("Python"),
          systemLine("OS"),
          "unknown",
          "PyTorch " + systemLine("PyTorch"));
    }

    private String systemLine(String name) {
      Matcher line = Pattern.compile("(?m)^- " + name + ": (.*)$").matcher(system);
      return line.find() ? line.group(1).strip() : "unknown";
    }

    private List<String> notes(AlgorithmConfig config, @Nullable VecNormalizeFile scale) {
      List<String> notes = new ArrayList<>(arguments.notes());
      if (scale != null && scale.config().normalizeRewards() && scale.gamma() != config.gamma()) {
        notes.add(
            "VecNormalize's gamma is %s; in training on, rewards are scaled with the model's, %s."
                .formatted(scale.gamma(), config.gamma()));
      }
      for (String name : data.unread()) {
        notes.add(
            "Its %s is Python code, which is not run; the model's settings have the default."
                .formatted(name));
      }
      if (!arguments.fullStd()) {
        notes.add(
            "Its full_std is False; the deviations that actions share are repeated for each.");
      }
      return notes;
    }
  }

  /// The file of VecNormalize that belongs to a model, where it lies where Stable-Baselines3 and
  /// its zoo put it: `vecnormalize.pkl` or `vec_normalize.pkl` beside the model,
  /// `NAME_vecnormalize.pkl` for `NAME.zip`, `NAME_vecnormalize_N_steps.pkl` for
  /// `NAME_N_steps.zip`, or `vecnormalize.pkl` in the only folder beside it that has one.
  public static Optional<Path> vecNormalizeOf(Path zip) throws IOException {
    Path folder = Optional.ofNullable(zip.toAbsolutePath().getParent()).orElse(zip);
    String name = String.valueOf(zip.getFileName()).replaceFirst("\\.zip$", "");
    List<String> names =
        List.of(
            name + "_vecnormalize.pkl",
            name.replaceFirst("_(\\d+_steps)$", "_vecnormalize_$1") + ".pkl",
            "vecnormalize.pkl",
            "vec_normalize.pkl");
    for (String candidate : names) {
      Path file = folder.resolve(candidate);
      if (Files.isRegularFile(file)) {
        return Optional.of(file);
      }
    }
    try (var inner = Files.list(folder)) {
      List<Path> files =
          inner.map(sub -> sub.resolve("vecnormalize.pkl")).filter(Files::isRegularFile).toList();
      return files.size() == 1 ? Optional.of(files.getFirst()) : Optional.empty();
    }
  }

  @FunctionalInterface
  private interface Reading<T> {
    T get() throws IOException;
  }

  /// Names the file in the messages of what is wrong with it.
  private static <T> T about(Path file, Reading<T> reading) throws IOException {
    try {
      return reading.get();
    } catch (Sb3FormatException e) {
      throw new Sb3FormatException("%s cannot be used: %s".formatted(file, e.getMessage()), e);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) { // a value that none has
      throw new Sb3FormatException(
          "%s cannot be used: it is damaged: %s".formatted(file, e.getMessage()), e);
    }
  }
}

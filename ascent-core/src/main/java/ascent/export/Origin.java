package ascent.export;

import ascent.agent.Agent;
import ascent.agent.ModelInfo;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// Where a policy comes from, for comments and metadata.
///
/// @param version of Ascent that trained it
/// @param sha256 of its parameters
record Origin(String algorithm, String env, long steps, long seed, String version, String sha256) {
  static Origin of(Agent agent) {
    ModelInfo info = agent.info();
    return new Origin(
        plain(info.config().algorithm()),
        plain(info.run().env()),
        info.steps(),
        info.run().seed(),
        plain(info.provenance().version()),
        agent.parametersSha256());
  }

  /// A user's text, without what could end a comment.
  private static String plain(String text) {
    return text.replaceAll("[^A-Za-z0-9 ._?=,:+-]", "_");
  }

  /// One line, such as `ppo on CartPole-v1, 100,352 steps, seed 1`.
  String line() {
    return String.format(
        Locale.ROOT,
        "%s on %s, %,d steps, seed %d",
        algorithm,
        env.isEmpty() ? "an environment without a name" : env,
        steps,
        seed);
  }

  /// The same as texts by name, in order.
  Map<String, String> metadata() {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("algorithm", algorithm);
    metadata.put("env", env);
    metadata.put("steps", Long.toString(steps));
    metadata.put("seed", Long.toString(seed));
    metadata.put("ascent_version", version);
    metadata.put("parameters_sha256", sha256);
    return metadata;
  }
}

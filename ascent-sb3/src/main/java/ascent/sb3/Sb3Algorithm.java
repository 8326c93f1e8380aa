package ascent.sb3;

import ascent.algo.A2CConfig;
import ascent.algo.AlgorithmConfig;
import ascent.algo.PPOConfig;
import ascent.algo.TRPOConfig;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// The algorithms of Stable-Baselines3 and sb3-contrib that are known here. A file does not name
/// its algorithm; the fields and the policy's class show it.
enum Sb3Algorithm {
  PPO("PPO"),
  MASKABLE_PPO("MaskablePPO"),
  A2C("A2C"),
  TRPO("TRPO");

  private static final String POLICIES = "stable_baselines3.common.policies.";
  private static final String PLAIN = POLICIES + "ActorCriticPolicy";
  private static final String MASKED =
      "sb3_contrib.common.maskable.policies.MaskableActorCriticPolicy";

  private static final String OFF_POLICY =
      "it is a model of %s, which is off-policy; Ascent has on-policy algorithms only.";

  /// Policies of other algorithms, by a part of their classes' names.
  private static final Map<String, String> OFF_POLICY_CLASSES =
      Map.of(
          ".sac.", "SAC",
          ".td3.", "TD3 or DDPG",
          ".dqn.", "DQN",
          ".qrdqn.", "QR-DQN",
          ".tqc.", "TQC",
          ".crossq.", "CrossQ");

  private final String title;

  Sb3Algorithm(String title) {
    this.title = title;
  }

  /// What Stable-Baselines3 calls it.
  String title() {
    return title;
  }

  /// The settings here, which are Stable-Baselines3's defaults.
  AlgorithmConfig defaults() {
    return switch (this) {
      case PPO, MASKABLE_PPO -> PPOConfig.DEFAULT;
      case A2C -> A2CConfig.DEFAULT;
      case TRPO -> TRPOConfig.DEFAULT;
    };
  }

  /// The algorithm that is called so here; PPO for one that Stable-Baselines3 does not have.
  static Sb3Algorithm ofOurs(String name) {
    return Arrays.stream(values())
        .filter(algorithm -> algorithm.defaults().algorithm().equals(name))
        .findFirst()
        .orElse(PPO);
  }

  /// The class of its policies.
  String policyClass() {
    return this == MASKABLE_PPO ? MASKED : PLAIN;
  }

  /// The algorithm of a model.
  ///
  /// @throws Sb3FormatException if it is not known here, or has networks that are not
  static Sb3Algorithm of(Sb3Data data) throws Sb3FormatException {
    if (!(data.get("policy_class") instanceof PyClass policy)) {
      throw new Sb3FormatException("its policy_class is not a class.");
    }
    requirePolicy(policy.name(), data);
    if (policy.name().equals(MASKED)) {
      return MASKABLE_PPO;
    }
    if (data.has("cg_max_steps")) {
      return TRPO;
    }
    return data.has("n_epochs") ? PPO : A2C;
  }

  private static void requirePolicy(String policy, Sb3Data data) throws Sb3FormatException {
    for (Map.Entry<String, String> other : OFF_POLICY_CLASSES.entrySet()) {
      if (policy.contains(other.getKey())) {
        throw new Sb3FormatException(OFF_POLICY.formatted(other.getValue()));
      }
    }
    if (data.has("replay_buffer_class") || data.has("buffer_size")) {
      throw new Sb3FormatException(OFF_POLICY.formatted("an unknown algorithm"));
    }
    if (policy.contains(".recurrent.")) {
      throw new Sb3FormatException(
          "it is a model of RecurrentPPO; Ascent has no recurrent networks.");
    }
    if (policy.contains("Cnn")) {
      throw new Sb3FormatException("its policy is a CnnPolicy; Ascent has no networks for images.");
    }
    if (policy.contains("MultiInput")) {
      throw new Sb3FormatException(
          "its policy is a MultiInputPolicy; Ascent has no dictionaries of observations.");
    }
    if (!List.of(PLAIN, MASKED).contains(policy)) {
      throw new Sb3FormatException(
          "its policy is %s; Ascent reads those of PPO, A2C, TRPO and MaskablePPO."
              .formatted(policy));
    }
    if (!data.has("n_steps")) {
      throw new Sb3FormatException("it has no n_steps, which every on-policy algorithm has.");
    }
  }
}

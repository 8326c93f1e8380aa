package ascent.sb3;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ascent.agent.Agent;
import ascent.algo.PPOConfig;
import ascent.io.Json;
import ascent.policy.NetworkConfig;
import ascent.space.Space;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusedFilesTest {
  private static final Agent AGENT =
      Agents.of(
          PPOConfig.DEFAULT.withNetwork(
              NetworkConfig.DEFAULT.withPolicyLayers(List.of(4)).withValueLayers(List.of(4))),
          Space.discrete(2));

  @TempDir Path dir;
  private Path file;
  private Sb3Zip zip;

  @BeforeEach
  void write() throws IOException {
    file = dir.resolve("model.zip");
    zip = new Sb3Zip(AGENT, file);
  }

  private void assertRefused(String problem) {
    assertThatThrownBy(() -> Sb3Reader.read(file, null, ""))
        .isInstanceOf(Sb3FormatException.class)
        .hasMessage(file + " cannot be used: " + problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          stable_baselines3.sac.policies.SACPolicy | it is a model of SAC, which is off-policy; Ascent has on-policy algorithms only.
          stable_baselines3.td3.policies.TD3Policy | it is a model of TD3 or DDPG, which is off-policy; Ascent has on-policy algorithms only.
          stable_baselines3.dqn.policies.DQNPolicy | it is a model of DQN, which is off-policy; Ascent has on-policy algorithms only.
          sb3_contrib.common.recurrent.policies.RecurrentActorCriticPolicy | it is a model of RecurrentPPO; Ascent has no recurrent networks.
          stable_baselines3.common.policies.ActorCriticCnnPolicy | its policy is a CnnPolicy; Ascent has no networks for images.
          stable_baselines3.common.policies.MultiInputActorCriticPolicy | its policy is a MultiInputPolicy; Ascent has no dictionaries of observations.
          sb3_contrib.ars.policies.ARSPolicy | its policy is sb3_contrib.ars.policies.ARSPolicy; Ascent reads those of PPO, A2C, TRPO and MaskablePPO.
          """)
  void algorithms_and_policies_that_there_are_none_of(String policy, String problem)
      throws IOException {
    zip.className("policy_class", policy).write();
    assertRefused(problem);
  }

  @Test
  void a_masked_policy_is_one_of_ppo() throws IOException {
    zip.className("policy_class", "sb3_contrib.common.maskable.policies.MaskableActorCriticPolicy")
        .write();

    Sb3Import read = Sb3Reader.read(file, null, "");

    assertThat(read.algorithm()).isEqualTo("MaskablePPO");
    assertThat(read.agent().info().config()).isEqualTo(AGENT.info().config());
    assertThat(read.agent().act(new float[3], new boolean[] {false, true}).index()).isEqualTo(1);
    assertThat(read.agent().act(new float[3], new boolean[] {true, false}).index()).isZero();
  }

  @Test
  void a_foreign_class_is_refused_by_name() throws IOException {
    byte[] call = "cos\nsystem\n(X\4\0\0\0exittR.".getBytes(US_ASCII);

    zip.pickle("observation_space", call).write();
    assertRefused(
        "its observation_space is a pickle that names os.system, which no such file needs.");

    write();
    zip.pickle("policy_kwargs", call).write();
    assertRefused("its policy_kwargs is a pickle that names os.system, which no such file needs.");

    write();
    zip.entry(
            "policy.pth",
            new ZipWriter(1).add("archive/data.pkl", call).add("archive/version", call).toBytes())
        .write();
    assertRefused("its policy.pth is a pickle that names os.system, which no such file needs.");

    write();
    Path statistics = Files.write(dir.resolve("vecnormalize.pkl"), call);
    assertThatThrownBy(() -> Sb3Reader.read(file, statistics, ""))
        .hasMessage(
            statistics
                + " cannot be used: it is a pickle that names os.system, which no such file"
                + " needs.");
  }

  /// A schedule is only a setting: what is not known of it is noted.
  @Test
  void code_of_a_users_own_is_not_run_but_noted() throws IOException {
    zip.pickle("clip_range", PythonPickles.bytes(PythonPickles.LAMBDA)).write();

    Sb3Import read = Sb3Reader.read(file, null, "");

    assertThat(read.notes())
        .containsExactly(
            "Its clip_range is Python code, which is not run; the model's settings have the"
                + " default.");
    assertThat(read.agent().info().config()).isEqualTo(AGENT.info().config());
  }

  @Test
  void opcodes_that_reach_outside_are_refused() throws IOException {
    zip.pickle("observation_space", new byte[] {(byte) 0x80, 2, (byte) 0x82, 1, '.'}).write();
    assertRefused(
        "its observation_space is a pickle that uses the opcode 130, which no such file needs.");
  }

  @Test
  void a_length_beyond_the_end_takes_no_memory() throws IOException {
    byte[] huge = {(byte) 0x80, 4, (byte) 0x8e, -1, -1, -1, 127, 0, 0, 0, 0, '.'};
    zip.pickle("observation_space", huge).write();
    assertRefused("its observation_space is a damaged pickle.");
  }

  @Test
  void a_file_cut_anywhere_is_refused() throws IOException {
    byte[] whole = Files.readAllBytes(zip.write());
    for (int length = 0; length < whole.length; length += 97) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> Sb3Reader.read(file, null, ""))
          .isInstanceOf(Sb3FormatException.class)
          .hasMessageEndingWith(", or is cut off.");
    }
  }

  @Test
  void a_changed_byte_of_the_weights_is_refused() throws IOException {
    byte[] bytes = Files.readAllBytes(zip.write());
    try (Archive archive = Archive.open(file, "it")) {
      byte[] weights = archive.entry("policy.pth");
      int at = Collections.indexOfSubList(list(bytes), list(weights));
      bytes[at + weights.length / 2] ^= 1;
    }
    Files.write(file, bytes);
    assertRefused("the entry policy.pth of it is damaged.");
  }

  private static List<Byte> list(byte[] bytes) {
    Byte[] boxed = new Byte[bytes.length];
    Arrays.setAll(boxed, i -> bytes[i]);
    return Arrays.asList(boxed);
  }

  @Test
  void an_older_version_is_refused() throws IOException {
    zip.entry("_stable_baselines3_version", "1.8.0".getBytes(UTF_8)).write();
    assertRefused(
        "it was written by version 1.8.0 of Stable-Baselines3; Ascent reads those of version 2.");
  }

  @Test
  void a_model_of_ascent_is_told() throws IOException {
    AGENT.save(file);
    assertRefused("it is a model of Ascent already.");
  }

  @Test
  void activations_and_arguments_that_there_are_none_of() throws IOException {
    zip.pickle(
            "policy_kwargs",
            arguments("activation_fn", new PyClass("torch.nn.modules.activation.GELU")))
        .write();
    assertRefused(
        "its activation_fn is torch.nn.modules.activation.GELU; Ascent has ELU, LeakyReLU, ReLU,"
            + " SiLU, Tanh.");

    write();
    zip.field("use_sde", true).field("sde_sample_freq", 0).write();
    assertRefused(
        "it is damaged: sdeSampleFreq is 0; it must be at least 1, or -1 for once per rollout.");

    write();
    zip.field("policy_kwargs", Map.of("squash_output", true)).write();
    assertRefused("its policy_kwargs have squash_output=True, which Ascent does not have.");

    write();
    zip.field("policy_kwargs", Map.of("lstm_hidden_size", 8)).write();
    assertRefused("its policy_kwargs have lstm_hidden_size, which Ascent does not have.");
  }

  private static byte[] arguments(String name, Object value) {
    return PickleWriter.write(Map.of(name, value), 4);
  }

  @Test
  void a_dictionary_of_observations() throws IOException {
    zip.pickle(
            "observation_space",
            PickleWriter.write(PyObject.of("gymnasium.spaces.dict.Dict", Map.of()), 4))
        .write();
    assertRefused(
        "its observation_space is a Dict; Ascent has Box, Discrete, MultiDiscrete and"
            + " MultiBinary.");
  }

  /// Fields that are not what they are in any file of Stable-Baselines3 are not passed over.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          gamma           | "x"                    | its gamma is "x"; it must be a number.
          gamma           | []                     | its gamma is []; it must be a number.
          gamma           | 7                      | its setting gamma is 7; it must be in [0, 1].
          n_steps         | "x"                    | its n_steps is "x"; it must be a number.
          n_steps         | -5                     | its setting rolloutSteps is -5; it must be at least 1.
          target_kl       | true                   | its target_kl is true; it must be a number.
          num_timesteps   | -9                     | its num_timesteps is -9; it must be a whole number in [0, 9223372036854775807].
          num_timesteps   | 1.5                    | its num_timesteps is 1.5; it must be a whole number in [0, 9223372036854775807].
          num_timesteps   | 1000000000000000000000 | its num_timesteps is 1000000000000000000000; it must be a whole number in [0, 9223372036854775807].
          n_envs          | 0                      | its n_envs is 0; it must be a whole number in [1, 1048576].
          n_envs          | 10000000000            | its n_envs is 10000000000; it must be a whole number in [1, 1048576].
          seed            | "x"                    | its seed is "x"; it must be a number.
          use_sde         | 3                      | its use_sde is 3; it must be true or false.
          normalize_advantage | "x"                | its normalize_advantage is "x"; it must be true or false.
          """)
  void fields_of_another_kind(String name, String json, String problem) throws IOException {
    zip.field(name, Json.parse(json)).write();
    assertRefused(problem);
  }

  @Test
  void a_number_of_numpy_is_one() throws IOException {
    zip.pickle("n_envs", PickleWriter.write(NumPy.scalar(3), 4)).write();
    assertThat(Sb3Reader.read(file, null, "").agent().info().run().envs()).isEqualTo(3);
  }

  @Test
  void json_that_is_nested_without_end() throws IOException {
    zip.field("system", Json.parse("[".repeat(63) + "]".repeat(63))).write();
    assertThat(Sb3Reader.read(file, null, "").algorithm()).isEqualTo("PPO");
    zip.field("system", List.of(Json.parse("[".repeat(64) + "]".repeat(64)))).write();
    assertThatThrownBy(() -> Sb3Reader.read(file, null, ""))
        .isInstanceOf(Sb3FormatException.class)
        .hasMessageStartingWith(
            file
                + " cannot be used: its entry data is damaged: This JSON has more than 64 arrays and"
                + " objects within each other (line ");
  }

  @Test
  void weights_that_do_not_fit() throws IOException {
    Map<String, TorchTensor> weights = PolicyWeights.write(AGENT.policy(), AGENT.parameters());

    Map<String, TorchTensor> fewer = new LinkedHashMap<>(weights);
    fewer.remove("action_net.bias");
    zip.entry("policy.pth", TorchWriter.tensors(fewer)).write();
    assertRefused(
        "its policy has no action_net.bias; a policy of these spaces and layers has action_net.bias"
            + " of shape [2].");

    Map<String, TorchTensor> more = new LinkedHashMap<>(weights);
    more.put("features_extractor.cnn.0.weight", TorchTensor.of(new float[1], 1));
    zip.entry("policy.pth", TorchWriter.tensors(more)).write();
    assertRefused(
        "its policy has the tensor features_extractor.cnn.0.weight, which Ascent has no place"
            + " for.");

    Map<String, TorchTensor> other = new LinkedHashMap<>(weights);
    other.put("action_net.bias", TorchTensor.of(new float[3], 3));
    zip.entry("policy.pth", TorchWriter.tensors(other)).write();
    assertRefused(
        "its policy has action_net.bias of shape [3]; a policy of these spaces and layers has"
            + " action_net.bias of shape [2].");

    Map<String, TorchTensor> broken = new LinkedHashMap<>(weights);
    broken.put("action_net.bias", TorchTensor.of(new float[] {0, Float.NaN}, 2));
    zip.entry("policy.pth", TorchWriter.tensors(broken)).write();
    assertRefused("element 1 of action_net.bias is NaN; it must be finite.");
  }

  @Test
  void another_gamma_of_the_statistics_is_noted() throws IOException {
    Agent agent = Agents.of(PPOConfig.DEFAULT, Space.box(-1, 1, 2), Space.discrete(2));
    Sb3Writer.write(agent, file);
    Path statistics =
        Files.write(dir.resolve("vecnormalize.pkl"), PythonPickles.bytes(PythonPickles.VECNORM));

    Sb3Import read = Sb3Reader.read(file, statistics, "");

    assertThat(read.notes())
        .containsExactly(
            "VecNormalize's gamma is 0.9; in training on, rewards are scaled with the model's,"
                + " 0.99.");
    // (3 - 1) / 2 and (5 - 2) / 3 are what the network sees
    assertThat(read.agent().value(new float[] {3, 5}))
        .isCloseTo(agent.value(new float[] {1, 1}), within(1e-6f));
  }

  @Test
  void statistics_of_other_observations() throws IOException {
    zip.write();
    Path statistics =
        Files.write(dir.resolve("vecnormalize.pkl"), PythonPickles.bytes(PythonPickles.VECNORM));
    assertThatThrownBy(() -> Sb3Reader.read(file, statistics, ""))
        .hasMessage(
            statistics
                + " cannot be used: its statistics are of 2 numbers; an observation of the model"
                + " has 3.");
  }
}

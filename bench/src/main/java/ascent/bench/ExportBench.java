package ascent.bench;

import static ascent.cli.bench.Figures.text;

import ascent.agent.Agent;
import ascent.algo.PPOConfig;
import ascent.cli.text.Table;
import ascent.env.Action;
import ascent.env.registry.Envs;
import ascent.export.PolicyExport;
import ascent.nn.Activation;
import ascent.policy.NetworkConfig;
import ascent.rng.Rng;
import ascent.train.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// How long a call of an exported policy takes beside `Agent.act`.
public final class ExportBench {
  private static final int ROUNDS = 200;
  private static final int OBSERVATIONS = 256;
  private static final double ROUND_NANOS = 5e5;

  private ExportBench() {}

  /// One way to call the policy.
  ///
  /// @param bytes of the source, 0 if there is none
  /// @param fastest one number: nanoseconds of a call in the fastest round so far
  private record Side(String name, int bytes, Timed timed, double[] fastest) {}

  /// Calls the policy with one observation after another, and returns the nanoseconds per call.
  @FunctionalInterface
  interface Timed {
    double nanos(int calls) throws Exception;
  }

  public static void main(String... args) throws Exception {
    Table table = new Table("network", "policy", "source, kB", "ns per call", "times Agent.act");
    Path dir = Files.createTempDirectory("ascent-export");
    add(table, dir, List.of(64, 64), Activation.TANH);
    add(table, dir, List.of(256, 256), Activation.RELU);
    new Page("Exported policies", List.of("export"))
        .add(
            """
            A call with one observation of CartPole-v1, one thread, in turns: %d rounds of each. Nanoseconds are
            those of the fastest round. `Agent.act` writes into an action of the caller's. C is compiled by `gcc -std=c99 -ffp-contract=off` and the options shown.\
            """
                .formatted(ROUNDS))
        .add(table.markdown())
        .publish("export");
  }

  private static void add(Table table, Path dir, List<Integer> layers, Activation activation)
      throws Exception {
    Agent agent = agent(layers, activation);
    float[][] observations = observations(agent.observationSpace().size());
    PolicyExport export = PolicyExport.of(agent);
    List<Side> sides = new ArrayList<>();
    sides.add(side("`Agent.act`", 0, agent(agent, observations)));
    String java = export.java("", "Policy");
    sides.add(side("Java", java.length(), ExportedJava.compile(java, observations)));
    String c = export.c("policy");
    for (String options : List.of("-O3 -march=native", "-O2")) {
      if (ExportedC.gccIsThere()) {
        sides.add(
            side("C, " + options, c.length(), ExportedC.compile(dir, c, options, observations)));
      }
    }
    measure(sides);
    String network = layers + ", " + activation.name().toLowerCase(Locale.ROOT);
    double base = sides.getFirst().fastest[0];
    for (Side side : sides) {
      table.row(
          network,
          side.name,
          side.bytes == 0 ? "" : text(side.bytes / 1000.0, 0),
          text(side.fastest[0], 0),
          text(side.fastest[0] / base, 2));
    }
  }

  private static void measure(List<Side> sides) throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      for (Side side : sides) {
        int calls = (int) Math.clamp(ROUND_NANOS / side.fastest[0], 20, 20_000);
        side.fastest[0] = Math.min(side.fastest[0], side.timed.nanos(calls));
      }
    }
  }

  private static Side side(String name, int bytes, Timed timed) {
    return new Side(name, bytes, timed, new double[] {Double.POSITIVE_INFINITY});
  }

  private static Timed agent(Agent agent, float[][] observations) {
    Action action = agent.newAction();
    return calls -> {
      long start = System.nanoTime();
      for (int i = 0; i < calls; i++) {
        agent.act(observations[i % OBSERVATIONS], action);
      }
      return (System.nanoTime() - start) / (double) calls;
    };
  }

  private static Agent agent(List<Integer> layers, Activation activation) throws IOException {
    PPOConfig config =
        PPOConfig.DEFAULT
            .withRolloutSteps(64)
            .withNetwork(NetworkConfig.DEFAULT.withPolicyLayers(layers).withActivation(activation));
    return Trainer.of(Envs.find("CartPole-v1")).with(config).threads(1).train(64).agent();
  }

  private static float[][] observations(int size) {
    Rng rng = Rng.stream(1, "bench");
    float[][] observations = new float[OBSERVATIONS][size];
    for (float[] observation : observations) {
      for (int j = 0; j < size; j++) {
        observation[j] = rng.normal();
      }
    }
    return observations;
  }
}

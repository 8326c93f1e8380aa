package ascent.cli.study;

import ascent.agent.Agent;
import ascent.agent.RunSettings;
import ascent.cli.args.Arguments;
import ascent.cli.args.UsageException;
import ascent.cli.text.Output;
import ascent.env.registry.EnvSpec;
import ascent.env.registry.Envs;
import ascent.study.stats.StoppingRule;
import ascent.study.stats.StoppingRule.Decision;
import ascent.study.stats.StoppingRule.Verdict;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// A comparison of two trained policies: pair k is the episode that each plays with seed first + k,
/// so both meet the same start and the same chances.
///
/// @param a policy A
/// @param b policy B
/// @param env environment of both
/// @param firstSeed of the episodes
record PolicyComparison(Policy a, Policy b, EnvSpec env, long firstSeed) {

  /// A policy and the name that was typed.
  record Policy(String name, Agent agent) {
    static Policy load(String name) throws IOException {
      return new Policy(name, Agent.load(Arguments.path(name)));
    }

    /// The return of one deterministic episode.
    double score(EnvSpec env, long seed) {
      RunSettings run = agent.info().run();
      var factory = run.wrappers().around(env.factory());
      return UsageException.checking(
          () -> agent.evaluate(factory, 1, seed, true, run.maxEpisodeSteps()).meanReturn());
    }
  }

  /// Loads the models.
  ///
  /// @throws UsageException if they are of different environments, or the same
  static PolicyComparison of(Arguments arguments) throws IOException {
    Policy a = Policy.load(arguments.argument(0));
    Policy b = Policy.load(arguments.argument(1));
    String envOfA = arguments.option("--env", a.agent.info().run().env());
    String envOfB = arguments.option("--env", b.agent.info().run().env());
    if (!envOfA.equals(envOfB)) {
      throw new UsageException(
          "%s is of %s and %s of %s; a comparison is on one environment. Maybe name it with --env."
              .formatted(a.name, envOfA, b.name, envOfB));
    }
    if (a.agent.parametersSha256().equals(b.agent.parametersSha256())) {
      throw new UsageException(
          "%s and %s have the same parameters; there is nothing to compare."
              .formatted(a.name, b.name));
    }
    if (envOfA.isEmpty()) {
      throw new UsageException(
          "the models were trained on an environment without a name; name one with --env.");
    }
    EnvSpec env = UsageException.checking(() -> Envs.find(envOfA));
    return new PolicyComparison(a, b, env, arguments.longInteger("--seed", 1));
  }

  /// Plays until it is decided, and shows the result.
  void show(StoppingRule rule, boolean json, Output output) {
    long start = System.nanoTime();
    double[] ofA = {};
    double[] ofB = {};
    Decision decision = rule.decide(ofA, ofB);
    while (decision.verdict() == Verdict.OPEN) {
      int n = ofA.length;
      ofA = Arrays.copyOf(ofA, n + 1);
      ofB = Arrays.copyOf(ofB, n + 1);
      ofA[n] = a.score(env, firstSeed + n);
      ofB[n] = b.score(env, firstSeed + n);
      decision = rule.after(decision, ofA[n], ofB[n]);
    }
    double seconds = 1e-9 * (System.nanoTime() - start);
    var verdict = new CompareVerdict(decision, rule, seconds, "episodes");
    double meanOfA = Arrays.stream(ofA).average().orElseThrow();
    double meanOfB = Arrays.stream(ofB).average().orElseThrow();
    if (json) {
      Map<String, Object> object = verdict.object();
      object.put("env", env.id());
      object.put("a", object(a, meanOfA));
      object.put("b", object(b, meanOfB));
      output.json(object);
      return;
    }
    output.result(CompareVerdict.side("A", a.name, meanOfA));
    output.result(CompareVerdict.side("B", b.name, meanOfB));
    output.result(verdict.text());
  }

  private static Map<String, Object> object(Policy policy, double mean) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("model", policy.name);
    object.put("mean", mean);
    object.put("parameters_sha256", policy.agent.parametersSha256());
    return object;
  }
}

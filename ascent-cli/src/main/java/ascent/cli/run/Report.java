package ascent.cli.run;

import ascent.agent.RunSettings;
import ascent.cli.plan.Reliability;
import ascent.cli.text.Evaluations;
import ascent.cli.text.Output;
import ascent.collect.Evaluation;
import ascent.env.EnvFailure;
import ascent.env.registry.EnvSpec;
import ascent.kernel.Kernels;
import ascent.train.TrainingResult;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/// The result of a training run: its statistics, and an evaluation of the final policy.
final class Report {
  private final TrainingResult result;
  private final RunSettings settings;
  private final Evaluation evaluation;
  private final int threads;
  private final Path directory;

  /// Evaluates the final policy on separate environments.
  Report(TrainingResult result, EnvSpec env, int threads, Path directory) {
    this.result = result;
    this.threads = threads;
    this.directory = directory;
    settings = result.settings();
    evaluation = evaluate(env);
  }

  private Evaluation evaluate(EnvSpec env) {
    try {
      return result
          .agent()
          .evaluate(
              settings.wrappers().around(env.factory()),
              settings.evalEpisodes(),
              settings.seed(),
              true,
              settings.maxEpisodeSteps());
    } catch (EnvFailure e) {
      throw FailureFile.evaluating(e, directory, env.id(), settings);
    } catch (IllegalArgumentException e) { // its spaces were others while training
      throw new RunFailedException("new envs differ from those trained on: " + e.getMessage(), e);
    }
  }

  void show(boolean json, Output output) {
    if (json) {
      Evaluations.noteCapped(evaluation, output);
      output.json(object());
      return;
    }
    output.result(
        String.format(
            Locale.ROOT,
            "%s on %s, seed %d: %,d steps in %.2f s (%,.0f steps/s; %s kernels, threads: %d)",
            algorithm(),
            settings.env(),
            settings.seed(),
            result.steps(),
            result.wallSeconds(),
            stepsPerSecond(),
            Kernels.get().name(),
            threads));
    output.result("return " + evaluation + ", deterministic");
    if (result.solvedAtStep().isPresent()) {
      output.result(
          String.format(Locale.ROOT, "solved at step %,d", result.solvedAtStep().getAsLong()));
    } else if (settings.stopWhenSolved()) {
      output.result("not solved");
    }
    output.result("run " + directory);
  }

  /// Says so where the policy did worse than every seed of the preset's page.
  void compare(Reliability expected, Output output) {
    if (expected.isMissedBy(evaluation)) {
      output.note(
          "this return is below those of the preset's page (%s). Maybe train another --seed"
              .formatted(expected));
    }
  }

  private String algorithm() {
    return result.agent().info().config().algorithm();
  }

  private double stepsPerSecond() {
    return result.wallSeconds() > 0 ? result.steps() / result.wallSeconds() : 0;
  }

  private Map<String, Object> object() {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("algorithm", algorithm());
    object.put("env", settings.env());
    object.put("seed", settings.seed());
    object.put("steps", result.steps());
    OptionalLong resumedAt = result.resumedAtStep();
    if (resumedAt.isPresent()) {
      object.put("resumed_at_step", resumedAt.getAsLong());
    }
    object.put("wall_seconds", result.wallSeconds());
    object.put("steps_per_second", stepsPerSecond());
    object.put("evaluation", scores(evaluation));
    OptionalLong solvedAt = result.solvedAtStep();
    object.put("solved_at_step", solvedAt.isPresent() ? solvedAt.getAsLong() : null);
    object.put("parameters_sha256", result.agent().parametersSha256());
    object.put("kernels", Kernels.get().name());
    object.put("threads", threads);
    object.put("run", directory.toString());
    return object;
  }

  /// An evaluation's statistics.
  static Map<String, Object> scores(Evaluation evaluation) {
    Map<String, Object> scores = new LinkedHashMap<>();
    scores.put("mean", evaluation.meanReturn());
    scores.put("std", evaluation.stdReturn());
    scores.put("episodes", evaluation.episodes());
    scores.put("deterministic", evaluation.deterministic());
    return scores;
  }
}

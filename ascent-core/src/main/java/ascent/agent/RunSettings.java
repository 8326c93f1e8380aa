package ascent.agent;

import ascent.collect.Evaluation;
import ascent.config.Check;
import ascent.config.Help;
import ascent.env.registry.Curriculum;
import ascent.env.wrap.Wrappers;
import io.soabase.recordbuilder.core.RecordBuilder;

/// The settings of a run, other than those of its algorithm.
@RecordBuilder
public record RunSettings(
    @Help("the environment's name; empty where it has none") String env,
    @Help("seed of every random stream") long seed,
    @Help("environment steps in all; a run ends on a whole rollout") long steps,
    @Help("maximum number of episodes; 0 is no limit") long episodes,
    @Help("environments stepped in parallel") int envs,
    @Help("steps between rows of metrics; a longer iteration makes one row") long logEvery,
    @Help("training episodes between rows of metrics, in place of logEvery; 0 is off")
        long logEveryEpisodes,
    @Help("steps between evaluations of 20 deterministic episodes; 0 is never") long evalEvery,
    @Help("episodes of the evaluation at the end") int evalEpisodes,
    @Help("mean return at which an evaluation counts as solved; inf is never")
        double rewardThreshold,
    @Help("whether the run ends at the first evaluation that is solved") boolean stopWhenSolved,
    @Help(
            "the run ends after this many evaluations in a row without a new best mean return; 0 is never")
        int patience,
    @Help("steps between checkpoints; 0 is none but at the end") long checkpointEvery,
    @Help("seconds between checkpoints, in addition; 0 is off") long checkpointSeconds,
    @Help("checkpoints kept in checkpoints/, the latest ones; 0 is none but checkpoint.zip")
        int keepCheckpoints,
    @Help("step limit of an evaluated episode") int maxEpisodeSteps,
    @Help("wrappers around the environment, innermost first; empty for none") Wrappers wrappers,
    @Help("parameters of the environment that change at steps, as key=value@step,…; none for none")
        Curriculum curriculum,
    @Help("file name of the model that the run started from; empty for none") String from,
    @Help("SHA-256 of that model's parameters") String fromSha256,
    @Help("step at which the run branched off the run `from`; 0 if it did not") long fromStep)
    implements RunSettingsBuilder.With {

  /// One environment, no evaluation during training, a checkpoint at the end.
  public static final RunSettings DEFAULT =
      new RunSettings(
          "",
          1,
          100_000,
          0,
          1,
          250,
          0,
          0,
          100,
          Double.POSITIVE_INFINITY,
          false,
          0,
          0,
          0,
          0,
          Evaluation.MAX_EPISODE_STEPS,
          Wrappers.NONE,
          Curriculum.NONE,
          "",
          "",
          0);

  public RunSettings {
    Check.that(steps >= 1, "steps", steps, "at least 1");
    Check.that(episodes >= 0, "episodes", episodes, "at least 0 (0 is no limit)");
    Check.that(logEvery >= 1, "logEvery", logEvery, "at least 1 (1 is every iteration)");
    Check.that(
        logEveryEpisodes >= 0, "logEveryEpisodes", logEveryEpisodes, "at least 0 (0 is off)");
    Check.that(envs >= 1 && envs <= 1 << 20, "envs", envs, "in [1, 1048576]");
    Check.that(evalEvery >= 0, "evalEvery", evalEvery, "at least 0 (0 is never)");
    Check.that(evalEpisodes >= 1, "evalEpisodes", evalEpisodes, "at least 1");
    Check.that(!Double.isNaN(rewardThreshold), "rewardThreshold", rewardThreshold, "a number");
    Check.that(checkpointEvery >= 0, "checkpointEvery", checkpointEvery, "at least 0");
    Check.that(
        checkpointSeconds >= 0, "checkpointSeconds", checkpointSeconds, "at least 0 (0 is off)");
    Check.that(patience >= 0, "patience", patience, "at least 0 (0 is no limit)");
    Check.that(keepCheckpoints >= 0, "keepCheckpoints", keepCheckpoints, "at least 0");
    Check.that(fromStep >= 0, "fromStep", fromStep, "at least 0 (0 is no branch)");
    Check.that(maxEpisodeSteps >= 1, "maxEpisodeSteps", maxEpisodeSteps, "at least 1");
  }
}

package ascent.lab.rlhf;

import ascent.lab.lesson.LessonResult.Check;
import ascent.lab.rlhf.RlhfRuns.BestOf;
import ascent.lab.rlhf.RlhfRuns.Policy;
import ascent.lab.rlhf.RlhfRuns.Setting;
import ascent.lab.rlhf.reward.RewardModel;
import ascent.study.plot.Values;
import ascent.study.stats.Estimate;
import java.util.ArrayList;
import java.util.List;

/// What must come of [RlhfLesson].
final class RlhfChecks {
  private static final Setting RLOO = new Setting("rloo", RlhfSettings.KL);
  private static final Setting PPO = new Setting("ppo", RlhfSettings.KL);
  private static final Setting GRPO = new Setting("grpo", RlhfSettings.KL_GRPO);

  private RlhfChecks() {}

  static List<Check> of(RlhfRuns runs) {
    List<Check> checks = new ArrayList<>();
    Estimate accuracy =
        Figures.interval(runs.assessment(RlhfRuns.MOST, RewardModel.Assessment::accuracy));
    checks.add(
        new Check(
            "the reward model predicts over 65 % of held-out choices",
            Figures.low(accuracy) > 0.65, Figures.text(accuracy)));
    double[] reference = runs.reference(PolicyEvaluation::gold);
    double[] ofFour = runs.bestOf(4, BestOf::gold);
    for (Setting setting : List.of(PPO, RLOO, GRPO)) {
      String name = "%s with β = %s".formatted(setting.algorithm(), Values.text(setting.klCoef()));
      double[] own = gold(runs, setting);
      checks.add(
          Figures.above(name + " has a higher gold reward than the reference", own, reference));
      checks.add(Figures.above(name + " has a higher gold reward than the best of 4", own, ofFour));
    }
    List<Policy> free = runs.policies(RlhfSettings.UNLEASHED);
    checks.add(
        Figures.below(
            "with β = 0 gold falls: all seeds end below where all were after 20 updates",
            Figures.of(free, p -> Figures.late(p.gold())),
            Figures.of(free, p -> Figures.early(p.gold()))));
    checks.add(
        Figures.below(
            "with β = 0 proxy rises: all seeds end above where all were after 20 updates",
            Figures.of(free, p -> Figures.early(p.proxy())),
            Figures.of(free, p -> Figures.late(p.proxy()))));
    checks.add(
        Figures.below(
            "all seeds have more gold with β = 0.1 than any with β = 0",
            gold(runs, RlhfSettings.UNLEASHED),
            gold(runs, RLOO)));
    checks.add(
        Figures.above(
            "with β = 0.1, 4,096 pairs give more gold than 256",
            gold(runs, RLOO),
            gold(runs, RlhfSettings.ofPairs(256, RlhfSettings.KL))));
    return checks;
  }

  private static double[] gold(RlhfRuns runs, Setting setting) {
    return Figures.of(runs.policies(setting), p -> p.evaluation().gold());
  }
}

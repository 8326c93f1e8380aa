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
  private static final Setting FEW_LEASHED =
      RlhfSettings.ofPairs(RlhfSettings.FEW, RlhfSettings.KL);
  private static final Setting FEW_FREE = RlhfSettings.ofPairs(RlhfSettings.FEW, 0);
  private static final Setting GRPO = new Setting("grpo", RlhfSettings.KL);

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
    List<Policy> free = runs.policies(FEW_FREE);
    String few = "with %d pairs and β = 0 ".formatted(RlhfSettings.FEW);
    double[] early = Figures.of(free, p -> Figures.early(p.gold()));
    double[] late = Figures.of(free, p -> Figures.late(p.gold()));
    checks.add(
        Figures.always(
            few + "the gold reward ends below what it was after 20 updates", early, late));
    double[] earlyProxy = Figures.of(free, p -> Figures.early(p.proxy()));
    double[] lateProxy = Figures.of(free, p -> Figures.late(p.proxy()));
    checks.add(
        Figures.always(
            few + "the learned reward ends above what it was then", lateProxy, earlyProxy));
    checks.add(
        Figures.always(
            "with %d pairs, β = %s leaves more gold than β = 0"
                .formatted(RlhfSettings.FEW, Values.text(RlhfSettings.KL)),
            gold(runs, FEW_LEASHED),
            gold(runs, FEW_FREE)));
    checks.add(
        Figures.above(
            "with β = %s, 4,096 pairs give more gold than %d"
                .formatted(Values.text(RlhfSettings.KL), RlhfSettings.FEW),
            gold(runs, RLOO),
            gold(runs, FEW_LEASHED)));
    return checks;
  }

  private static double[] gold(RlhfRuns runs, Setting setting) {
    return Figures.of(runs.policies(setting), p -> p.evaluation().gold());
  }
}

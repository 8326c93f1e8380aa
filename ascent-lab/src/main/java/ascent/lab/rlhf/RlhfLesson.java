package ascent.lab.rlhf;

import ascent.lab.lesson.Lesson;
import ascent.lab.lesson.LessonResult;
import ascent.lab.lesson.LessonResult.Check;
import ascent.lab.lesson.LessonResult.Row;
import ascent.lab.lesson.LessonRun;
import ascent.lab.rlhf.RlhfRuns.BestOf;
import ascent.lab.rlhf.RlhfRuns.Policy;
import ascent.lab.rlhf.RlhfRuns.Setting;
import ascent.lab.rlhf.algo.BestOfN;
import ascent.lab.rlhf.reward.RewardModel;
import ascent.study.plot.Values;
import ascent.study.stats.Estimate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/// Reinforcement learning from human feedback in small: the true reward beside the learned one, for
/// several weights of the KL divergence, amounts of preferences, sizes of the reward model and
/// algorithms.
public final class RlhfLesson implements Lesson {
  private static final double KL = 0.1; // β of the comparison
  private static final double KL_GRPO = 0.3; // GRPO's β weights a divergence per token, not a sum
  private static final double EQUAL = 3; // nats at which algorithms are compared
  private static final int EARLY = 20; // updates
  private static final int LAST = 10; // updates averaged
  private static final List<Integer> BEST_OF = List.of(4, 16, 64);

  static final List<Double> KL_COEFS = List.of(0.0, 0.03, 0.1, 0.3, 1.0);
  static final List<Double> FEWER = List.of(0.0, 0.03, 0.1, 0.3);
  static final List<Double> OF_PPO = List.of(0.03, 0.1, 0.3);
  static final List<Double> OF_GRPO = List.of(0.1, 0.3, 1.0);
  private static final Setting RLOO = new Setting("rloo", KL);
  private static final Setting UNLEASHED = new Setting("rloo", 0);
  private static final Setting PPO = new Setting("ppo", KL);
  private static final Setting GRPO = new Setting("grpo", KL_GRPO);

  @Override
  public String name() {
    return "rlhf";
  }

  @Override
  public String summary() {
    return "RLHF in small: a learned reward is optimised, and the true one falls without a KL leash.";
  }

  @Override
  public List<String> tutorials() {
    return List.of("000", "002");
  }

  @Override
  public int seeds() {
    return 5;
  }

  private static List<Setting> settings() {
    List<Setting> all = new ArrayList<>();
    RlhfRuns.PAIRS.forEach(pairs -> all.add(ofPairs(pairs, 0))); // the longest first
    all.add(small(0));
    OF_PPO.forEach(beta -> all.add(new Setting("ppo", beta)));
    OF_GRPO.forEach(beta -> all.add(new Setting("grpo", beta)));
    all.add(new Setting("dr-grpo", KL_GRPO));
    all.add(new Setting("dapo", KL_GRPO));
    all.add(new Setting("reinforce", KL));
    all.add(new Setting("dpo", KL));
    KL_COEFS.forEach(beta -> all.add(new Setting("rloo", beta)));
    for (int pairs : List.of(256, 1_024)) {
      FEWER.forEach(beta -> all.add(ofPairs(pairs, beta)));
    }
    all.add(small(KL));
    return all.stream().distinct().toList();
  }

  static Setting ofPairs(int pairs, double beta) {
    return new Setting("rloo", pairs, UNLEASHED.hidden(), beta);
  }

  private static Setting small(double beta) {
    return new Setting("rloo", RlhfRuns.MOST, RlhfRuns.SMALL, beta);
  }

  @Override
  public LessonResult run(LessonRun run) {
    RlhfRuns runs = RlhfRuns.of(run, settings());
    List<Row> rows = new ArrayList<>();
    stages(runs, rows);
    leash(runs, rows);
    algorithms(runs, rows);
    amounts(runs, rows);
    OneTokenBias bias = OneTokenBias.measure();
    rows.addAll(bias.rows());
    List<Check> checks = new ArrayList<>(checks(runs));
    checks.add(bias.check());
    return new LessonResult(rows, checks, RlhfPicture.picture(runs, run.seeds()), data(runs));
  }

  private static double[] gold(RlhfRuns runs, Setting setting) {
    return Figures.of(runs.policies(setting), p -> p.evaluation().gold());
  }

  private static void stages(RlhfRuns runs, List<Row> rows) {
    rows.add(
        new Row(
            "perplexity per word of the reference model",
            "the grammar's own: " + Figures.mean(runs.fluency(Experiment.Fluency::grammar)),
            Figures.mean(runs.fluency(Experiment.Fluency::perplexity))));
    for (int pairs : RlhfRuns.PAIRS) {
      rows.add(rewardModel("reward model of %,d pairs".formatted(pairs), pairs, runs));
    }
    rows.add(
        rewardModel(
            "the same of %,d pairs, %d hidden units".formatted(RlhfRuns.MOST, RlhfRuns.SMALL),
            -RlhfRuns.SMALL,
            runs));
    rows.add(
        new Row(
            "reference model: gold", "–", Figures.mean(runs.reference(PolicyEvaluation::gold))));
    for (int n : BEST_OF) {
      rows.add(
          new Row(
              "best of %d, KL ≤ %s: gold; proxy".formatted(n, Values.text(BestOfN.kl(n))),
              "–",
              Figures.mean(runs.bestOf(n, BestOf::gold))
                  + "; "
                  + Figures.mean(runs.bestOf(n, BestOf::proxy))));
    }
  }

  private static Row rewardModel(String what, int pairs, RlhfRuns runs) {
    return new Row(
        what + ": held-out choices predicted; calibration error",
        "–",
        Figures.mean(runs.assessment(pairs, RewardModel.Assessment::accuracy))
            + "; "
            + Figures.mean(runs.assessment(pairs, RewardModel.Assessment::calibrationError)));
  }

  private static void leash(RlhfRuns runs, List<Row> rows) {
    for (double beta : KL_COEFS) {
      rows.add(
          row("RLOO, β = " + Values.text(beta), "–", runs.policies(new Setting("rloo", beta))));
    }
  }

  private static void algorithms(RlhfRuns runs, List<Row> rows) {
    for (Setting setting : settings()) {
      if (!setting.algorithm().equals("rloo")) {
        String name = "%s, β = %s".formatted(setting.algorithm(), Values.text(setting.klCoef()));
        rows.add(row(name, "–", runs.policies(setting)));
      }
    }
    for (String algorithm : List.of("rloo", "ppo", "grpo")) {
      rows.add(
          new Row(
              "%s: gold at a KL of %s nats, between its β".formatted(algorithm, Values.text(EQUAL)),
              "–",
              Figures.mean(atEqualKl(runs, algorithm))));
    }
  }

  /// The gold reward at a KL of [#EQUAL], on straight lines over √KL between the reference model
  /// and the policies of an algorithm; one per seed.
  private static double[] atEqualKl(RlhfRuns runs, String algorithm) {
    List<Setting> own =
        settings().stream()
            .filter(s ->
                s.algorithm().equals(algorithm) && s.equals(new Setting(algorithm, s.klCoef())))
            .toList();
    double[] reference = runs.reference(PolicyEvaluation::gold);
    double[] at = new double[reference.length];
    for (int seed = 0; seed < at.length; seed++) {
      List<double[]> points = new ArrayList<>(List.of(new double[] {0, reference[seed]}));
      for (Setting setting : own) {
        PolicyEvaluation e = runs.policies(setting).get(seed).evaluation();
        points.add(new double[] {Math.sqrt(e.kl()), e.gold()});
      }
      at[seed] = Figures.between(points, Math.sqrt(EQUAL));
    }
    return at;
  }

  private static void amounts(RlhfRuns runs, List<Row> rows) {
    for (int pairs : List.of(256, 1_024)) {
      for (double beta : FEWER) {
        String name = "RLOO, %,d pairs, β = %s".formatted(pairs, Values.text(beta));
        rows.add(row(name, "–", runs.policies(ofPairs(pairs, beta))));
      }
    }
    for (double beta : List.of(0.0, KL)) {
      String name =
          "RLOO, reward model of %d units, β = %s".formatted(RlhfRuns.SMALL, Values.text(beta));
      rows.add(row(name, "–", runs.policies(small(beta))));
    }
    for (int pairs : RlhfRuns.PAIRS) {
      List<Policy> policies = runs.policies(ofPairs(pairs, 0));
      rows.add(
          new Row(
              "β = 0, %,d pairs, median and range: gold after 20 updates; after 400"
                  .formatted(pairs),
              "–",
              Figures.text(Figures.range(early(policies, Policy::gold)))
                  + "; "
                  + Figures.text(Figures.range(late(policies, Policy::gold)))));
      rows.add(
          new Row(
              "onset with β = 0, %,d pairs: highest gold; √KL there".formatted(pairs),
              "–",
              Figures.mean(Figures.of(policies, p -> Figures.around(p.gold(), peak(p), LAST)))
                  + "; "
                  + Figures.mean(
                      Figures.of(
                          policies, p -> Math.sqrt(Figures.around(p.kl(), peak(p), LAST))))));
    }
  }

  /// The last update of the ten whose mean gold reward is highest.
  private static int peak(Policy policy) {
    int best = LAST;
    for (int to = LAST; to <= policy.gold().size(); to++) {
      double mean = Figures.around(policy.gold(), to, LAST);
      best = mean > Figures.around(policy.gold(), best, LAST) ? to : best;
    }
    return best;
  }

  private static Row row(String what, String claim, List<Policy> policies) {
    List<ToDoubleFunction<PolicyEvaluation>> measures =
        List.of(
            PolicyEvaluation::gold,
            PolicyEvaluation::proxy,
            PolicyEvaluation::kl,
            PolicyEvaluation::correct);
    List<String> texts = new ArrayList<>();
    for (ToDoubleFunction<PolicyEvaluation> measure : measures) {
      texts.add(Figures.mean(Figures.of(policies, p -> measure.applyAsDouble(p.evaluation()))));
    }
    return new Row(what + ": gold; proxy; KL; right", claim, String.join("; ", texts));
  }

  private static List<Check> checks(RlhfRuns runs) {
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
    List<Policy> free = runs.policies(UNLEASHED);
    checks.add(
        Figures.below(
            "with β = 0 gold falls: all seeds end below where all were after 20 updates",
            late(free, Policy::gold),
            early(free, Policy::gold)));
    checks.add(
        Figures.below(
            "with β = 0 proxy rises: all seeds end above where all were after 20 updates",
            early(free, Policy::proxy),
            late(free, Policy::proxy)));
    checks.add(
        Figures.below(
            "all seeds have more gold with β = 0.1 than any with β = 0",
            gold(runs, UNLEASHED),
            gold(runs, RLOO)));
    checks.add(
        Figures.above(
            "with β = 0.1, 4,096 pairs give more gold than 256",
            gold(runs, RLOO),
            gold(runs, ofPairs(256, KL))));
    return checks;
  }

  private static double[] early(List<Policy> policies, Function<Policy, List<Double>> curve) {
    return Figures.of(policies, p -> Figures.around(curve.apply(p), EARLY, LAST));
  }

  private static double[] late(List<Policy> policies, Function<Policy, List<Double>> curve) {
    return Figures.of(policies, p -> Figures.around(curve.apply(p), curve.apply(p).size(), LAST));
  }

  private static Map<String, Object> data(RlhfRuns runs) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (Setting setting : settings()) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("setting", setting);
      entry.put("evaluations", runs.policies(setting).stream().map(Policy::evaluation).toList());
      entry.put("gold", runs.policies(setting).stream().map(Policy::gold).toList());
      entry.put("proxy", runs.policies(setting).stream().map(Policy::proxy).toList());
      entry.put("kl", runs.policies(setting).stream().map(Policy::kl).toList());
      entry.put("sample", runs.policies(setting).getFirst().sample());
      all.add(entry);
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("prompt", runs.prompted().getFirst());
    data.put("reference", runs.prompted().getLast());
    data.put("policies", all);
    return data;
  }
}

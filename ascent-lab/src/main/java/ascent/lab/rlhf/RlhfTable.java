package ascent.lab.rlhf;

import ascent.lab.lesson.LessonResult.Row;
import ascent.lab.rlhf.RlhfRuns.BestOf;
import ascent.lab.rlhf.RlhfRuns.Policy;
import ascent.lab.rlhf.RlhfRuns.Setting;
import ascent.lab.rlhf.algo.BestOfN;
import ascent.lab.rlhf.reward.RewardModel;
import ascent.study.plot.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// The table of [RlhfLesson].
final class RlhfTable {
  private static final double EQUAL = 3; // nats at which algorithms are compared
  private static final List<Integer> BEST_OF = List.of(4, 16, 64);

  private final RlhfRuns runs;
  private final List<Row> rows = new ArrayList<>();

  private RlhfTable(RlhfRuns runs) {
    this.runs = runs;
  }

  static List<Row> of(RlhfRuns runs) {
    RlhfTable table = new RlhfTable(runs);
    table.stages();
    table.leash();
    table.algorithms();
    table.amounts();
    return table.rows;
  }

  private void stages() {
    rows.add(
        new Row(
            "perplexity per word of the reference model",
            "the grammar's own: " + Figures.mean(runs.fluency(Experiment.Fluency::grammar)),
            Figures.mean(runs.fluency(Experiment.Fluency::perplexity))));
    for (int pairs : RlhfRuns.PAIRS) {
      rows.add(rewardModel("reward model of %,d pairs".formatted(pairs), pairs));
    }
    rows.add(
        rewardModel(
            "the same of %,d pairs, %d hidden units".formatted(RlhfRuns.MOST, RlhfRuns.SMALL),
            -RlhfRuns.SMALL));
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

  private Row rewardModel(String what, int pairs) {
    return new Row(
        what + ": held-out choices predicted; calibration error",
        "–",
        Figures.mean(runs.assessment(pairs, RewardModel.Assessment::accuracy))
            + "; "
            + Figures.mean(runs.assessment(pairs, RewardModel.Assessment::calibrationError)));
  }

  private void leash() {
    for (double beta : RlhfSettings.KL_COEFS) {
      rows.add(
          row("RLOO, β = " + Values.text(beta), "–", runs.policies(new Setting("rloo", beta))));
    }
  }

  private void algorithms() {
    for (Setting setting : RlhfSettings.all()) {
      if (!setting.algorithm().equals("rloo")) {
        String name = "%s, β = %s".formatted(setting.algorithm(), Values.text(setting.klCoef()));
        rows.add(row(name, "–", runs.policies(setting)));
      }
    }
    for (String algorithm : List.of("rloo", "ppo", "grpo", "dpo")) {
      rows.add(
          new Row(
              "%s: gold at a KL of %s nats, between its β".formatted(algorithm, Values.text(EQUAL)),
              "–",
              Figures.mean(atEqualKl(algorithm))));
    }
  }

  /// The gold reward at a KL of [#EQUAL], on straight lines over √KL between the reference model
  /// and the policies of an algorithm; one per seed.
  private double[] atEqualKl(String algorithm) {
    List<Setting> own =
        RlhfSettings.all().stream()
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

  private void amounts() {
    for (int pairs : List.of(RlhfSettings.FEW, 1_024)) {
      for (double beta : RlhfSettings.FEWER) {
        String name = "RLOO, %,d pairs, β = %s".formatted(pairs, Values.text(beta));
        rows.add(row(name, "–", runs.policies(RlhfSettings.ofPairs(pairs, beta))));
      }
    }
    for (double beta : RlhfSettings.FEWER) {
      String name =
          "RLOO, reward model of %d units, β = %s".formatted(RlhfRuns.SMALL, Values.text(beta));
      rows.add(row(name, "–", runs.policies(RlhfSettings.small(beta))));
    }
    for (int pairs : RlhfRuns.PAIRS) {
      List<Policy> policies = runs.policies(RlhfSettings.ofPairs(pairs, 0));
      rows.add(
          new Row(
              "β = 0, %,d pairs, median and range: gold after 20 updates; after 400"
                  .formatted(pairs),
              "–",
              Figures.text(Figures.range(Figures.of(policies, p -> Figures.early(p.gold()))))
                  + "; "
                  + Figures.text(
                      Figures.range(Figures.of(policies, p -> Figures.late(p.gold()))))));
      rows.add(
          new Row(
              "onset with β = 0, %,d pairs: highest gold; √KL there".formatted(pairs),
              "–",
              Figures.mean(
                      Figures.of(policies, p -> Figures.around(p.gold(), peak(p), Figures.LAST)))
                  + "; "
                  + Figures.mean(
                      Figures.of(
                          policies,
                          p -> Math.sqrt(Figures.around(p.kl(), peak(p), Figures.LAST))))));
    }
  }

  /// The last update of the ten whose mean gold reward is highest.
  private int peak(Policy policy) {
    int best = Figures.LAST;
    for (int to = Figures.LAST; to <= policy.gold().size(); to++) {
      double mean = Figures.around(policy.gold(), to, Figures.LAST);
      best = mean > Figures.around(policy.gold(), best, Figures.LAST) ? to : best;
    }
    return best;
  }

  private Row row(String what, String claim, List<Policy> policies) {
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
}

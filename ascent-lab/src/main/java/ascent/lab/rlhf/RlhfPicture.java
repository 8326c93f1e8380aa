package ascent.lab.rlhf;

import ascent.lab.rlhf.RlhfRuns.BestOf;
import ascent.lab.rlhf.RlhfRuns.Policy;
import ascent.lab.rlhf.RlhfRuns.Setting;
import ascent.lab.rlhf.algo.BestOfN;
import ascent.study.plot.Curve;
import ascent.study.plot.CurvePlot;
import ascent.study.plot.Picture;
import ascent.study.stats.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;

/// The pictures of the lesson `rlhf`: rewards against √KL.
final class RlhfPicture {
  private RlhfPicture() {}

  /// Gold and learned reward by the amount of preferences and the size of the reward model.
  static Picture ofRewardModels(RlhfRuns runs, int seeds) {
    List<Curve> curves = new ArrayList<>();
    for (int pairs : RlhfRuns.PAIRS) {
      curves.add(
          curve(
              "gold, %,d pairs".formatted(pairs),
              seeds,
              policies(runs, RlhfSettings.FEWER, beta -> RlhfSettings.ofPairs(pairs, beta)),
              PolicyEvaluation::gold));
    }
    curves.add(
        curve(
            "gold, %d units".formatted(RlhfRuns.SMALL),
            seeds,
            policies(runs, RlhfSettings.FEWER, RlhfSettings::small),
            PolicyEvaluation::gold));
    curves.add(
        curve(
            "learned, 4,096",
            seeds,
            policies(runs, RlhfSettings.KL_COEFS, beta -> new Setting("rloo", beta)),
            PolicyEvaluation::proxy));
    curves.add(bestOf(runs, seeds));
    return plot(
        "True and learned reward against √KL",
        "RLOO with β from 1 or 0.3 down to 0; mean of %d seeds and its 95 %% interval"
            .formatted(seeds),
        curves);
  }

  /// Gold reward by the algorithm.
  static Picture ofAlgorithms(RlhfRuns runs, int seeds) {
    Map<String, List<Double>> betas =
        Map.of(
            "rloo", RlhfSettings.OF_RLOO,
            "ppo", RlhfSettings.OF_PPO,
            "grpo", RlhfSettings.OF_GRPO,
            "dpo", RlhfSettings.OF_DPO);
    List<Curve> curves = new ArrayList<>();
    betas.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry ->
            curves.add(
                curve(
                    entry.getKey(),
                    seeds,
                    policies(runs, entry.getValue(), beta -> new Setting(entry.getKey(), beta)),
                    PolicyEvaluation::gold)));
    curves.add(bestOf(runs, seeds));
    return plot(
        "True reward against √KL, by algorithm",
        "4,096 pairs, three or four β each; mean of %d seeds and its 95 %% interval"
            .formatted(seeds),
        curves);
  }

  private static List<List<Policy>> policies(
      RlhfRuns runs, List<Double> betas, DoubleFunction<Setting> setting) {
    return betas.stream().map(beta -> runs.policies(setting.apply(beta))).toList();
  }

  private static Curve bestOf(RlhfRuns runs, int seeds) {
    List<Double> x = new ArrayList<>();
    List<Estimate> y = new ArrayList<>();
    for (int best = 1; best <= 64; best *= 2) {
      x.add(Math.sqrt(BestOfN.kl(best)));
      y.add(Figures.interval(runs.bestOf(best, BestOf::gold)));
    }
    return new Curve("gold, best of n", seeds, x, y);
  }

  private static Picture plot(String title, String subtitle, List<Curve> curves) {
    return new CurvePlot(
            title, subtitle, "√KL from the reference model, √nats", "reward", curves, Double.NaN)
        .picture(new Picture.Size(800, 480));
  }

  private static Curve curve(
      String label, int n, List<List<Policy>> points, ToDoubleFunction<PolicyEvaluation> measure) {
    Map<Double, Estimate> sorted = new TreeMap<>();
    for (List<Policy> point : points) {
      double kl =
          Figures.average(Figures.of(point, p -> Math.sqrt(Math.max(0, p.evaluation().kl()))));
      sorted.put(
          kl, Figures.interval(Figures.of(point, p -> measure.applyAsDouble(p.evaluation()))));
    }
    return new Curve(label, n, List.copyOf(sorted.keySet()), List.copyOf(sorted.values()));
  }
}

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
import java.util.function.ToDoubleFunction;

/// The picture of the lesson `rlhf`: gold and learned reward against √KL.
final class RlhfPicture {
  private RlhfPicture() {}

  /// Draws it.
  static Picture picture(RlhfRuns runs, int n) {
    List<Curve> curves = new ArrayList<>();
    for (int pairs : RlhfRuns.PAIRS) {
      List<List<Policy>> points =
          RlhfSettings.FEWER.stream()
              .map(beta -> runs.policies(RlhfSettings.ofPairs(pairs, beta)))
              .toList();
      curves.add(curve("gold, %,d pairs".formatted(pairs), n, points, PolicyEvaluation::gold));
    }
    List<List<Policy>> all =
        RlhfSettings.KL_COEFS.stream()
            .map(beta -> runs.policies(new Setting("rloo", beta)))
            .toList();
    curves.add(curve("proxy, 4,096 pairs", n, all, PolicyEvaluation::proxy));
    curves.add(
        curve(
            "gold, PPO",
            n,
            RlhfSettings.OF_PPO.stream()
                .map(beta -> runs.policies(new Setting("ppo", beta)))
                .toList(),
            PolicyEvaluation::gold));
    curves.add(
        curve(
            "gold, GRPO",
            n,
            RlhfSettings.OF_GRPO.stream()
                .map(beta -> runs.policies(new Setting("grpo", beta)))
                .toList(),
            PolicyEvaluation::gold));
    List<Double> x = new ArrayList<>();
    List<Estimate> y = new ArrayList<>();
    for (int best = 1; best <= 64; best *= 2) {
      x.add(Math.sqrt(BestOfN.kl(best)));
      y.add(Figures.interval(runs.bestOf(best, BestOf::gold)));
    }
    curves.add(new Curve("gold, best of n", n, x, y));
    return new CurvePlot(
            "True and learned reward against √KL",
            "RLOO with β from 1 or 0.3 down to 0; mean of %d seeds and its 95 %% interval"
                .formatted(n),
            "√KL from the reference model, √nats",
            "reward",
            curves,
            Double.NaN)
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

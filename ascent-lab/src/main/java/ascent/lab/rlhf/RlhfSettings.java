package ascent.lab.rlhf;

import ascent.lab.rlhf.RlhfRuns.Setting;
import java.util.ArrayList;
import java.util.List;

/// What [RlhfLesson] varies: the weight of the KL divergence, the preferences, the size of the
/// reward model and the algorithm.
final class RlhfSettings {
  static final double KL = 0.3; // β of the comparisons, which holds every policy
  static final int FEW = 256; // pairs
  static final List<Double> KL_COEFS = List.of(0.0, 0.03, 0.1, 0.3, 1.0);
  static final List<Double> FEWER = List.of(0.0, 0.03, 0.1, 0.3);
  static final List<Double> OF_RLOO = List.of(0.03, 0.1, 0.3, 1.0);
  static final List<Double> OF_PPO = List.of(0.03, 0.1, 0.3);
  static final List<Double> OF_GRPO = List.of(0.1, 0.3, 1.0);
  static final List<Double> OF_DPO = List.of(0.1, 0.3, 1.0);
  static final Setting UNLEASHED = new Setting("rloo", 0);

  private RlhfSettings() {}

  static List<Setting> all() {
    List<Setting> all = new ArrayList<>();
    RlhfRuns.PAIRS.forEach(pairs -> all.add(ofPairs(pairs, 0))); // the longest first
    all.add(small(0));
    OF_PPO.forEach(beta -> all.add(new Setting("ppo", beta)));
    OF_GRPO.forEach(beta -> all.add(new Setting("grpo", beta)));
    all.add(new Setting("dr-grpo", KL));
    all.add(new Setting("dapo", KL));
    all.add(new Setting("reinforce", KL));
    OF_DPO.forEach(beta -> all.add(new Setting("dpo", beta)));
    KL_COEFS.forEach(beta -> all.add(new Setting("rloo", beta)));
    for (int pairs : List.of(FEW, 1_024)) {
      FEWER.forEach(beta -> all.add(ofPairs(pairs, beta)));
    }
    FEWER.forEach(beta -> all.add(small(beta)));
    return all.stream().distinct().toList();
  }

  static Setting ofPairs(int pairs, double beta) {
    return new Setting("rloo", pairs, UNLEASHED.hidden(), beta);
  }

  static Setting small(double beta) {
    return new Setting("rloo", RlhfRuns.MOST, RlhfRuns.SMALL, beta);
  }
}

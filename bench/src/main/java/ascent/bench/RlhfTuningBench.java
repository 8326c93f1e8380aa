package ascent.bench;

import static ascent.cli.bench.Figures.text;

import ascent.cli.text.Table;
import ascent.lab.lesson.LessonRun;
import ascent.lab.rlhf.Alignment;
import ascent.lab.rlhf.AlignmentSettings;
import ascent.lab.rlhf.Experiment;
import ascent.lab.rlhf.PolicyEvaluation;
import ascent.lab.rlhf.algo.Dpo;
import ascent.lab.rlhf.algo.KlCoefficient;
import ascent.lab.rlhf.algo.PolicyAlgorithms;
import ascent.lab.rlhf.language.Questions;
import ascent.lab.rlhf.model.LanguageModel;
import ascent.lab.rlhf.reward.Annotators;
import ascent.lab.rlhf.reward.Preferences;
import ascent.lab.rlhf.reward.RewardModel;
import ascent.rng.Rng;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;

/// Learning rates and KL weights of the algorithms of the lesson `rlhf`, on seeds that the lesson
/// does not report: each algorithm gets the same grid of rates, so that none is compared at
/// another's.
public final class RlhfTuningBench {
  private static final long FIRST_SEED = 1_101;
  private static final int SEEDS = 4;
  private static final int PAIRS = 4_096;
  private static final List<Float> RATES = List.of(1e-3f, 3e-3f, 1e-2f);
  private static final List<Double> BETAS = List.of(0.03, 0.1, 0.3);
  private static final int DPO_STEPS = 300;
  private static final int DPO_BATCH = 64;

  private RlhfTuningBench() {}

  /// What the policies of a seed begin with.
  private record Seed(Experiment experiment, Preferences pairs, RewardModel reward) {}

  /// A cell of the grid.
  private record Setting(String algorithm, float rate, double beta) {
    PolicyEvaluation train(Seed seed) {
      Experiment e = seed.experiment;
      RewardModel reward = seed.reward.copy();
      float[] theta;
      if (algorithm.equals("dpo")) {
        Rng rng = Rng.stream(e.seed(), "rlhf/dpo");
        theta =
            new Dpo(beta, DPO_STEPS, DPO_BATCH, rate)
                .train(e.model(), e.reference(), seed.pairs, rng);
      } else {
        AlignmentSettings d = AlignmentSettings.DEFAULT;
        theta =
            e.align(
                PolicyAlgorithms.named(algorithm, e.model().network().size(), reward.parameters()),
                reward::scores,
                new AlignmentSettings(
                    d.updates(), d.prompts(), d.group(), rate, new KlCoefficient.Fixed(beta)),
                Alignment.Monitor.NONE);
      }
      return e.evaluate(theta, reward::scores);
    }
  }

  public static void main(String... args) throws IOException {
    int threads = Runtime.getRuntime().availableProcessors();
    LessonRun run = new LessonRun(FIRST_SEED, SEEDS, threads, _ -> {});
    List<Seed> seeds = run.forEachSeed(RlhfTuningBench::prepare);
    List<Setting> settings = settings();
    List<Callable<PolicyEvaluation>> tasks = new ArrayList<>();
    settings.forEach(setting -> seeds.forEach(seed -> tasks.add(() -> setting.train(seed))));
    List<PolicyEvaluation> all = run.all(tasks);
    Table table = new Table("algorithm", "rate", "β", "gold", "learned", "KL", "right");
    for (int i = 0; i < settings.size(); i++) {
      Setting s = settings.get(i);
      List<PolicyEvaluation> of = all.subList(i * SEEDS, (i + 1) * SEEDS);
      table.row(
          s.algorithm,
          Float.toString(s.rate),
          Double.toString(s.beta),
          mean(of, PolicyEvaluation::gold),
          mean(of, PolicyEvaluation::proxy),
          mean(of, PolicyEvaluation::kl),
          mean(of, PolicyEvaluation::correct));
    }
    new Page("Learning rates and KL weights of the lesson rlhf", List.of("rlhf-tuning"))
        .add(
            "Means of seeds %d to %d, which the lesson does not report: %d choices, %d updates of %d responses each; DPO %d steps of %d choices. KL is in nats per response."
                .formatted(
                    FIRST_SEED,
                    FIRST_SEED + SEEDS - 1,
                    PAIRS,
                    AlignmentSettings.DEFAULT.updates(),
                    AlignmentSettings.DEFAULT.prompts() * AlignmentSettings.DEFAULT.group(),
                    DPO_STEPS,
                    DPO_BATCH))
        .add(table.markdown())
        .publish("rlhf-tuning");
  }

  private static Seed prepare(long number) {
    Experiment e = new Experiment(LanguageModel.DEFAULT, Questions.PLAIN, number);
    Preferences pairs = e.preferences(PAIRS, Annotators.DEFAULT);
    return new Seed(e, pairs, e.rewardModel(pairs));
  }

  private static List<Setting> settings() {
    List<String> names = new ArrayList<>(PolicyAlgorithms.NAMES);
    names.add("dpo");
    List<Setting> settings = new ArrayList<>();
    for (String name : names) {
      for (float rate : RATES) {
        BETAS.forEach(beta -> settings.add(new Setting(name, rate, beta)));
      }
    }
    return settings;
  }

  private static String mean(
      List<PolicyEvaluation> list, ToDoubleFunction<PolicyEvaluation> measure) {
    return text(list.stream().mapToDouble(measure).average().orElseThrow(), 2);
  }
}

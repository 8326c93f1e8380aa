package ascent.lab.rlhf;

import ascent.lab.lesson.LessonRun;
import ascent.lab.rlhf.algo.BestOfN;
import ascent.lab.rlhf.algo.Dpo;
import ascent.lab.rlhf.algo.PolicyAlgorithms;
import ascent.lab.rlhf.language.Question;
import ascent.lab.rlhf.language.Questions;
import ascent.lab.rlhf.model.Decoding;
import ascent.lab.rlhf.model.LanguageModel;
import ascent.lab.rlhf.model.PreTraining;
import ascent.lab.rlhf.model.Responses;
import ascent.lab.rlhf.model.TokenNetwork;
import ascent.lab.rlhf.reward.Annotators;
import ascent.lab.rlhf.reward.Gold;
import ascent.lab.rlhf.reward.Preferences;
import ascent.lab.rlhf.reward.RewardModel;
import ascent.rng.Rng;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;

/// What the lesson `rlhf` trains: for each seed a reference model and reward models, then a policy
/// for each setting, several at a time.
final class RlhfRuns {
  /// Choices that reward models are fitted to.
  static final List<Integer> PAIRS = List.of(256, 1_024, 4_096);

  static final int MOST = 4_096;
  static final int SMALL = 16; // hidden units of the small reward model
  private static final int ASSESSED = 2_048; // held-out pairs
  private static final int BEST_OF_PROMPTS = 64;
  private static final int BEST_OF = 64;
  private static final int LONG = 400; // updates without a leash, until the gold reward is gone
  private static final int DPO_STEPS = 300;
  private static final int DPO_BATCH = 64; // choices of a step
  private static final float DPO_RATE = 1e-3f;

  private final List<Seed> seeds;
  private final Map<Setting, List<Policy>> policies = new LinkedHashMap<>(); // of each seed

  /// What is trained.
  ///
  /// @param algorithm by name; `dpo` too
  /// @param pairs choices of the reward model
  /// @param hidden units of the reward model
  /// @param klCoef β
  record Setting(String algorithm, int pairs, int hidden, double klCoef) {
    Setting(String algorithm, double klCoef) {
      this(algorithm, MOST, TokenNetwork.Size.DEFAULT.hidden(), klCoef);
    }
  }

  /// What came of it with one seed.
  ///
  /// @param gold mean gold reward of each batch
  /// @param proxy mean learned reward of each batch
  /// @param kl estimate of each batch
  /// @param sample its greedy answer to a held-out prompt
  record Policy(
      PolicyEvaluation evaluation,
      List<Double> gold,
      List<Double> proxy,
      List<Double> kl,
      String sample) {}

  /// What a seed's policies begin with.
  ///
  /// @param rewards by the number of pairs
  /// @param bestOf gold and learned reward of the best of n, by n
  private record Seed(
      Experiment experiment,
      Map<Integer, RewardModel> rewards,
      RewardModel small,
      PolicyEvaluation reference,
      Experiment.Fluency fluency,
      Map<Integer, RewardModel.Assessment> assessments,
      Map<Integer, BestOf> bestOf) {}

  /// @param gold mean gold reward of the best of n by the learned reward
  /// @param proxy mean learned reward
  record BestOf(double gold, double proxy) {}

  private RlhfRuns(List<Seed> seeds) {
    this.seeds = seeds;
  }

  /// Runs everything.
  static RlhfRuns of(LessonRun run, List<Setting> settings) {
    RlhfRuns runs = new RlhfRuns(run.forEachSeed(RlhfRuns::prepare));
    run.progress().accept("reference and reward models are trained");
    List<Callable<Policy>> tasks = new ArrayList<>();
    for (Setting setting : settings) {
      for (Seed seed : runs.seeds) {
        tasks.add(() -> train(seed, setting));
      }
    }
    List<Policy> all = run.all(tasks);
    int n = runs.seeds.size();
    for (int i = 0; i < settings.size(); i++) {
      runs.policies.put(settings.get(i), all.subList(i * n, (i + 1) * n));
    }
    return runs;
  }

  private static Seed prepare(long number) {
    Experiment e = new Experiment(LanguageModel.DEFAULT, Questions.PLAIN, number);
    Preferences heldOut = e.heldOutPreferences(ASSESSED, Annotators.DEFAULT);
    Map<Integer, RewardModel> rewards = new LinkedHashMap<>();
    Map<Integer, RewardModel.Assessment> assessments = new LinkedHashMap<>();
    for (int pairs : PAIRS) {
      RewardModel reward = e.rewardModel(e.preferences(pairs, Annotators.DEFAULT));
      rewards.put(pairs, reward);
      assessments.put(pairs, reward.assess(heldOut));
    }
    LanguageModel little =
        new LanguageModel(new TokenNetwork.Size(TokenNetwork.Size.DEFAULT.embedding(), SMALL));
    float[] start = PreTraining.DEFAULT.train(little, Questions.PLAIN, number);
    RewardModel small = e.rewardModel(e.preferences(MOST, Annotators.DEFAULT), little, start);
    assessments.put(-SMALL, small.assess(heldOut));
    RewardModel most = rewards.getOrDefault(MOST, small);
    return new Seed(
        e,
        rewards,
        small,
        e.evaluate(e.reference(), most::scores),
        e.fluency(),
        assessments,
        bestOf(e, most));
  }

  private static Map<Integer, BestOf> bestOf(Experiment e, RewardModel reward) {
    List<Question> prompts = e.heldOutPrompts(BEST_OF_PROMPTS, BEST_OF);
    Responses responses = e.respond(e.reference(), prompts, Decoding.SAMPLE, "rlhf/best-of");
    double[] proxy = reward.scores(responses);
    double[] gold = Gold.scores(responses);
    Map<Integer, BestOf> all = new LinkedHashMap<>();
    for (int n = 1; n <= BEST_OF; n *= 2) {
      double sumGold = 0;
      double sumProxy = 0;
      for (int from = 0; from < proxy.length; from += BEST_OF) {
        double[] p = Arrays.copyOfRange(proxy, from, from + BEST_OF);
        double[] g = Arrays.copyOfRange(gold, from, from + BEST_OF);
        sumGold += BestOfN.expected(p, g, n);
        sumProxy += BestOfN.expected(p, p, n);
      }
      all.put(n, new BestOf(sumGold / BEST_OF_PROMPTS, sumProxy / BEST_OF_PROMPTS));
    }
    return all;
  }

  private static Policy train(Seed seed, Setting setting) {
    Experiment e = seed.experiment;
    boolean little = setting.hidden == SMALL;
    RewardModel reward =
        (little ? seed.small : seed.rewards.getOrDefault(setting.pairs, seed.small)).copy();
    List<Double> gold = new ArrayList<>();
    List<Double> proxy = new ArrayList<>();
    List<Double> kl = new ArrayList<>();
    AlignmentSettings settings = AlignmentSettings.DEFAULT.withKlCoef(setting.klCoef);
    float[] theta;
    if (setting.algorithm.equals("dpo")) {
      Preferences pairs = e.preferences(setting.pairs, Annotators.DEFAULT);
      Dpo dpo = new Dpo(setting.klCoef, DPO_STEPS, DPO_BATCH, DPO_RATE);
      theta = dpo.train(e.model(), e.reference(), pairs, Rng.stream(e.seed(), "rlhf/dpo"));
    } else {
      float[] trunk = little ? e.reference() : reward.parameters();
      theta =
          e.align(
              PolicyAlgorithms.named(setting.algorithm, e.model().network().size(), trunk),
              reward::scores,
              setting.klCoef == 0 ? settings.withUpdates(LONG) : settings,
              (update, metrics) -> {
                gold.add(metrics.getOrDefault("gold/score", Double.NaN));
                proxy.add(metrics.getOrDefault("objective/scores", Double.NaN));
                kl.add(metrics.getOrDefault("objective/kl", Double.NaN));
              });
    }
    return new Policy(e.evaluate(theta, reward::scores), gold, proxy, kl, sample(e, theta));
  }

  private static String sample(Experiment e, float[] theta) {
    return e.respond(theta, e.heldOutPrompts(1, 1), Decoding.GREEDY, "rlhf/sample").text(0);
  }

  /// The policies of a setting, one per seed.
  List<Policy> policies(Setting setting) {
    return policies.getOrDefault(setting, List.of());
  }

  /// A measure of the reference models, one per seed.
  double[] reference(ToDoubleFunction<PolicyEvaluation> measure) {
    return seeds.stream().mapToDouble(s -> measure.applyAsDouble(s.reference)).toArray();
  }

  /// A measure of the reference models' knowledge of the language.
  double[] fluency(ToDoubleFunction<Experiment.Fluency> measure) {
    return seeds.stream().mapToDouble(s -> measure.applyAsDouble(s.fluency)).toArray();
  }

  /// The share of held-out choices that the reward models of a number of pairs predict; of
  /// −[#SMALL], that of the small ones.
  double[] assessment(int pairs, ToDoubleFunction<RewardModel.Assessment> measure) {
    return seeds.stream()
        .mapToDouble(s -> measure.applyAsDouble(s.assessments.getOrDefault(pairs, NOTHING)))
        .toArray();
  }

  private static final RewardModel.Assessment NOTHING =
      new RewardModel.Assessment(Double.NaN, Double.NaN, Double.NaN);

  /// A measure of the best of n, one per seed.
  double[] bestOf(int n, ToDoubleFunction<BestOf> measure) {
    return seeds.stream()
        .mapToDouble(s ->
            measure.applyAsDouble(s.bestOf.getOrDefault(n, new BestOf(Double.NaN, Double.NaN))))
        .toArray();
  }

  /// The prompt of the samples of the first seed, and the reference model's answer.
  List<String> prompted() {
    Experiment e = seeds.getFirst().experiment;
    return List.of(e.heldOutPrompts(1, 1).getFirst().toString(), sample(e, e.reference()));
  }
}

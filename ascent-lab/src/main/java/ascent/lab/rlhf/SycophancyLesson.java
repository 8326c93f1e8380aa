package ascent.lab.rlhf;

import ascent.lab.lesson.Lesson;
import ascent.lab.lesson.LessonResult;
import ascent.lab.lesson.LessonResult.Check;
import ascent.lab.lesson.LessonResult.Row;
import ascent.lab.lesson.LessonRun;
import ascent.lab.rlhf.algo.Rloo;
import ascent.lab.rlhf.language.Question;
import ascent.lab.rlhf.language.Questions;
import ascent.lab.rlhf.model.Decoding;
import ascent.lab.rlhf.model.LanguageModel;
import ascent.lab.rlhf.model.Responses;
import ascent.lab.rlhf.reward.Annotators;
import ascent.lab.rlhf.reward.Preferences;
import ascent.lab.rlhf.reward.Reading;
import ascent.lab.rlhf.reward.RewardModel;
import ascent.study.plot.Curve;
import ascent.study.plot.CurvePlot;
import ascent.study.plot.Picture;
import ascent.study.plot.Values;
import ascent.study.stats.Estimate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;

/// Sycophancy in small: prompts state a belief, annotators reward agreement with probability p, and
/// the policy learns to agree. Mitigations at p = 0.9: annotators who are told the answer, a
/// penalty on agreement, a stronger KL penalty, a reward model that does not see the belief, more
/// choices.
public final class SycophancyLesson implements Lesson {
  private static final int PAIRS = 4_096;
  private static final double KL = 0.1;
  private static final double STRONG_KL = 0.5;
  private static final double OFTEN = 0.9; // p of the mitigations
  private static final double TOLD = 0.8;
  private static final double PENALTY = 2; // in deviations of the learned reward
  private static final List<Double> AGREEMENT = List.of(0.0, 0.3, 0.6, OFTEN);

  private static final String LARGER = "%,d choices instead".formatted(2 * PAIRS);
  private static final String LEASH = "β = %s instead".formatted(Values.text(STRONG_KL));
  private static final String BLIND = "a reward model that does not see the belief";
  private static final String COUNTER = "a penalty on agreement";
  private static final String ANSWER = "80 % of annotators are told the answer";
  private static final List<String> MITIGATIONS = List.of(ANSWER, COUNTER, BLIND, LEASH, LARGER);

  @Override
  public String name() {
    return "sycophancy";
  }

  @Override
  public String summary() {
    return "Sycophancy in small: annotators reward agreement, and the policy agrees against the truth.";
  }

  @Override
  public List<String> tutorials() {
    return List.of("000", "002");
  }

  @Override
  public int seeds() {
    return 5;
  }

  /// What was measured with a policy.
  ///
  /// @param sample its greedy answer to a prompt whose belief is wrong
  private record Outcome(PolicyEvaluation evaluation, String prompt, String sample) {}

  @Override
  public LessonResult run(LessonRun run) {
    List<Experiment> experiments =
        run.forEachSeed(seed -> new Experiment(LanguageModel.DEFAULT, Questions.BELIEFS, seed));
    run.progress().accept("reference models are trained");
    List<String> names = new ArrayList<>(MITIGATIONS.reversed()); // the longest first
    AGREEMENT.forEach(p -> names.add(name(p)));
    List<Callable<Outcome>> tasks = new ArrayList<>();
    for (String name : names) {
      for (Experiment e : experiments) {
        tasks.add(() -> train(e, name));
      }
    }
    List<Outcome> all = run.all(tasks);
    Map<String, List<Outcome>> outcomes = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      outcomes.put(names.get(i), all.subList(i * run.seeds(), (i + 1) * run.seeds()));
    }
    outcomes.put(
        "reference", run.all(experiments.stream().map(SycophancyLesson::reference).toList()));
    return result(outcomes, run.seeds());
  }

  private static String name(double p) {
    return "p = " + Values.text(p);
  }

  private static Callable<Outcome> reference(Experiment e) {
    return () -> outcome(e, e.reference(), responses -> new double[responses.size()]);
  }

  private static Outcome train(Experiment e, String name) {
    Annotators often = Annotators.DEFAULT.agreeing(OFTEN);
    for (double p : AGREEMENT) {
      if (name.equals(name(p))) {
        return align(e, reward(e, PAIRS, Annotators.DEFAULT.agreeing(p))::scores, KL);
      }
    }
    if (name.equals(ANSWER)) {
      return align(e, reward(e, PAIRS, often.told(TOLD))::scores, KL);
    }
    if (name.equals(LARGER)) {
      return align(e, reward(e, 2 * PAIRS, often)::scores, KL);
    }
    if (name.equals(BLIND)) {
      Preferences pairs = e.preferences(PAIRS, often);
      Preferences blind = new Preferences(withoutBeliefs(pairs.responses()), pairs.first());
      RewardModel reward = e.rewardModel(blind);
      return align(e, responses -> reward.scores(withoutBeliefs(responses)), KL);
    }
    RewardModel reward = reward(e, PAIRS, often);
    return name.equals(LEASH)
        ? align(e, reward::scores, STRONG_KL)
        : align(e, responses -> penalised(reward, responses), KL);
  }

  private static RewardModel reward(Experiment e, int pairs, Annotators annotators) {
    return e.rewardModel(e.preferences(pairs, annotators));
  }

  private static Responses withoutBeliefs(Responses responses) {
    return responses.withPrompts(responses.prompts().stream().map(Question::bare).toList());
  }

  /// The learned reward, less a penalty where the answer is the belief, right or wrong.
  private static double[] penalised(RewardModel reward, Responses responses) {
    double[] scores = reward.scores(responses);
    for (int i = 0; i < scores.length; i++) {
      boolean agrees = Reading.of(responses, i).answer() == responses.prompt(i).belief();
      scores[i] -= agrees ? PENALTY : 0;
    }
    return scores;
  }

  private static Outcome align(Experiment e, Alignment.Scorer scorer, double klCoef) {
    AlignmentSettings settings = AlignmentSettings.DEFAULT.withKlCoef(klCoef);
    return outcome(e, e.align(new Rloo(), scorer, settings, Alignment.Monitor.NONE), scorer);
  }

  private static Outcome outcome(Experiment e, float[] theta, Alignment.Scorer scorer) {
    Question prompt =
        e.heldOutPrompts(50, 1).stream()
            .filter(q -> q.belief() != q.answer())
            .findFirst()
            .orElseThrow();
    String sample = e.respond(theta, List.of(prompt), Decoding.GREEDY, "rlhf/sample").text(0);
    return new Outcome(e.evaluate(theta, scorer), prompt.toString(), sample);
  }

  private static LessonResult result(Map<String, List<Outcome>> outcomes, int seeds) {
    List<Row> rows = new ArrayList<>();
    rows.add(row("reference", outcomes));
    AGREEMENT.forEach(p -> rows.add(row(name(p), outcomes)));
    MITIGATIONS.forEach(name -> rows.add(row(name, outcomes)));
    Map<String, Object> data = new LinkedHashMap<>();
    outcomes.forEach((name, list) -> data.put(name, list));
    return new LessonResult(rows, checks(outcomes), picture(outcomes, seeds), data);
  }

  private static double[] of(
      Map<String, List<Outcome>> outcomes,
      String name,
      ToDoubleFunction<PolicyEvaluation> measure) {
    List<Outcome> list = outcomes.getOrDefault(name, List.of());
    return Figures.of(list, outcome -> measure.applyAsDouble(outcome.evaluation));
  }

  private static Row row(String name, Map<String, List<Outcome>> outcomes) {
    String what = MITIGATIONS.contains(name) ? name(OFTEN) + ", " + name : name;
    return new Row(
        what + ": wrong beliefs shared; right answers to them; right answers to all; gold",
        "–",
        "%s; %s; %s; %s"
            .formatted(
                Figures.mean(of(outcomes, name, PolicyEvaluation::agreement)),
                Figures.mean(of(outcomes, name, PolicyEvaluation::correctDespite)),
                Figures.mean(of(outcomes, name, PolicyEvaluation::correct)),
                Figures.mean(of(outcomes, name, PolicyEvaluation::gold))));
  }

  private static List<Check> checks(Map<String, List<Outcome>> outcomes) {
    String never = name(0);
    String often = name(OFTEN);
    ToDoubleFunction<PolicyEvaluation> agreement = PolicyEvaluation::agreement;
    ToDoubleFunction<PolicyEvaluation> right = PolicyEvaluation::correctDespite;
    double[] larger = of(outcomes, LARGER, agreement);
    double[] same = of(outcomes, often, agreement);
    double[] change = new double[same.length];
    for (int i = 0; i < same.length; i++) {
      change[i] = larger[i] - same[i];
    }
    Estimate more = Figures.interval(change);
    return List.of(
        Figures.above(
            "p = 0: right answers against wrong beliefs become more frequent",
            of(outcomes, never, right),
            of(outcomes, "reference", right)),
        Figures.above(
            "p = 0.9: wrong beliefs are shared more often",
            same,
            of(outcomes, "reference", agreement)),
        Figures.above(
            "p = 0.9: right answers against wrong beliefs become rarer",
            of(outcomes, "reference", right),
            of(outcomes, often, right)),
        Figures.above(
            "told the answer, annotators make agreement rarer",
            same,
            of(outcomes, ANSWER, agreement)),
        Figures.above(
            "told the answer, annotators make right answers more frequent",
            of(outcomes, ANSWER, right),
            of(outcomes, often, right)),
        new Check(
            "twice the choices do not make agreement rarer",
            Figures.high(more) >= 0,
            "by " + Figures.text(more)));
  }

  private static Picture picture(Map<String, List<Outcome>> outcomes, int seeds) {
    List<Curve> curves = new ArrayList<>();
    curves.add(curve("wrong beliefs shared", outcomes, seeds, PolicyEvaluation::agreement));
    curves.add(curve("right despite them", outcomes, seeds, PolicyEvaluation::correctDespite));
    curves.add(curve("right, all prompts", outcomes, seeds, PolicyEvaluation::correct));
    return new CurvePlot(
            "Agreement and correctness against what annotators reward",
            "RLOO with β = 0.1; mean of %d seeds and its 95 %% interval".formatted(seeds),
            "p, the probability that an annotator rewards agreement",
            "share of answers",
            curves,
            Double.NaN)
        .picture(new Picture.Size(800, 480));
  }

  private static Curve curve(
      String label,
      Map<String, List<Outcome>> outcomes,
      int seeds,
      ToDoubleFunction<PolicyEvaluation> measure) {
    List<Estimate> y =
        AGREEMENT.stream().map(p -> Figures.interval(of(outcomes, name(p), measure))).toList();
    return new Curve(label, seeds, AGREEMENT, y);
  }
}

package ascent.lab.rlhf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ascent.lab.rlhf.algo.Advantages;
import ascent.lab.rlhf.algo.Dpo;
import ascent.lab.rlhf.algo.Ppo;
import ascent.lab.rlhf.algo.Rloo;
import ascent.lab.rlhf.language.Questions;
import ascent.lab.rlhf.model.LanguageModel;
import ascent.lab.rlhf.model.PreTraining;
import ascent.lab.rlhf.reward.Annotators;
import ascent.lab.rlhf.reward.Gold;
import ascent.lab.rlhf.reward.Preferences;
import ascent.lab.rlhf.reward.RewardModel;
import ascent.rng.Rng;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The stages, with a reference model that is trained for a fifth of the usual time.
class ExperimentTest {
  private static final Experiment EXPERIMENT =
      new Experiment(LanguageModel.DEFAULT, Questions.PLAIN, 1, PreTraining.DEFAULT.withSteps(300));
  private static final Preferences PAIRS = EXPERIMENT.preferences(1_024, Annotators.DEFAULT);
  private static final RewardModel REWARD = EXPERIMENT.rewardModel(PAIRS);
  private static final AlignmentSettings FEW = AlignmentSettings.DEFAULT.withUpdates(25);

  /// Annotators at temperature 0.5 with 5 % errors are themselves not sure: about 0.8 is possible.
  @Test
  void the_reward_model_predicts_choices_on_held_out_prompts() {
    Preferences heldOut = EXPERIMENT.heldOutPreferences(1_000, Annotators.DEFAULT);
    RewardModel.Assessment assessment = REWARD.assess(heldOut);
    assertThat(assessment.accuracy()).isGreaterThan(0.6);
    assertThat(assessment.goldAccuracy()).isGreaterThan(assessment.accuracy());
    assertThat(assessment.calibrationError()).isLessThan(0.1);
  }

  @Test
  void annotators_choose_what_is_better_more_often() {
    double[] gold = Gold.scores(PAIRS.responses());
    double chosen = 0;
    double rejected = 0;
    for (int pair = 0; pair < PAIRS.size(); pair++) {
      chosen += gold[PAIRS.chosen(pair)] / PAIRS.size();
      rejected += gold[PAIRS.rejected(pair)] / PAIRS.size();
    }
    assertThat(chosen).isGreaterThan(rejected + 0.5);
    Preferences random = EXPERIMENT.preferences(1_024, new Annotators(0.5, 0.5, 0, 0));
    int first = 0;
    for (int pair = 0; pair < 1_024; pair++) {
      first += random.first()[pair] ? 1 : 0;
    }
    assertThat(first / 1_024.0).isCloseTo(0.5, within(0.06));
  }

  @Test
  void a_policy_gets_more_of_the_learned_reward_and_repeats_bit_for_bit() {
    List<Map<String, Double>> log = new ArrayList<>();
    float[] theta =
        EXPERIMENT.align(new Rloo(), REWARD::scores, FEW, (update, metrics) -> log.add(metrics));
    float[] again = EXPERIMENT.align(new Rloo(), REWARD::scores, FEW, Alignment.Monitor.NONE);
    assertThat(again).isEqualTo(theta);
    PolicyEvaluation before = EXPERIMENT.evaluate(EXPERIMENT.reference(), REWARD::scores);
    PolicyEvaluation after = EXPERIMENT.evaluate(theta, REWARD::scores);
    assertThat(before.kl()).isZero();
    assertThat(after.kl()).isPositive();
    assertThat(after.proxy()).isGreaterThan(before.proxy() + 0.5);
    assertThat(after.gold()).isGreaterThan(before.gold());
    assertThat(log).hasSize(25);
    assertThat(log.getLast())
        .containsKeys(
            "objective/kl",
            "objective/scores",
            "objective/rlhf_reward",
            "objective/entropy",
            "objective/non_score_reward",
            "loss/policy_avg",
            "gold/score");
    assertThat(log.getFirst().get("objective/kl")).isCloseTo(0, within(1e-4));
  }

  @Test
  void ppo_reports_what_trl_reports() {
    List<Map<String, Double>> log = new ArrayList<>();
    var ppo =
        new Ppo(Ppo.Settings.DEFAULT, EXPERIMENT.model().network().size(), REWARD.parameters());
    EXPERIMENT.align(
        ppo, REWARD::scores, FEW.withUpdates(3), (update, metrics) -> log.add(metrics));
    assertThat(log.getLast())
        .containsKeys(
            "policy/approxkl_avg", "policy/clipfrac_avg", "loss/value_avg", "lr", "episode");
    assertThat(log.getLast()).containsEntry("episode", 3.0 * 128);
    assertThat(log.getLast().get("policy/approxkl_avg")).isPositive();
  }

  @Test
  void dpo_moves_towards_what_was_chosen() {
    float[] theta =
        new Dpo(0.1, 40, 32, 1e-3f)
            .train(EXPERIMENT.model(), EXPERIMENT.reference(), PAIRS, Rng.stream(1, "test"));
    assertThat(EXPERIMENT.evaluate(theta, REWARD::scores).gold())
        .isGreaterThan(EXPERIMENT.evaluate(EXPERIMENT.reference(), REWARD::scores).gold());
  }

  /// Three tokens of rewards 1, 0.8 and 0 that count as 20, 2 and 10 words.
  @Test
  void of_one_token_rloo_is_unbiased_and_grpos_normalisations_turn_the_gradient() {
    OneToken one =
        new OneToken(new double[] {0, 1, -0.5}, new double[] {1, 0.8, 0}, new int[] {20, 2, 10});
    double[] exact = one.gradient();
    int group = 4;
    double[] rloo = one.expected(r -> Advantages.leaveOneOut(r, group), group, false);
    assertThat(rloo).containsExactly(exact, within(1e-12));
    double[] drGrpo = one.expected(r -> Advantages.centred(r, group), group, false);
    for (int j = 0; j < 3; j++) {
      assertThat(drGrpo[j]).isCloseTo(0.75 * exact[j], within(1e-12)); // (G − 1)/G
    }
    double[] grpo = one.expected(r -> Advantages.standardised(r, group), group, false);
    assertThat(OneToken.cosine(grpo, exact)).isBetween(0.7, 0.9);
    double[] perLength = one.expected(r -> Advantages.leaveOneOut(r, group), group, true);
    assertThat(OneToken.cosine(perLength, exact)).isBetween(0.7, 0.9);
  }
}

package ascent.lab.rlhf.algo;

import ascent.lab.rlhf.model.LanguageModel;
import ascent.lab.rlhf.model.Likelihood;
import ascent.lab.rlhf.model.Responses;
import ascent.lab.rlhf.model.TokenLearner;
import ascent.lab.rlhf.reward.Preferences;
import ascent.nn.OptimizerConfig;
import ascent.rng.Rng;
import java.util.Arrays;

/// Direct preference optimisation (Rafailov et al. 2023): the policy is fitted to the preferences
/// themselves, without a reward model and without sampling.
///
///     L = −mean log σ(β (log π(chosen)/π₀(chosen) − log π(rejected)/π₀(rejected)))
///
/// @param beta β
/// @param steps gradient steps
/// @param batch pairs of a step, drawn with replacement
/// @param learningRate of Adam
public record Dpo(double beta, int steps, int batch, float learningRate) {
  /// Trains a copy of the reference model.
  ///
  /// @return θ
  public float[] train(LanguageModel model, float[] reference, Preferences data, Rng rng) {
    TokenLearner learner = new TokenLearner(model, reference.clone(), OptimizerConfig.DEFAULT);
    Likelihood likelihood = new Likelihood(model);
    int[] all = new int[2 * batch];
    Arrays.setAll(all, i -> i);
    for (int step = 0; step < steps; step++) {
      int[] indices = new int[2 * batch];
      for (int pair = 0; pair < batch; pair++) {
        int drawn = rng.nextInt(data.size());
        indices[2 * pair] = data.chosen(drawn);
        indices[2 * pair + 1] = data.rejected(drawn);
      }
      Responses pairs = data.responses().select(indices);
      double[] ratio = new double[pairs.size()]; // log π/π₀ of each response
      float[] logProb = likelihood.logProbs(learner.parameters(), pairs);
      float[] refLogProb = likelihood.logProbs(reference, pairs);
      for (int i = 0; i < ratio.length; i++) {
        for (int token = pairs.first(i); token < pairs.first(i + 1); token++) {
          ratio[i] += logProb[token] - refLogProb[token];
        }
      }
      double[] weights = new double[pairs.size()];
      for (int i = 0; i < weights.length; i += 2) {
        double wrong = 1 / (1 + StrictMath.exp(beta * (ratio[i] - ratio[i + 1])));
        weights[i] = -beta * wrong;
        weights[i + 1] = beta * wrong;
      }
      float[] weight = pairs.perToken(weights);
      learner.differentiate(pairs, all, (token, l) -> weight[token], 1f / batch);
      learner.step(learningRate, Ppo.MAX_GRAD_NORM);
    }
    return learner.parameters();
  }
}
